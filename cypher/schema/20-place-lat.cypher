// Find places near a point.
CREATE INDEX place_lat IF NOT EXISTS FOR (n:Place) ON (n.lat)
