// name: group-strike-place
// summary: "Groups that belong to a sponsor, and the sponsor itself: where they struck or were struck."
// parameters:
//   sponsor: {type: actor, meaning: 'state, army or group at the top'}
//   role: {type: string, default: null, choices: [struck, was struck], meaning: only this way round}
//   type: {type: incident_type, default: [explosion], meaning: which incident types or families count as strikes}
//   modality: {type: list, default: [actual], choices: [actual, planned, negated, generic], meaning: 'reported as having happened, or only planned, denied or habitual'}
//   min_confidence: {type: float, default: 0, minimum: 0, maximum: 1, meaning: only what the reader believes at least so much}
//   limit: {type: integer, default: 200, minimum: 1, meaning: at most so many rows}
// columns:
//   group: the group
//   chain: names from the group up to the sponsor
//   role: struck or was struck
//   date: "first day, when the text says"
//   what: incident type
//   place: "where, the most specific place"
//   by: who struck
//   toll: stated figures
//   incident: id of the incident
MATCH path = (g:Actor)-[:AFFILIATED_WITH|MEMBER_OF*0..4]->(top:Actor)
WHERE top.id IN $sponsor
  AND all(e IN relationships(path) WHERE e.confidence >= $min_confidence)
WITH g, path
ORDER BY length(path), [n IN nodes(path) | n.id]
WITH g, collect([n IN nodes(path) | n.name])[0] AS chain
MATCH (g)-[r:INITIATED|TARGETED_IN|SUFFERED_IN]->(i:Incident)
WHERE (i.type IN $type OR i.family IN $type) AND i.modality IN $modality
  AND r.confidence >= $min_confidence
WITH DISTINCT g, chain, i, CASE type(r) WHEN 'INITIATED' THEN 'struck' ELSE 'was struck' END AS role
WHERE $role IS NULL OR role = $role
OPTIONAL MATCH (i)-[h:HAPPENED_AT]->(p:Place) WHERE h.confidence >= $min_confidence
WITH g, chain, i, role, h, p
ORDER BY h.rank, p.name, p.id
WITH g, chain, i, role, collect(p.name)[0] AS place
ORDER BY g.name, g.id, i.date_start IS NULL, i.date_start, i.id, role
LIMIT $limit
RETURN g.name AS group, chain, role,
  i.date_start AS date,
  i.type AS what,
  place,
  COLLECT { MATCH (a)-[r:INITIATED]->(i) WHERE r.confidence >= $min_confidence RETURN a.name ORDER BY a.name, a.id } AS by,
  COLLECT {
    MATCH (k:Claim)-[:ABOUT]->(i) WHERE k.attribute = 'toll' AND k.confidence >= $min_confidence
    WITH DISTINCT k.outcome AS outcome, k.count AS count, k.modifier AS modifier
    RETURN replace(outcome, '_', ' ') + coalesce(' ' + replace(modifier, '_', ' '), '')
      + coalesce(' ' + toString(count), '') AS figure
    ORDER BY outcome, count, modifier
  } AS toll,
  i.id AS incident
ORDER BY g.name, g.id, i.date_start IS NULL, i.date_start, i.id, role
