// Remove nodes of label Place that no article brings any more. Setting a property first holds the node, so that
// what another writer has just tied to it is seen.
// $ids: list of ids
UNWIND $ids AS id
MATCH (n:Place {id: id})
SET n.id = id
WITH n
WHERE NOT EXISTS { MATCH (n)<-[:BROUGHT]-(:Article) }
DETACH DELETE n
