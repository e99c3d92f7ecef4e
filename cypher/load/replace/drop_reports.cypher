// Remove reports that no article brings any more.
// $ids: list of report ids
UNWIND $ids AS id
MATCH (r:Report {id: id})
DETACH DELETE r
