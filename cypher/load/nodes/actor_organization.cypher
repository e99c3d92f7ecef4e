// Make actors that are not there yet, with the further label Organization. The constraint on Actor(id) refuses one that another
// writer has just made, and the whole batch is run again. (A MERGE on two labels scans all of them in ArcadeDB.)
// $rows: list of {id, properties}; properties include the id, nulls left out
// returns count: nodes written
UNWIND $rows AS row
CREATE (n:Actor:Organization)
SET n = row.properties
RETURN count(n) AS count
