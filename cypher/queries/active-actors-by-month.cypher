// name: active-actors-by-month
// summary: "Who did most, month by month: the actors with the most incidents begun in it."
// parameters:
//   role: {type: string, default: INITIATED, choices: [INITIATED, TARGETED_IN, TOOK_PART_IN, SUFFERED_IN], meaning: in which role an incident counts}
//   since: {type: date, default: null, meaning: first day of the period; incidents without a date are left out then}
//   until: {type: date, default: null, meaning: last day of the period; incidents without a date are left out then}
//   type: {type: incident_type, default: null, meaning: 'only these incident types or families (battle, explosion …)'}
//   modality: {type: list, default: [actual], choices: [actual, planned, negated, generic], meaning: 'reported as having happened, or only planned, denied or habitual'}
//   min_confidence: {type: float, default: 0, minimum: 0, maximum: 1, meaning: only what the reader believes at least so much}
//   top: {type: integer, default: 5, minimum: 1, meaning: so many actors a month}
// columns:
//   month: year and month of the first day
//   rank: "place in the month, 1 for the most active"
//   actor: name
//   incidents: number of incidents
//   killed_high: sum of the highest stated numbers of killed
MATCH (a:Actor)-[r:INITIATED|TARGETED_IN|TOOK_PART_IN|SUFFERED_IN]->(i:Incident)
WHERE type(r) = $role
  AND r.confidence >= $min_confidence
  AND i.date_start IS NOT NULL
  AND i.modality IN $modality
  AND ($since IS NULL OR i.date_end >= $since)
  AND ($until IS NULL OR i.date_start <= $until)
  AND ($type IS NULL OR i.type IN $type OR i.family IN $type)
WITH substring(toString(i.date_start), 0, 7) AS month, a, count(DISTINCT i) AS incidents, sum(i.killed_high) AS killed_high
ORDER BY month, incidents DESC, killed_high DESC, a.name, a.id
WITH month, collect({actor: a.name, incidents: incidents, killed_high: killed_high})[0..$top] AS most
UNWIND range(0, size(most) - 1) AS n
RETURN month, n + 1 AS rank, most[n].actor AS actor, most[n].incidents AS incidents, most[n].killed_high AS killed_high
ORDER BY month, rank
