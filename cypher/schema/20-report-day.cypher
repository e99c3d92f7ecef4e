// Find the reports that may be of one incident.
CREATE INDEX report_day IF NOT EXISTS FOR (n:Report) ON (n.day)
