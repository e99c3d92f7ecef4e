// Make relationships (Actor)-[:MEMBER_OF]->(Actor) that are not there yet, and set properties of their own.
// $rows: list of {start, end, properties}
// returns count: relationships found or made
UNWIND $rows AS row
MATCH (a:Actor {id: row.start})
MATCH (b:Actor {id: row.end})
MERGE (a)-[e:MEMBER_OF]->(b)
SET e += row.properties
RETURN count(e) AS count
