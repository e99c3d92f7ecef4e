// Every article by its title or the address it was published at.
MATCH (n:Article)
RETURN n.id AS id, n.title AS name, n.url AS name_ar
