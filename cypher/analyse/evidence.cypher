// The claims that back given relationships, with the article each stands in and the source it is attributed to.
// $edges: keys of relationships, TYPE|start id|end id
MATCH (claim:Claim)-[:STATED_IN]->(article:Article)
WHERE claim.edge IN $edges
OPTIONAL MATCH (claim)-[:ATTRIBUTED_TO]->(source)
RETURN claim.edge AS edge, claim.sentence AS sentence, claim.start AS start, claim.end AS end,
       claim.confidence AS confidence, claim.value AS value,
       article.id AS article, article.title AS title, article.date AS date, article.url AS url,
       source.name AS source, source.name_ar AS source_ar
