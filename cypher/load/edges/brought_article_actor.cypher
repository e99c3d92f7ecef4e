// Make relationships (Article)-[:BROUGHT]->(Actor) that are not there yet, and set properties of their own.
// $rows: list of {start, end, properties}
// returns count: relationships found or made
UNWIND $rows AS row
MATCH (a:Article {id: row.start})
MATCH (b:Actor {id: row.end})
MERGE (a)-[e:BROUGHT]->(b)
SET e += row.properties
RETURN count(e) AS count
