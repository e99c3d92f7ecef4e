// name: who-strikes-whom
// summary: "Pairs of who did it and who or what it was aimed at, the most frequent first."
// parameters:
//   since: {type: date, default: null, meaning: first day of the period; incidents without a date are left out then}
//   until: {type: date, default: null, meaning: last day of the period; incidents without a date are left out then}
//   type: {type: incident_type, default: [explosion], meaning: which incident types or families count}
//   modality: {type: list, default: [actual], choices: [actual, planned, negated, generic], meaning: 'reported as having happened, or only planned, denied or habitual'}
//   min_confidence: {type: float, default: 0, minimum: 0, maximum: 1, meaning: only what the reader believes at least so much}
//   limit: {type: integer, default: 50, minimum: 1, meaning: at most so many rows}
// columns:
//   who: who did it
//   whom: who or what was aimed at or hit
//   incidents: number of incidents
//   killed_high: sum of the highest stated numbers of killed
//   first: first day of the first
//   last: first day of the last
MATCH (a)-[r:INITIATED]->(i:Incident)<-[t:TARGETED_IN]-(b)
WHERE (i.type IN $type OR i.family IN $type)
  AND i.modality IN $modality
  AND r.confidence >= $min_confidence AND t.confidence >= $min_confidence
  AND ($since IS NULL OR i.date_end >= $since)
  AND ($until IS NULL OR i.date_start <= $until)
WITH a, b, count(DISTINCT i) AS incidents, sum(i.killed_high) AS killed_high, min(i.date_start) AS first, max(i.date_start) AS last
RETURN a.name AS who, b.name AS whom, incidents, killed_high, first, last
ORDER BY incidents DESC, killed_high DESC, who, whom, a.id, b.id
LIMIT $limit
