// Those of these reports that are there.
// $ids: list of report ids
// returns properties, incident: id of the incident each is of
UNWIND $ids AS id
MATCH (r:Report {id: id})-[:REPORTS]->(i)
RETURN properties(r) AS properties, i.id AS incident
