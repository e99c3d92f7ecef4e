// Make relationships (Report)-[:JUDGED]->(Report) that are not there yet, and set their properties.
// $rows: list of {start, end, properties}
// returns count: relationships found or made
UNWIND $rows AS row
MATCH (a:Report {id: row.start})
MATCH (b:Report {id: row.end})
MERGE (a)-[e:JUDGED]->(b)
SET e = row.properties
RETURN count(e) AS count
