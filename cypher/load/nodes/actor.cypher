// Update actors that are there; what the row does not carry is removed from the node.
// $rows: list of {id, properties}; properties include the id, nulls left out
// returns count: nodes written
UNWIND $rows AS row
MATCH (n:Actor {id: row.id})
SET n = row.properties
RETURN count(n) AS count
