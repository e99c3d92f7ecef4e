// Find the claims about an incident, actor or place.
CREATE INDEX claim_about IF NOT EXISTS FOR (n:Claim) ON (n.about)
