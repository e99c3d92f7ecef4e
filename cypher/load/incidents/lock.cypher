// Let one load after the other decide which reports are of one incident: setting a property holds the node until the
// transaction ends, so that the second sees the reports that the first has written.
// returns id
MERGE (n:Lock {id: 'lock/incidents'})
SET n.id = 'lock/incidents'
RETURN n.id AS id
