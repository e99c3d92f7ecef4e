// An actor or a place.
// $id: its id
// returns label, node: its properties
MATCH (n:Actor {id: $id})
RETURN 'Actor' AS label, properties(n) AS node
UNION
MATCH (n:Place {id: $id})
RETURN 'Place' AS label, properties(n) AS node
