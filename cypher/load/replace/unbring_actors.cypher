// Forget that articles have brought nodes of label Actor into the graph.
// $rows: list of {start, end}: article id, node id
UNWIND $rows AS row
MATCH (a:Article {id: row.start})-[e:BROUGHT]->(n:Actor)
WHERE n.id = row.end
DELETE e
