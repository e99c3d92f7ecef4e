// Remove relationships (Place)-[:LOCATED_IN]->(Place) that no article brings any more. Setting a property first holds the
// node, so that what another writer has just said of it is seen. An article that was loaded before such lists were kept
// may have brought anything.
// $rows: list of {start, end}: place, place that contains it
UNWIND $rows AS row
MATCH (a:Place {id: row.start})
SET a.id = row.start
WITH a, row
MATCH (a)-[e:LOCATED_IN]->(b)
WHERE b.id = row.end
  AND NOT EXISTS { MATCH (a)<-[r:BROUGHT]-(:Article) WHERE r.inside IS NULL OR row.end IN r.inside }
DELETE e
