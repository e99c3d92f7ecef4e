// Find articles by date of publication.
CREATE INDEX article_date IF NOT EXISTS FOR (n:Article) ON (n.date)
