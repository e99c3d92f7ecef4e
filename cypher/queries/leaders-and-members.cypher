// name: leaders-and-members
// summary: Who leads a body or a country and who belongs to it.
// parameters:
//   body: {type: actor, default: null, meaning: 'of which; every body when left out'}
//   min_confidence: {type: float, default: 0, minimum: 0, maximum: 1, meaning: only what the reader believes at least so much}
//   limit: {type: integer, default: 200, minimum: 1, meaning: at most so many rows}
// columns:
//   body: the body
//   relationship: LEADS or MEMBER_OF
//   person: name
//   basis: article or knowledge
//   sentence: first sentence that states it
//   articles: number of articles that state it
MATCH (p:Actor)-[r:LEADS|MEMBER_OF]->(b:Actor)
WHERE ($body IS NULL OR b.id IN $body) AND r.confidence >= $min_confidence
OPTIONAL MATCH (b)<-[:VALUE]-(k:Claim)-[:ABOUT]->(p) WHERE k.attribute = type(r)
OPTIONAL MATCH (k)-[:STATED_IN]->(n:Article)
WITH b, p, type(r) AS relationship, r.basis AS basis, k, n
ORDER BY n.date, n.id, k.start
WITH b, p, relationship, basis, collect(k.sentence)[0] AS sentence, count(DISTINCT n.id) AS articles
RETURN b.name AS body, relationship, p.name AS person, basis, sentence, articles
ORDER BY body, relationship, person, b.id, p.id
LIMIT $limit
