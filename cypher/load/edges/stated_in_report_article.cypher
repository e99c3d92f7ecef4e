// Make relationships (Report)-[:STATED_IN]->(Article) that are not there yet.
// $rows: list of {start, end}
// returns count: relationships found or made
UNWIND $rows AS row
MATCH (a:Report {id: row.start})
MATCH (b:Article {id: row.end})
MERGE (a)-[e:STATED_IN]->(b)
RETURN count(e) AS count
