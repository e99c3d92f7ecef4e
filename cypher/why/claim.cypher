// A claim with the article in which it stands, whom that quotes for it, and the nodes at its ends.
// $id: its id
// returns claim: its properties, article, title, outlet, date, url, source, about and value: names, or type of an incident
MATCH (k:Claim {id: $id})-[:STATED_IN]->(n:Article)
OPTIONAL MATCH (k)-[:ATTRIBUTED_TO]->(s)
OPTIONAL MATCH (k)-[:ABOUT]->(x)
OPTIONAL MATCH (k)-[:VALUE]->(v)
RETURN properties(k) AS claim, n.id AS article, n.title AS title, n.source AS outlet, n.date AS date, n.url AS url,
  s.name AS source, coalesce(x.name, x.type) AS about, coalesce(v.name, v.type) AS value
