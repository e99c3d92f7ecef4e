// Which of these actors are there.
// $ids: list of actor ids
// returns id, labels
UNWIND $ids AS id
MATCH (n:Actor {id: id})
RETURN n.id AS id, labels(n) AS labels
