// The pairs of reports that were judged, of those that hold one of these.
// $ids: list of report ids
// returns one, other: report ids
UNWIND $ids AS id
MATCH (a:Report {id: id})-[:JUDGED]->(b)
RETURN a.id AS one, b.id AS other
UNION
UNWIND $ids AS id
MATCH (b:Report {id: id})<-[:JUDGED]-(a)
RETURN a.id AS one, b.id AS other
