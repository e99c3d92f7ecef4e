// Forget that articles have brought nodes of label Place into the graph.
// $rows: list of {start, end}: article id, node id
UNWIND $rows AS row
MATCH (a:Article {id: row.start})-[e:BROUGHT]->(n:Place)
WHERE n.id = row.end
DELETE e
