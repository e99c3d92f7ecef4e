// name: conflicting-tolls
// summary: "Incidents for which sources state different figures of the same people, figure by figure. (disagreements compares figures whoever is counted.)"
// parameters:
//   outcome: {type: string, default: killed, choices: [killed, wounded, killed_or_wounded, captured, abducted, arrested, missing, displaced], meaning: which toll}
//   min_confidence: {type: float, default: 0, minimum: 0, maximum: 1, meaning: only what the reader believes at least so much}
//   limit: {type: integer, default: 50, minimum: 1, meaning: at most so many rows}
// columns:
//   date: "first day, when the text says"
//   what: incident type
//   places: "places, the most specific first"
//   victim: who is counted; empty for everybody
//   figures: each figure with who states it
//   lowest: least figure
//   highest: greatest figure
//   incident: id of the incident
MATCH (k:Claim)-[:ABOUT]->(i:Incident)
WHERE k.attribute = 'toll' AND k.outcome = $outcome AND k.count IS NOT NULL AND k.confidence >= $min_confidence
MATCH (k)-[:STATED_IN]->(n:Article)
OPTIONAL MATCH (k)-[:ATTRIBUTED_TO]->(s)
OPTIONAL MATCH (k)-[:VALUE]->(v)
WITH DISTINCT i, v.id AS victim_id, v.name AS victim, k.count AS count, k.modifier AS modifier,
  coalesce(s.name, n.source, n.title, n.id) AS source
ORDER BY count, source, modifier
WITH i, victim_id, victim, min(count) AS lowest, max(count) AS highest,
  count(DISTINCT source) AS sources,
  collect(coalesce(replace(modifier, '_', ' ') + ' ', '') + toString(count) + ' (' + source + ')') AS figures
WHERE lowest < highest AND sources > 1
WITH i, victim_id, victim, lowest, highest, figures
ORDER BY highest - lowest DESC, i.id, victim_id
LIMIT $limit
RETURN i.date_start AS date,
  i.type AS what,
  COLLECT { MATCH (i)-[h:HAPPENED_AT]->(p:Place) WHERE h.confidence >= $min_confidence RETURN p.name ORDER BY h.rank, p.name, p.id } AS places,
  victim, figures, lowest, highest,
  i.id AS incident
ORDER BY highest - lowest DESC, incident, victim_id
