// name: place-timeline
// summary: "What happened at a place and in it, day by day, in the words of the articles."
// parameters:
//   place: {type: place, meaning: where}
//   since: {type: date, default: null, meaning: first day of the period; incidents without a date are left out then}
//   until: {type: date, default: null, meaning: last day of the period; incidents without a date are left out then}
//   modality: {type: list, default: [actual], choices: [actual, planned, negated, generic], meaning: 'reported as having happened, or only planned, denied or habitual'}
//   min_confidence: {type: float, default: 0, minimum: 0, maximum: 1, meaning: only what the reader believes at least so much}
//   limit: {type: integer, default: 200, minimum: 1, meaning: at most so many rows}
// columns:
//   date: "first day, when the text says"
//   until: "last day, inclusive"
//   what: incident type
//   place: the place itself
//   summary: first sentence that reports it
//   source: "who reports it: whom the article quotes, else its outlet"
//   incident: id of the incident
MATCH (i:Incident)-[h:HAPPENED_AT]->(p:Place)-[:LOCATED_IN*0..6]->(place:Place)
WHERE place.id IN $place
  AND i.date_start IS NOT NULL
  AND i.modality IN $modality
  AND h.confidence >= $min_confidence
  AND ($since IS NULL OR i.date_end >= $since)
  AND ($until IS NULL OR i.date_start <= $until)
WITH i, p, h
ORDER BY h.rank, p.name, p.id
WITH i, collect(p.name)[0] AS spot
ORDER BY i.date_start, i.date_end, i.id
LIMIT $limit
RETURN i.date_start AS date,
  i.date_end AS until,
  i.type AS what,
  spot AS place,
  i.summary AS summary,
  COLLECT {
    MATCH (k:Claim)-[:ABOUT]->(i) WHERE k.attribute IN ['type', 'toll'] AND k.confidence >= $min_confidence
    MATCH (k)-[:STATED_IN]->(n:Article)
    OPTIONAL MATCH (k)-[:ATTRIBUTED_TO]->(s)
    WITH DISTINCT coalesce(s.name, n.source, n.title, n.id) AS source
    RETURN source ORDER BY source
  } AS source,
  i.id AS incident
ORDER BY i.date_start, i.date_end, i.id
