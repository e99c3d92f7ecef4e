// Actors and places that earlier versions of these articles have brought into the graph.
// $ids: list of article ids
// returns article, id
UNWIND $ids AS id
MATCH (a:Article {id: id})-[:BROUGHT]->(n)
RETURN a.id AS article, n.id AS id
