// All relationships of given types that start at an actor, a place or an incident.
// $types: relationship types
MATCH (a:Actor)-[relationship]->(b)
WHERE type(relationship) IN $types
RETURN a.id AS start, b.id AS end, relationship
UNION ALL
MATCH (a:Place)-[relationship]->(b)
WHERE type(relationship) IN $types
RETURN a.id AS start, b.id AS end, relationship
UNION ALL
MATCH (a:Incident)-[relationship]->(b)
WHERE type(relationship) IN $types
RETURN a.id AS start, b.id AS end, relationship
