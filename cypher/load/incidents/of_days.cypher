// The reports that are compared under these days.
// $values: list of dates
// returns properties, incident: id of the incident each is of
UNWIND $values AS day
MATCH (r:Report {day: day})-[:REPORTS]->(i)
RETURN properties(r) AS properties, i.id AS incident
