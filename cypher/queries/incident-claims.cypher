// name: incident-claims
// summary: "All that is claimed of one incident, fact by fact, with who says so."
// parameters:
//   incident: {type: node, meaning: id of the incident}
// columns:
//   attribute: which fact
//   value: what is stated
//   source: who says so
//   sentence: as written
//   article: "headline, else id, of the article"
//   date: publication date
//   confidence: "how sure the reader is, 0-1"
//   claim: id of the claim
MATCH (k:Claim)-[:ABOUT]->(i:Incident)
WHERE i.id IN $incident
MATCH (k)-[:STATED_IN]->(n:Article)
OPTIONAL MATCH (k)-[:ATTRIBUTED_TO]->(s)
OPTIONAL MATCH (k)-[:VALUE]->(v)
RETURN k.attribute AS attribute,
  CASE WHEN k.value IS NULL THEN coalesce(v.name, v.type) ELSE k.value + coalesce(' · ' + v.name, '') END AS value,
  coalesce(s.name, n.source) AS source, k.sentence AS sentence, coalesce(n.title, n.id) AS article, n.date AS date,
  k.confidence AS confidence, k.id AS claim
ORDER BY attribute, value, source, claim
