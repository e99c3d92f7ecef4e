// Remove incidents of which there is no report any more.
// $ids: list of incident ids
UNWIND $ids AS id
MATCH (i:Incident {id: id})
WHERE NOT EXISTS { MATCH (i)<-[:REPORTS]-(:Report) }
DETACH DELETE i
