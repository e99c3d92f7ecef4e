// Which of these articles are in the graph.
// $ids: list of article ids
// returns id, content_hash, model
UNWIND $ids AS id
MATCH (a:Article {id: id})
RETURN a.id AS id, a.content_hash AS content_hash, a.model AS model
