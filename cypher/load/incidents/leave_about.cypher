// Untie claims from the incidents that they are no longer about.
// $rows: list of {start, end}: claim id, id of the incident it is about now
UNWIND $rows AS row
MATCH (a:Claim {id: row.start})-[e:ABOUT]->(b)
WHERE b.id <> row.end
DELETE e
