// Make or update nodes of label Report; what the row does not carry is removed from the node.
// $rows: list of {id, properties}; properties include the id, nulls left out
// returns count: nodes written
UNWIND $rows AS row
MERGE (n:Report {id: row.id})
SET n = row.properties
RETURN count(n) AS count
