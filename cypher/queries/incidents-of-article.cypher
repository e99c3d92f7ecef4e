// name: incidents-of-article
// summary: The incidents that one article reports.
// parameters:
//   article: {type: article, meaning: 'id, headline or address of the article'}
//   min_confidence: {type: float, default: 0, minimum: 0, maximum: 1, meaning: only what the reader believes at least so much}
// columns:
//   date: "first day, when the text says"
//   what: incident type
//   modality: "actual, planned, negated or generic"
//   who: who did it
//   whom: who or what was hit
//   sides: sides of a clash or agreement
//   places: "places, the most specific first"
//   toll: stated figures
//   incident: id of the incident
MATCH (n:Article)<-[:STATED_IN]-(:Claim)-[:ABOUT]->(i:Incident)
WHERE n.id IN $article
  AND coalesce(i.confidence, 1.0) >= $min_confidence
WITH DISTINCT i
RETURN i.date_start AS date,
  i.type AS what,
  i.modality AS modality,
  COLLECT { MATCH (a)-[r:INITIATED]->(i) WHERE r.confidence >= $min_confidence RETURN a.name ORDER BY a.name, a.id } AS who,
  COLLECT { MATCH (a)-[r:TARGETED_IN]->(i) WHERE r.confidence >= $min_confidence RETURN a.name ORDER BY a.name, a.id } AS whom,
  COLLECT { MATCH (a)-[r:TOOK_PART_IN]->(i) WHERE r.confidence >= $min_confidence RETURN a.name ORDER BY a.name, a.id } AS sides,
  COLLECT { MATCH (i)-[h:HAPPENED_AT]->(p:Place) WHERE h.confidence >= $min_confidence RETURN p.name ORDER BY h.rank, p.name, p.id } AS places,
  COLLECT {
    MATCH (k:Claim)-[:ABOUT]->(i) WHERE k.attribute = 'toll' AND k.confidence >= $min_confidence
    WITH DISTINCT k.outcome AS outcome, k.count AS count, k.modifier AS modifier
    RETURN replace(outcome, '_', ' ') + coalesce(' ' + replace(modifier, '_', ' '), '')
      + coalesce(' ' + toString(count), '') AS figure
    ORDER BY outcome, count, modifier
  } AS toll,
  i.id AS incident
ORDER BY i.date_start IS NULL, i.date_start, i.type, i.modality, i.id
