// name: claims-by-source
// summary: "What a source claims, sentence by sentence; of an outlet, what its articles say without quoting anybody."
// parameters:
//   source: {type: source, meaning: 'whom articles quote, or an outlet'}
//   attribute: {type: string, default: null, meaning: 'only this kind of fact: type, date, toll, INITIATED, HAPPENED_AT …'}
//   min_confidence: {type: float, default: 0, minimum: 0, maximum: 1, meaning: only what the reader believes at least so much}
//   limit: {type: integer, default: 100, minimum: 1, meaning: at most so many rows}
// columns:
//   date: publication date
//   attribute: which fact
//   about: type of the incident or name of the actor it is about
//   value: what is stated
//   sentence: as written
//   article: "headline, else id, of the article"
//   confidence: "how sure the reader is, 0-1"
//   claim: id of the claim
MATCH (k:Claim)-[:STATED_IN]->(n:Article)
OPTIONAL MATCH (k)-[:ATTRIBUTED_TO]->(s)
WITH k, n, s
WHERE (s.id IN $source OR (s IS NULL AND n.source IN $source))
  AND ($attribute IS NULL OR k.attribute = $attribute)
  AND k.confidence >= $min_confidence
OPTIONAL MATCH (k)-[:ABOUT]->(x)
OPTIONAL MATCH (k)-[:VALUE]->(v)
RETURN DISTINCT n.date AS date, k.attribute AS attribute, coalesce(x.name, x.type) AS about,
  coalesce(k.value, v.name, v.type) AS value, k.sentence AS sentence, coalesce(n.title, n.id) AS article,
  k.confidence AS confidence, k.id AS claim
ORDER BY date, article, attribute, about, value, claim
LIMIT $limit
