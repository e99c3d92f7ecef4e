// Find incidents by type.
CREATE INDEX incident_type IF NOT EXISTS FOR (n:Incident) ON (n.type)
