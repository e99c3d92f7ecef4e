// Every place with the names it can be asked for by.
MATCH (n:Place)
RETURN n.id AS id, n.name AS name, n.name_ar AS name_ar
