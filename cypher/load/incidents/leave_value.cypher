// Untie claims from the incidents at which they no longer point.
// $rows: list of {start, end}: claim id, id of the incident it points at now
UNWIND $rows AS row
MATCH (a:Claim {id: row.start})-[e:VALUE]->(b)
WHERE b.id <> row.end
DELETE e
