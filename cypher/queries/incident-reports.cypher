// name: incident-reports
// summary: "Which articles report an incident, each with its own account; without an id, the most reported incidents first."
// parameters:
//   incident: {type: incident, default: null, meaning: 'id of the incident, or of a report of it; all when left out'}
//   least: {type: integer, default: 1, minimum: 1, meaning: only incidents of at least so many reports}
//   limit: {type: integer, default: 100, minimum: 1, meaning: at most so many rows}
// columns:
//   reports: number of reports of the incident
//   published: publication date
//   outlet: who published it
//   article: "headline, else id, of the article"
//   what: incident type as this article tells it
//   date: "first day, when the text says"
//   places: "places, the most specific first"
//   toll: stated figures
//   sentence: first sentence that reports it
//   report: id of the report
//   incident: id of the incident
MATCH (i:Incident)<-[:REPORTS]-(r:Report)
WHERE $incident IS NULL OR i.id IN $incident
WITH i, count(r) AS reports
WHERE reports >= $least
MATCH (i)<-[:REPORTS]-(r:Report)-[:STATED_IN]->(n:Article)
WITH i, reports, r, n
ORDER BY reports DESC, i.id, n.date IS NULL, n.date, r.id
LIMIT $limit
RETURN reports,
  n.date AS published,
  n.source AS outlet,
  coalesce(n.title, n.id) AS article,
  r.type AS what,
  r.date_start AS date,
  COLLECT {
    UNWIND range(0, size(r.places) - 1) AS rank
    MATCH (p:Place {id: r.places[rank]})
    RETURN p.name ORDER BY rank
  } AS places,
  COLLECT {
    MATCH (k:Claim {report: r.id}) WHERE k.attribute = 'toll'
    WITH DISTINCT k.outcome AS outcome, k.count AS count, k.modifier AS modifier
    RETURN replace(outcome, '_', ' ') + coalesce(' ' + replace(modifier, '_', ' '), '')
      + coalesce(' ' + toString(count), '') AS figure
    ORDER BY outcome, count, modifier
  } AS toll,
  r.summary AS sentence,
  r.id AS report,
  i.id AS incident
ORDER BY reports DESC, i.id, n.date IS NULL, n.date, r.id
