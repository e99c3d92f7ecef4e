// Every actor and place by name, every incident by its id and by the ids of its reports.
MATCH (n:Actor)
RETURN n.id AS id, n.name AS name, n.name_ar AS name_ar
UNION
MATCH (n:Place)
RETURN n.id AS id, n.name AS name, n.name_ar AS name_ar
UNION
MATCH (r:Report)-[:REPORTS]->(n:Incident)
RETURN n.id AS id, r.id AS name, null AS name_ar
