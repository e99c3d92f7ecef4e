// Remove incidents that no claim is about any more.
// $ids: list of incident ids
UNWIND $ids AS id
MATCH (i:Incident {id: id})
WHERE NOT EXISTS { MATCH (i)<-[:ABOUT]-(:Claim) }
DETACH DELETE i
