// name: incident-claims
// summary: "Who says what of one incident: all that is claimed of it, fact by fact, by whom and in which article."
// parameters:
//   incident: {type: incident, meaning: 'id of the incident, or of a report of it'}
//   attribute: {type: string, default: null, meaning: 'only this kind of fact: type, date, toll, INITIATED, HAPPENED_AT …'}
//   min_confidence: {type: float, default: 0, minimum: 0, maximum: 1, meaning: only what the reader believes at least so much}
// columns:
//   attribute: which fact
//   value: what is stated
//   source: "who says so: whom the article quotes, else its outlet, else its headline or id"
//   quoted: whether the article quotes somebody for it
//   outlet: who published the article
//   article: "headline, else id, of the article"
//   date: publication date
//   sentence: as written
//   confidence: "how sure the reader is, 0-1"
//   report: id of the report it belongs to
//   claim: id of the claim
MATCH (k:Claim)-[:ABOUT]->(i:Incident)
WHERE i.id IN $incident AND ($attribute IS NULL OR k.attribute = $attribute)
  AND k.confidence >= $min_confidence
MATCH (k)-[:STATED_IN]->(n:Article)
OPTIONAL MATCH (k)-[:ATTRIBUTED_TO]->(s)
OPTIONAL MATCH (k)-[:VALUE]->(v)
RETURN k.attribute AS attribute,
  CASE WHEN k.value IS NULL THEN coalesce(v.name, v.type) ELSE k.value + coalesce(' · ' + v.name, '') END AS value,
  coalesce(s.name, n.source, n.title, n.id) AS source, s IS NOT NULL AS quoted, n.source AS outlet,
  coalesce(n.title, n.id) AS article, n.date AS date, k.sentence AS sentence, k.confidence AS confidence,
  k.report AS report, k.id AS claim
ORDER BY attribute, k.outcome, k.count, value, source, date, claim
