// Make relationships (Place)-[:SUFFERED_IN]->(Incident) that are not there yet, and set properties of their own.
// From the incident's side: an actor or place may have very many.
// $rows: list of {start, end, properties}
// returns count: relationships found or made
UNWIND $rows AS row
MATCH (b:Incident {id: row.end})
MATCH (a:Place {id: row.start})
MERGE (b)<-[e:SUFFERED_IN]-(a)
SET e += row.properties
RETURN count(e) AS count
