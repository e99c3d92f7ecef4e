// Make the relationships from Actor to Place say what their claims say, in whatever order these came: the claims' ids,
// sorted, and the highest confidence. One that neither a claim nor the knowledge base states any more goes.
// The far end bears no label, so that no planner starts from it: it may have very many relationships.
// $rows: list of {start, end, type, key}; key as in Claim.edge
UNWIND $rows AS row
MATCH (a:Actor {id: row.start})
MATCH (a)-[e:AFFILIATED_WITH|MEMBER_OF|LEADS|SUPPORTS]->(b)
WHERE b.id = row.end AND type(e) = row.type
OPTIONAL MATCH (c:Claim {edge: row.key})
WITH e, c
ORDER BY c.id
WITH e, collect(c.id) AS claims, max(c.confidence) AS confidence
SET e.claims = claims,
  e.confidence = coalesce(confidence, 1.0),
  e.basis = CASE WHEN size(claims) > 0 THEN 'article' ELSE 'knowledge' END
WITH e, claims
WHERE size(claims) = 0 AND NOT coalesce(e.known, false)
DELETE e
