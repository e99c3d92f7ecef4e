// Make relationships (Report)-[:REPORTS]->(Incident) that are not there yet.
// $rows: list of {start, end}
// returns count: relationships found or made
UNWIND $rows AS row
MATCH (a:Report {id: row.start})
MATCH (b:Incident {id: row.end})
MERGE (a)-[e:REPORTS]->(b)
RETURN count(e) AS count
