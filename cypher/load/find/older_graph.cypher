// An incident of a graph that was loaded before there were reports; none in an empty graph and in a newer one.
// returns id
MATCH (i:Incident)
WHERE NOT EXISTS { MATCH (:Lock {id: 'lock/incidents'}) }
RETURN i.id AS id
LIMIT 1
