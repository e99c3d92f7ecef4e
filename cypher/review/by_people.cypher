// The pairs that the graph holds as judged by people.
// returns one, other: report ids
MATCH (a:Report)-[j:JUDGED]->(b:Report)
WHERE j.by STARTS WITH 'person: '
RETURN a.id AS one, b.id AS other
