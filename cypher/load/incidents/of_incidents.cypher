// The reports of these incidents.
// $ids: list of incident ids
// returns properties, incident: id of the incident each is of
UNWIND $ids AS id
MATCH (i:Incident {id: id})<-[:REPORTS]-(r)
RETURN properties(r) AS properties, i.id AS incident
