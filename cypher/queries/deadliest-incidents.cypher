// name: deadliest-incidents
// summary: Incidents with the most killed by the highest figure that a source states.
// parameters:
//   since: {type: date, default: null, meaning: first day of the period; incidents without a date are left out then}
//   until: {type: date, default: null, meaning: last day of the period; incidents without a date are left out then}
//   type: {type: incident_type, default: null, meaning: 'only these incident types or families (battle, explosion …)'}
//   modality: {type: list, default: [actual], choices: [actual, planned, negated, generic], meaning: 'reported as having happened, or only planned, denied or habitual'}
//   limit: {type: integer, default: 20, minimum: 1, meaning: at most so many rows}
// columns:
//   killed_low: lowest total that a source states
//   killed_high: highest figure that a source states
//   wounded_high: highest number of wounded
//   date: "first day, when the text says"
//   what: incident type
//   who: who did it
//   whom: who or what was hit
//   places: "places, the most specific first"
//   source: "who reports it: whom the article quotes, else its outlet"
//   incident: id of the incident
MATCH (i:Incident)
WHERE i.killed_high > 0
  AND i.modality IN $modality
  AND ($since IS NULL OR i.date_end >= $since)
  AND ($until IS NULL OR i.date_start <= $until)
  AND ($type IS NULL OR i.type IN $type OR i.family IN $type)
WITH i
ORDER BY i.killed_high DESC, i.killed_low DESC, i.date_start, i.id
LIMIT $limit
RETURN i.killed_low AS killed_low,
  i.killed_high AS killed_high,
  i.wounded_high AS wounded_high,
  i.date_start AS date,
  i.type AS what,
  COLLECT { MATCH (a)-[:INITIATED]->(i) RETURN a.name ORDER BY a.name, a.id } AS who,
  COLLECT { MATCH (a)-[:TARGETED_IN]->(i) RETURN a.name ORDER BY a.name, a.id } AS whom,
  COLLECT { MATCH (i)-[h:HAPPENED_AT]->(p:Place) RETURN p.name ORDER BY h.rank, p.name, p.id } AS places,
  COLLECT {
    MATCH (k:Claim)-[:ABOUT]->(i) WHERE k.attribute IN ['type', 'toll']
    MATCH (k)-[:STATED_IN]->(n:Article)
    OPTIONAL MATCH (k)-[:ATTRIBUTED_TO]->(s)
    WITH DISTINCT coalesce(s.name, n.source, n.title, n.id) AS source
    RETURN source ORDER BY source
  } AS source,
  i.id AS incident
ORDER BY i.killed_high DESC, i.killed_low DESC, i.date_start, i.id
