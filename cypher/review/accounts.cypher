// Reports with the articles in which they stand.
// $ids: list of report ids
// returns report: properties, incident: id of the incident it is of, title, url
UNWIND $ids AS id
MATCH (i:Incident)<-[:REPORTS]-(r:Report {id: id})-[:STATED_IN]->(n:Article)
RETURN properties(r) AS report, i.id AS incident, n.title AS title, n.url AS url
