// Find incidents by period.
CREATE INDEX incident_date_start IF NOT EXISTS FOR (n:Incident) ON (n.date_start)
