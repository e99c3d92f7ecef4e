// All places.
MATCH (node:Place)
RETURN node
