// Make relationships (Claim)-[:VALUE]->(Incident) that are not there yet.
// $rows: list of {start, end}
// returns count: relationships found or made
UNWIND $rows AS row
MATCH (a:Claim {id: row.start})
MATCH (b:Incident {id: row.end})
MERGE (a)-[e:VALUE]->(b)
RETURN count(e) AS count
