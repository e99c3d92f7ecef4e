// The reports of these blocks.
// $blocks: list of blocks, as in Report.block
// returns properties, incident: id of the incident each is of
UNWIND $blocks AS block
MATCH (r:Report {block: block})-[:REPORTS]->(i)
RETURN properties(r) AS properties, i.id AS incident
