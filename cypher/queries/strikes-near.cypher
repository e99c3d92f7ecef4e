// name: strikes-near
// summary: "Strikes within some kilometres of a point, the nearest first; an incident counts at its nearest place."
// parameters:
//   lat: {type: float, minimum: -90, maximum: 90, meaning: degrees north}
//   lon: {type: float, minimum: -180, maximum: 180, meaning: degrees east}
//   km: {type: float, default: 25, minimum: 0, meaning: radius in kilometres}
//   type: {type: incident_type, default: [air_drone_strike, shelling_missile], meaning: which incident types or families count as strikes}
//   since: {type: date, default: null, meaning: first day of the period; incidents without a date are left out then}
//   until: {type: date, default: null, meaning: last day of the period; incidents without a date are left out then}
//   modality: {type: list, default: [actual], choices: [actual, planned, negated, generic], meaning: 'reported as having happened, or only planned, denied or habitual'}
//   min_confidence: {type: float, default: 0, minimum: 0, maximum: 1, meaning: only what the reader believes at least so much}
//   limit: {type: integer, default: 100, minimum: 1, meaning: at most so many rows}
// columns:
//   km: "distance from the point to the place, in kilometres"
//   place: the place measured to
//   radius_km: how far the real place may be from its point
//   date: "first day, when the text says"
//   what: incident type
//   who: who did it
//   whom: who or what was hit
//   toll: stated figures
//   incident: id of the incident
MATCH (p:Place)
WHERE p.lat IS NOT NULL AND p.lon IS NOT NULL
// Haversine on a sphere of 6371.0088 km: the stores' own point.distance take different radii.
WITH p, sin(radians(p.lat - $lat) / 2) AS north, sin(radians(p.lon - $lon) / 2) AS east
WITH p, north * north + cos(radians($lat)) * cos(radians(p.lat)) * east * east AS h
WITH p, 2 * 6371.0088 * asin(sqrt(CASE WHEN h > 1.0 THEN 1.0 ELSE h END)) AS distance
WHERE distance <= $km
MATCH (i:Incident)-[h:HAPPENED_AT]->(p)
WHERE (i.type IN $type OR i.family IN $type)
  AND i.modality IN $modality
  AND h.confidence >= $min_confidence
  AND ($since IS NULL OR i.date_end >= $since)
  AND ($until IS NULL OR i.date_start <= $until)
WITH i, p, distance
ORDER BY distance, p.name, p.id
WITH i, collect({place: p.name, radius_km: p.radius_km, distance: distance})[0] AS nearest
WITH i, nearest
ORDER BY nearest.distance, i.date_start, i.id
LIMIT $limit
RETURN round(nearest.distance * 10) / 10 AS km,
  nearest.place AS place,
  nearest.radius_km AS radius_km,
  i.date_start AS date,
  i.type AS what,
  COLLECT { MATCH (a)-[r:INITIATED]->(i) WHERE r.confidence >= $min_confidence RETURN a.name ORDER BY a.name, a.id } AS who,
  COLLECT { MATCH (a)-[r:TARGETED_IN]->(i) WHERE r.confidence >= $min_confidence RETURN a.name ORDER BY a.name, a.id } AS whom,
  COLLECT {
    MATCH (k:Claim)-[:ABOUT]->(i) WHERE k.attribute = 'toll' AND k.confidence >= $min_confidence
    WITH DISTINCT k.outcome AS outcome, k.count AS count, k.modifier AS modifier
    RETURN replace(outcome, '_', ' ') + coalesce(' ' + replace(modifier, '_', ' '), '')
      + coalesce(' ' + toString(count), '') AS figure
    ORDER BY outcome, count, modifier
  } AS toll,
  i.id AS incident
ORDER BY nearest.distance, i.date_start, i.id
