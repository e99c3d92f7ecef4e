// Make relationships (Actor)-[:AFFILIATED_WITH]->(Actor) that are not there yet, and set properties of their own.
// $rows: list of {start, end, properties}
// returns count: relationships found or made
UNWIND $rows AS row
MATCH (a:Actor {id: row.start})
MATCH (b:Actor {id: row.end})
MERGE (a)-[e:AFFILIATED_WITH]->(b)
SET e += row.properties
RETURN count(e) AS count
