// The articles that brought an actor or a place, each with the words that stand for it and the rule that linked them.
// $id: its id
// returns article, title, outlet, date, names, rule, score
MATCH (n:Article)-[b:BROUGHT]->(x:Actor {id: $id})
RETURN n.id AS article, n.title AS title, n.source AS outlet, n.date AS date, b.names AS names, b.rule AS rule, b.score AS score
UNION
MATCH (n:Article)-[b:BROUGHT]->(x:Place {id: $id})
RETURN n.id AS article, n.title AS title, n.source AS outlet, n.date AS date, b.names AS names, b.rule AS rule, b.score AS score
