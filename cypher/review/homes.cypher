// Which incident reports are of, and which other reports that has.
// $ids: list of report ids
// returns report: id, incident: id, members: ids of all of its reports, sorted
UNWIND $ids AS id
MATCH (r:Report {id: id})-[:REPORTS]->(i:Incident)
RETURN r.id AS report, i.id AS incident, COLLECT { MATCH (i)<-[:REPORTS]-(m:Report) RETURN m.id ORDER BY m.id } AS members
