// The judgement on one pair of reports.
// $one, $other: report ids, the first in order first
// returns one, other, score, verdict, by, note, features, joined: whether both are of one incident now
MATCH (i:Incident)<-[:REPORTS]-(a:Report {id: $one})-[j:JUDGED]->(b:Report {id: $other})-[:REPORTS]->(k:Incident)
RETURN a.id AS one, b.id AS other, j.score AS score, j.verdict AS verdict, j.by AS by, j.note AS note, j.features AS features, i.id = k.id AS joined
