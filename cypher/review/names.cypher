// Names of actors and places.
// $ids: list of their ids
// returns id, name
UNWIND $ids AS id
MATCH (n:Actor {id: id})
RETURN n.id AS id, n.name AS name
UNION
UNWIND $ids AS id
MATCH (n:Place {id: id})
RETURN n.id AS id, n.name AS name
