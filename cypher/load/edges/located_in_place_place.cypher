// Make relationships (Place)-[:LOCATED_IN]->(Place) that are not there yet.
// $rows: list of {start, end}
// returns count: relationships found or made
UNWIND $rows AS row
MATCH (a:Place {id: row.start})
MATCH (b:Place {id: row.end})
MERGE (a)-[e:LOCATED_IN]->(b)
RETURN count(e) AS count
