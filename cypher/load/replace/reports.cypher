// The reports that earlier versions of these articles have brought.
// $ids: list of article ids
// returns id, incident: id of the incident each is of
UNWIND $ids AS id
MATCH (a:Article {id: id})<-[:STATED_IN]-(r:Report)-[:REPORTS]->(i)
RETURN r.id AS id, i.id AS incident
