// All claims that belong to these reports or point at them.
// $ids: list of report ids
// returns properties
UNWIND $ids AS id
MATCH (c:Claim {report: id})
RETURN properties(c) AS properties
UNION
UNWIND $ids AS id
MATCH (c:Claim {value_report: id})
RETURN properties(c) AS properties
