// Those of these reports that are there.
// $values: list of report ids
// returns properties, incident: id of the incident each is of
UNWIND $values AS id
MATCH (r:Report {id: id})-[:REPORTS]->(i)
RETURN properties(r) AS properties, i.id AS incident
