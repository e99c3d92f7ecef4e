// What the graph says of these unresolved nodes of label Actor. Setting a property holds them until the transaction
// ends, so that of two writers the second sees what the first has written.
// $ids: list of ids
// returns id, labels, properties
UNWIND $ids AS id
MATCH (n:Actor {id: id})
SET n.resolved = false
RETURN n.id AS id, labels(n) AS labels, properties(n) AS properties
