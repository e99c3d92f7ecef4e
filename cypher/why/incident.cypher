// What the node of an incident says.
// $id: its id
// returns node: its properties
MATCH (i:Incident {id: $id})
RETURN properties(i) AS node
