// name: sources
// summary: "Who is quoted, for how much, and for what."
// parameters:
//   limit: {type: integer, default: 50, minimum: 1, meaning: at most so many rows}
// columns:
//   source: whom articles quote
//   claims: number of claims attributed to it
//   incidents: number of incidents it speaks of
//   articles: number of articles that quote it
//   about: "what it states: roles, dates, tolls …"
//   first: publication date of the first article
//   last: publication date of the last article
MATCH (k:Claim)-[:ATTRIBUTED_TO]->(s)
MATCH (k)-[:STATED_IN]->(n:Article)
OPTIONAL MATCH (k)-[:ABOUT]->(i:Incident)
WITH s, k.attribute AS attribute, collect(DISTINCT k.id) AS claims, collect(DISTINCT i.id) AS incidents,
  collect(DISTINCT n.id) AS articles, min(n.date) AS first, max(n.date) AS last
ORDER BY attribute
WITH s, sum(size(claims)) AS claims, collect(attribute) AS about, collect(incidents) AS incident_lists,
  collect(articles) AS article_lists, min(first) AS first, max(last) AS last
UNWIND incident_lists AS incident_list
UNWIND CASE WHEN size(incident_list) = 0 THEN [null] ELSE incident_list END AS incident
WITH s, claims, about, article_lists, first, last, count(DISTINCT incident) AS incidents
UNWIND article_lists AS article_list
UNWIND article_list AS article
WITH s, claims, about, first, last, incidents, count(DISTINCT article) AS articles
RETURN s.name AS source, claims, incidents, articles, about, first, last
ORDER BY claims DESC, source, s.id
LIMIT $limit
