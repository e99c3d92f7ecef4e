// Make relationships (Incident)-[:PART_OF]->(Incident) that are not there yet, and set properties of their own.
// $rows: list of {start, end, properties}
// returns count: relationships found or made
UNWIND $rows AS row
MATCH (a:Incident {id: row.start})
MATCH (b:Incident {id: row.end})
MERGE (a)-[e:PART_OF]->(b)
SET e += row.properties
RETURN count(e) AS count
