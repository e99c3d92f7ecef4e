// What earlier versions of these articles have stated.
// $ids: list of article ids
// returns article, id, edge of each claim
UNWIND $ids AS id
MATCH (a:Article {id: id})<-[:STATED_IN]-(c:Claim)
RETURN a.id AS article, c.id AS id, c.edge AS edge
