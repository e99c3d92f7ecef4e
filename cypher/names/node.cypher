// Every actor and place by name, every incident by its id.
MATCH (n:Actor)
RETURN n.id AS id, n.name AS name, n.name_ar AS name_ar
UNION
MATCH (n:Place)
RETURN n.id AS id, n.name AS name, n.name_ar AS name_ar
UNION
MATCH (n:Incident)
RETURN n.id AS id, null AS name, null AS name_ar
