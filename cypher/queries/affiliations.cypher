// name: affiliations
// summary: "Who leads, belongs or is loyal to whom, through any number of steps in between."
// parameters:
//   actor: {type: actor, default: null, meaning: 'at the lower or upper end of the chain; everybody when left out'}
//   steps: {type: integer, default: 3, minimum: 1, maximum: 5, meaning: longest chain}
//   min_confidence: {type: float, default: 0, minimum: 0, maximum: 1, meaning: only what the reader believes at least so much}
//   limit: {type: integer, default: 200, minimum: 1, meaning: at most so many rows}
// columns:
//   actor: lower end
//   body: upper end
//   steps: length of the chain
//   chain: names from the lower to the upper end
//   by: relationship of each step
//   basis: article or knowledge for each step
MATCH path = (a:Actor)-[:AFFILIATED_WITH|MEMBER_OF|LEADS*1..5]->(b:Actor)
WHERE length(path) <= $steps
  AND all(r IN relationships(path) WHERE r.confidence >= $min_confidence)
  AND a.id <> b.id
  AND ($actor IS NULL OR a.id IN $actor OR b.id IN $actor)
WITH a, b, length(path) AS steps,
  [n IN nodes(path) | n.name] AS chain,
  [r IN relationships(path) | type(r)] AS by,
  [r IN relationships(path) | r.basis] AS basis
RETURN a.name AS actor, b.name AS body, steps, chain, by, basis
ORDER BY actor, steps, body, a.id, b.id, chain, by
LIMIT $limit
