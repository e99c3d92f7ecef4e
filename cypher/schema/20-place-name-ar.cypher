// Find places by Arabic name.
CREATE INDEX place_name_ar IF NOT EXISTS FOR (n:Place) ON (n.name_ar)
