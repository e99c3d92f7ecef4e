// Every source: those that articles quote, and the outlets of the articles themselves (an outlet's id is its name).
MATCH (:Claim)-[:ATTRIBUTED_TO]->(n)
RETURN DISTINCT n.id AS id, n.name AS name, n.name_ar AS name_ar
UNION
MATCH (a:Article)
WHERE a.source IS NOT NULL
RETURN DISTINCT a.source AS id, a.source AS name, null AS name_ar
