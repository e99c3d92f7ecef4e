// name: supporters
// summary: "Who backs whom, with the sentence that says so."
// parameters:
//   actor: {type: actor, default: null, meaning: 'the one who backs or is backed; everybody when left out'}
//   min_confidence: {type: float, default: 0, minimum: 0, maximum: 1, meaning: only what the reader believes at least so much}
//   limit: {type: integer, default: 200, minimum: 1, meaning: at most so many rows}
// columns:
//   actor: who backs
//   backs: whom
//   basis: article or knowledge
//   sentence: first sentence that states it
//   articles: number of articles that state it
MATCH (a:Actor)-[r:SUPPORTS]->(b:Actor)
WHERE ($actor IS NULL OR a.id IN $actor OR b.id IN $actor) AND r.confidence >= $min_confidence
OPTIONAL MATCH (b)<-[:VALUE]-(k:Claim)-[:ABOUT]->(a) WHERE k.attribute = 'SUPPORTS'
OPTIONAL MATCH (k)-[:STATED_IN]->(n:Article)
WITH a, b, r.basis AS basis, k, n
ORDER BY n.date, n.id, k.start
WITH a, b, basis, collect(k.sentence)[0] AS sentence, count(DISTINCT n.id) AS articles
RETURN a.name AS actor, b.name AS backs, basis, sentence, articles
ORDER BY actor, backs, a.id, b.id
LIMIT $limit
