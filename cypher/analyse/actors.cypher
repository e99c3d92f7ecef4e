// All actors.
MATCH (node:Actor)
RETURN node
