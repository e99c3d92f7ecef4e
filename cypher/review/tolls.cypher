// The figures that reports state.
// $ids: list of report ids
// returns report: id, outcome, count, modifier, victim and source: names
UNWIND $ids AS id
MATCH (k:Claim {report: id})
WHERE k.attribute = 'toll'
OPTIONAL MATCH (k)-[:VALUE]->(v)
OPTIONAL MATCH (k)-[:ATTRIBUTED_TO]->(s)
RETURN DISTINCT id AS report, k.outcome AS outcome, k.count AS count, k.modifier AS modifier, v.name AS victim, s.name AS source
