// name: incidents-by-actor
// summary: "What an actor did, was hit in, took part in or suffered, role by role."
// parameters:
//   actor: {type: actor, meaning: who}
//   role: {type: string, default: null, choices: [initiator, target, participant, victim], meaning: only in this role}
//   since: {type: date, default: null, meaning: first day of the period; incidents without a date are left out then}
//   until: {type: date, default: null, meaning: last day of the period; incidents without a date are left out then}
//   type: {type: incident_type, default: null, meaning: 'only these incident types or families (battle, explosion …)'}
//   modality: {type: list, default: [actual], choices: [actual, planned, negated, generic], meaning: 'reported as having happened, or only planned, denied or habitual'}
//   min_confidence: {type: float, default: 0, minimum: 0, maximum: 1, meaning: only what the reader believes at least so much}
//   limit: {type: integer, default: 100, minimum: 1, meaning: at most so many rows}
// columns:
//   date: "first day, when the text says"
//   what: incident type
//   role: role of the actor in it
//   who: who did it
//   whom: who or what was hit
//   sides: sides of a clash or agreement
//   places: "places, the most specific first"
//   toll: stated figures
//   incident: id of the incident
MATCH (actor:Actor)-[r:INITIATED|TARGETED_IN|TOOK_PART_IN|SUFFERED_IN]->(i:Incident)
WHERE actor.id IN $actor
  AND i.modality IN $modality
  AND r.confidence >= $min_confidence
  AND ($since IS NULL OR i.date_end >= $since)
  AND ($until IS NULL OR i.date_start <= $until)
  AND ($type IS NULL OR i.type IN $type OR i.family IN $type)
WITH i, CASE type(r)
    WHEN 'INITIATED' THEN 'initiator'
    WHEN 'TARGETED_IN' THEN 'target'
    WHEN 'TOOK_PART_IN' THEN 'participant'
    ELSE 'victim'
  END AS role
WHERE $role IS NULL OR role = $role
WITH DISTINCT i, role
ORDER BY role, i.date_start IS NULL, i.date_start, i.id
LIMIT $limit
RETURN i.date_start AS date,
  i.type AS what,
  role,
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
ORDER BY role, i.date_start IS NULL, i.date_start, i.id
