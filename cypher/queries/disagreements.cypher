// name: disagreements
// summary: "Where sources disagree: facts of an incident of which two articles or sources say nothing that agrees, and who says what."
// parameters:
//   incident: {type: incident, default: null, meaning: 'id of the incident, or of a report of it; all when left out'}
//   attribute: {type: string, default: null, choices: [type, date, place, initiator, toll], meaning: only this one}
//   min_confidence: {type: float, default: 0, minimum: 0, maximum: 1, meaning: only what the reader believes at least so much}
//   limit: {type: integer, default: 100, minimum: 1, meaning: at most so many rows}
// columns:
//   date: "first day of the incident, when a text says"
//   what: incident type
//   attribute: "type, date, place, initiator or toll"
//   of: "of a toll: its outcome"
//   values: "each stated value with who says it: the quoted source, the outlet, the day of publication; of a toll also who is counted: figures of different people are compared too, unlike in conflicting-tolls"
//   reports: number of reports of the incident
//   incident: id of the incident
MATCH (k:Claim)-[:ABOUT]->(i:Incident)
WHERE k.attribute IN ['type', 'date', 'HAPPENED_AT', 'INITIATED', 'toll']
  AND ($incident IS NULL OR i.id IN $incident)
  AND k.confidence >= $min_confidence
  AND (k.attribute <> 'toll' OR k.count IS NOT NULL)
WITH i, k, CASE k.attribute WHEN 'HAPPENED_AT' THEN 'place' WHEN 'INITIATED' THEN 'initiator' ELSE k.attribute END AS attribute
WHERE $attribute IS NULL OR attribute = $attribute
MATCH (k)-[:STATED_IN]->(n:Article)
OPTIONAL MATCH (k)-[:ATTRIBUTED_TO]->(s)
OPTIONAL MATCH (k)-[:VALUE]->(v)
WITH DISTINCT i, attribute,
  CASE attribute WHEN 'toll' THEN replace(k.outcome, '_', ' ') ELSE '' END AS of,
  CASE attribute WHEN 'toll' THEN k.outcome ELSE '' END AS counted,
  CASE attribute WHEN 'toll' THEN toString(k.count) ELSE coalesce(k.value, v.id) END AS value,
  CASE attribute
    WHEN 'toll' THEN coalesce(replace(k.modifier, '_', ' ') + ' ', '') + toString(k.count) + coalesce(' ' + v.name, '')
    ELSE coalesce(k.value, v.name)
  END AS text,
  CASE attribute WHEN 'toll' THEN k.count ELSE 0 END AS number,
  coalesce(s.name + ' · ', '') + coalesce(n.source, n.title, n.id) + coalesce(' ' + toString(n.date), '') AS voice
WITH i, attribute, of, counted, count(DISTINCT voice) AS voices, count(DISTINCT value) AS different,
  collect({value: value, text: text, number: number, voice: voice}) AS said
WHERE voices > 1 AND different > 1
UNWIND said AS one
// A place agrees with one that lies in it: the one source is only more exact than the other.
WITH i, attribute, of, counted, one,
  CASE WHEN attribute = 'place'
    THEN COLLECT { MATCH (p:Place {id: one.value})-[:LOCATED_IN*0..6]->(q:Place) RETURN DISTINCT q.id }
    ELSE [one.value]
  END AS within
WITH i, attribute, of, counted, one.voice AS voice, collect({text: one.text, number: one.number, value: one.value, within: within}) AS own
WITH i, attribute, of, counted, collect({voice: voice, own: own}) AS all
WHERE any(a IN all WHERE any(b IN all WHERE a.voice < b.voice AND none(x IN a.own WHERE any(y IN b.own
  WHERE x.value IN y.within OR y.value IN x.within))))
UNWIND all AS each
UNWIND [x IN each.own WHERE none(y IN each.own WHERE y.value <> x.value AND x.value IN y.within)] AS stated
WITH DISTINCT i, attribute, of, counted, stated.number AS number, stated.text AS text, each.voice AS voice
ORDER BY number, text, voice
WITH i, attribute, of, counted, collect(text + ' (' + voice + ')') AS values
ORDER BY i.id, attribute, of, counted
LIMIT $limit
RETURN i.date_start AS date, i.type AS what, attribute, CASE of WHEN '' THEN null ELSE of END AS of, values,
  COUNT { MATCH (i)<-[:REPORTS]-(r:Report) } AS reports, i.id AS incident
ORDER BY incident, attribute, of, counted
