// Remove judgements on pairs of reports.
// $rows: list of {start, end}: report ids
UNWIND $rows AS row
MATCH (a:Report {id: row.start})-[e:JUDGED]->(b)
WHERE b.id = row.end
DELETE e
