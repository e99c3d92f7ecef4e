// Remove claims that no article states any more.
// $ids: list of claim ids
UNWIND $ids AS id
MATCH (c:Claim {id: id})
DETACH DELETE c
