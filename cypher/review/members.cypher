// The reports of an incident.
// $id: incident id
// returns report: id
MATCH (i:Incident {id: $id})<-[:REPORTS]-(r:Report)
RETURN r.id AS report
ORDER BY report
