// name: articles-about-actor
// summary: "Articles that speak of an actor, with what they say and how often."
// parameters:
//   actor: {type: actor, meaning: who}
//   min_confidence: {type: float, default: 0, minimum: 0, maximum: 1, meaning: only what the reader believes at least so much}
//   limit: {type: integer, default: 100, minimum: 1, meaning: at most so many rows}
// columns:
//   date: publication date
//   article: "headline, else id"
//   outlet: who published it
//   claims: number of claims about the actor or by it
//   facts: which kinds of fact
//   url: address
MATCH (k:Claim)-[:ABOUT|VALUE|ATTRIBUTED_TO]->(a:Actor)
WHERE a.id IN $actor AND k.confidence >= $min_confidence
MATCH (k)-[:STATED_IN]->(n:Article)
WITH DISTINCT n, k
WITH n, k.attribute AS attribute, count(k) AS claims
ORDER BY attribute
WITH n, sum(claims) AS claims, collect(attribute) AS facts
RETURN n.date AS date, coalesce(n.title, n.id) AS article, n.source AS outlet, claims, facts, n.url AS url
ORDER BY date DESC, article, n.id
LIMIT $limit
