// name: retaliation-chains
// summary: "What answered what: an incident, what it was an answer to, and so on back."
// parameters:
//   actor: {type: actor, default: null, meaning: who did or suffered one of the incidents}
//   min_confidence: {type: float, default: 0, minimum: 0, maximum: 1, meaning: only what the reader believes at least so much}
//   limit: {type: integer, default: 100, minimum: 1, meaning: at most so many rows}
// columns:
//   steps: number of answers in the chain
//   chain: "incident types, the answer first"
//   dates: their first days (empty text where unknown)
//   modalities: "of each: actual, or planned (a threatened answer, say), negated or generic"
//   who: who did each
//   incidents: their ids
//   sentences: sentence that states each answer
MATCH path = (last:Incident)-[:RETALIATION_FOR*1..5]->(first:Incident)
WHERE all(r IN relationships(path) WHERE r.confidence >= $min_confidence)
  AND NOT EXISTS { MATCH (:Incident)-[r:RETALIATION_FOR]->(last) WHERE r.confidence >= $min_confidence }
  AND NOT EXISTS { MATCH (first)-[r:RETALIATION_FOR]->(:Incident) WHERE r.confidence >= $min_confidence }
  AND ($actor IS NULL OR any(n IN nodes(path) WHERE EXISTS {
    MATCH (a:Actor)-[r:INITIATED|TARGETED_IN|TOOK_PART_IN|SUFFERED_IN]->(n) WHERE a.id IN $actor AND r.confidence >= $min_confidence
  }))
WITH nodes(path) AS incidents, length(path) AS steps
UNWIND range(0, size(incidents) - 1) AS step
WITH incidents, steps, step, incidents[step] AS i
OPTIONAL MATCH (a)-[r:INITIATED]->(i) WHERE r.confidence >= $min_confidence
WITH incidents, steps, step, i, a
ORDER BY step, a.name, a.id
WITH incidents, steps, step, i, collect(a.name) AS names
OPTIONAL MATCH (k:Claim)-[:ABOUT]->(i)
WHERE k.attribute = 'RETALIATION_FOR' AND k.value_id = incidents[step + 1].id
WITH incidents, steps, step, i, names, k
ORDER BY step, k.sentence
WITH incidents, steps, step, i, names, collect(k.sentence) AS said
WITH incidents, steps, step, i, reduce(text = '', n IN names | text + CASE WHEN text = '' THEN '' ELSE ', ' END + n) AS who, said
ORDER BY step
WITH incidents, steps, collect(i.type) AS chain, collect(i.modality) AS modalities, collect(coalesce(toString(i.date_start), '')) AS dates,
  collect(who) AS who, collect(i.id) AS ids, collect(said[0]) AS sentences
RETURN steps, chain, dates, modalities, who, ids AS incidents, sentences
ORDER BY dates DESC, ids
LIMIT $limit
