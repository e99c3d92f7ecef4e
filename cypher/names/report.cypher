// Every report by its id, and by the id of its incident, which stands for all of that incident's reports.
MATCH (r:Report)-[:REPORTS]->(i:Incident)
RETURN r.id AS id, i.id AS name, null AS name_ar
