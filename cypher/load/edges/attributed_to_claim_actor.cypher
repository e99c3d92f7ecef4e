// Make relationships (Claim)-[:ATTRIBUTED_TO]->(Actor) that are not there yet.
// $rows: list of {start, end}
// returns count: relationships found or made
UNWIND $rows AS row
MATCH (a:Claim {id: row.start})
MATCH (b:Actor {id: row.end})
MERGE (a)-[e:ATTRIBUTED_TO]->(b)
RETURN count(e) AS count
