// All incidents.
MATCH (node:Incident)
RETURN node
