// name: judgements
// summary: "Pairs of reports that were compared: the likelihood that both are of one incident, the verdict, and why. The least decided first."
// parameters:
//   report: {type: report, default: null, meaning: 'only pairs with this report, or with a report of this incident'}
//   verdict: {type: string, default: null, choices: [same, different], meaning: only this verdict on the pair}
//   people: {type: boolean, default: null, meaning: 'true: only what people judged; false: only what a rule did'}
//   joined: {type: boolean, default: null, meaning: 'true: only pairs that are of one incident now; false: only others'}
//   least: {type: float, default: 0, minimum: 0, maximum: 1, meaning: lowest likelihood}
//   most: {type: float, default: 1, minimum: 0, maximum: 1, meaning: highest likelihood}
//   undecided: {type: float, default: 0.5, minimum: 0, maximum: 1, meaning: likelihood at which the rule is undecided}
//   limit: {type: integer, default: 50, minimum: 1, meaning: at most so many rows}
// columns:
//   score: "how likely the rule finds it that they are of one incident, 0-1"
//   verdict: "of this pair: same or different"
//   joined: whether the two are of one incident now
//   by: "name and version of the rule, or «person: …»"
//   note: why, in the words of whoever judged
//   one_sentence: first sentence of the one
//   other_sentence: first sentence of the other
//   features: "what they share and where they differ, with how much"
//   one: id of the one report
//   other: id of the other
MATCH (i:Incident)<-[:REPORTS]-(a:Report)-[j:JUDGED]->(b:Report)-[:REPORTS]->(k:Incident)
WHERE ($report IS NULL OR a.id IN $report OR b.id IN $report)
  AND ($verdict IS NULL OR j.verdict = $verdict)
  AND ($people IS NULL OR (j.by STARTS WITH 'person: ') = $people)
  AND ($joined IS NULL OR (i.id = k.id) = $joined)
  AND j.score >= $least
  AND j.score <= $most
RETURN j.score AS score, j.verdict AS verdict, i.id = k.id AS joined, j.by AS by, j.note AS note,
  a.summary AS one_sentence, b.summary AS other_sentence, j.features AS features, a.id AS one, b.id AS other
ORDER BY abs(j.score - $undecided), one, other
LIMIT $limit
