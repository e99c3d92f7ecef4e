// name: unresolved-names
// summary: "Names that were linked to no known actor or place, the most used first: what to add to the lists."
// parameters:
//   kind: {type: string, default: null, choices: [actor, place], meaning: only these}
//   least: {type: integer, default: 1, minimum: 1, meaning: used in at least so many claims}
//   limit: {type: integer, default: 50, minimum: 1, meaning: at most so many rows}
// columns:
//   name: as written
//   label: actor or place
//   kind: its kind
//   claims: number of claims that use it
//   articles: number of articles
//   id: id of the node
MATCH (t:Article)<-[:STATED_IN]-(k:Claim)-[:ABOUT|VALUE|ATTRIBUTED_TO]->(n)
WHERE n.resolved = false
WITH n, CASE WHEN 'Actor' IN labels(n) THEN 'actor' ELSE 'place' END AS label,
  count(DISTINCT k.id) AS claims, count(DISTINCT t.id) AS articles
WHERE claims >= $least AND ($kind IS NULL OR label = $kind)
RETURN coalesce(n.name_ar, n.name) AS name, label, n.kind AS kind, claims, articles, n.id AS id
ORDER BY claims DESC, name, id
LIMIT $limit
