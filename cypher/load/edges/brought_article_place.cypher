// Make relationships (Article)-[:BROUGHT]->(Place) that are not there yet.
// $rows: list of {start, end}
// returns count: relationships found or made
UNWIND $rows AS row
MATCH (a:Article {id: row.start})
MATCH (b:Place {id: row.end})
MERGE (a)-[e:BROUGHT]->(b)
RETURN count(e) AS count
