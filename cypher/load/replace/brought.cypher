// Actors and places that earlier versions of these articles have brought into the graph.
// $ids: list of article ids
// returns article, id, inside: of a place, the places in which they put it
UNWIND $ids AS id
MATCH (a:Article {id: id})-[b:BROUGHT]->(n)
RETURN a.id AS article, n.id AS id, b.inside AS inside
