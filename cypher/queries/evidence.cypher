// name: evidence
// summary: "The sentences that connect two things: why the graph has a relationship between them."
// parameters:
//   one: {type: node, meaning: 'an actor, place or incident'}
//   other: {type: node, meaning: 'another'}
//   relationship: {type: string, default: null, meaning: 'only this relationship: INITIATED, AFFILIATED_WITH …'}
//   min_confidence: {type: float, default: 0, minimum: 0, maximum: 1, meaning: only what the reader believes at least so much}
//   limit: {type: integer, default: 100, minimum: 1, meaning: at most so many rows}
// columns:
//   relationship: which relationship
//   from: where it starts
//   to: where it ends
//   source: who says so
//   sentence: as written
//   article: "headline, else id, of the article"
//   date: publication date
//   begins: "offset of the sentence, code points"
//   ends: "its end, exclusive"
//   confidence: "how sure the reader is, 0-1"
//   claim: id of the claim
MATCH (x)<-[:ABOUT]-(k:Claim)-[:VALUE]->(y)
WHERE ((x.id IN $one AND y.id IN $other) OR (x.id IN $other AND y.id IN $one))
  AND k.edge IS NOT NULL
  AND k.confidence >= $min_confidence
MATCH (k)-[:STATED_IN]->(n:Article)
OPTIONAL MATCH (k)-[:ATTRIBUTED_TO]->(s)
WITH DISTINCT k, x, y, n, s, split(k.edge, '|') AS edge
WHERE $relationship IS NULL OR edge[0] = $relationship
RETURN edge[0] AS relationship,
  CASE WHEN edge[1] = x.id THEN coalesce(x.name, x.type) ELSE coalesce(y.name, y.type) END AS from,
  CASE WHEN edge[2] = y.id THEN coalesce(y.name, y.type) ELSE coalesce(x.name, x.type) END AS to,
  coalesce(s.name, n.source) AS source, k.sentence AS sentence, coalesce(n.title, n.id) AS article, n.date AS date,
  k.start AS begins, k.end AS ends, k.confidence AS confidence, k.id AS claim
ORDER BY relationship, date, article, begins, source, claim
LIMIT $limit
