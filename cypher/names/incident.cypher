// Every incident by its id and by the ids of its reports.
MATCH (r:Report)-[:REPORTS]->(i:Incident)
RETURN i.id AS id, r.id AS name, null AS name_ar
