// Find the reports that may be of one incident.
CREATE INDEX report_block IF NOT EXISTS FOR (n:Report) ON (n.block)
