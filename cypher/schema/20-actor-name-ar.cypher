// Find actors by Arabic name.
CREATE INDEX actor_name_ar IF NOT EXISTS FOR (n:Actor) ON (n.name_ar)
