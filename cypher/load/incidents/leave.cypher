// Untie reports from the incidents that they are no longer of.
// $rows: list of {start, end}: report id, id of the incident it is of now
UNWIND $rows AS row
MATCH (a:Report {id: row.start})-[e:REPORTS]->(b)
WHERE b.id <> row.end
DELETE e
