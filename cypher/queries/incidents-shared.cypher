// name: incidents-shared
// summary: "Incidents in which two actors meet, on the same side or on opposite ones."
// parameters:
//   actor: {type: actor, meaning: one}
//   other: {type: actor, meaning: the other}
//   modality: {type: list, default: [actual], choices: [actual, planned, negated, generic], meaning: 'reported as having happened, or only planned, denied or habitual'}
//   min_confidence: {type: float, default: 0, minimum: 0, maximum: 1, meaning: only what the reader believes at least so much}
//   limit: {type: integer, default: 100, minimum: 1, meaning: at most so many rows}
// columns:
//   date: "first day, when the text says"
//   what: incident type
//   roles: roles of the one
//   other_roles: roles of the other
//   places: "places, the most specific first"
//   toll: stated figures
//   source: "who reports it: whom the article quotes, else its outlet"
//   incident: id of the incident
MATCH (a:Actor)-[r:INITIATED|TARGETED_IN|TOOK_PART_IN|SUFFERED_IN]->(i:Incident)
WHERE a.id IN $actor AND i.modality IN $modality AND r.confidence >= $min_confidence
WITH DISTINCT i, type(r) AS role
ORDER BY role
WITH i, collect(role) AS roles
MATCH (b:Actor)-[r:INITIATED|TARGETED_IN|TOOK_PART_IN|SUFFERED_IN]->(i)
WHERE b.id IN $other AND r.confidence >= $min_confidence
WITH DISTINCT i, roles, type(r) AS role
ORDER BY role
WITH i, roles, collect(role) AS other_roles
ORDER BY i.date_start IS NULL, i.date_start, i.id
LIMIT $limit
RETURN i.date_start AS date,
  i.type AS what,
  roles, other_roles,
  COLLECT { MATCH (i)-[h:HAPPENED_AT]->(p:Place) WHERE h.confidence >= $min_confidence RETURN p.name ORDER BY h.rank, p.name, p.id } AS places,
  COLLECT {
    MATCH (k:Claim)-[:ABOUT]->(i) WHERE k.attribute = 'toll' AND k.confidence >= $min_confidence
    WITH DISTINCT k.outcome AS outcome, k.count AS count, k.modifier AS modifier
    RETURN replace(outcome, '_', ' ') + coalesce(' ' + replace(modifier, '_', ' '), '')
      + coalesce(' ' + toString(count), '') AS figure
    ORDER BY outcome, count, modifier
  } AS toll,
  COLLECT {
    MATCH (k:Claim)-[:ABOUT]->(i) WHERE k.attribute IN ['type', 'toll'] AND k.confidence >= $min_confidence
    MATCH (k)-[:STATED_IN]->(n:Article)
    OPTIONAL MATCH (k)-[:ATTRIBUTED_TO]->(s)
    WITH DISTINCT coalesce(s.name, n.source, n.title, n.id) AS source
    RETURN source ORDER BY source
  } AS source,
  i.id AS incident
ORDER BY i.date_start IS NULL, i.date_start, i.id
