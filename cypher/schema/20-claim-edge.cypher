// Find the claims behind a relationship.
CREATE INDEX claim_edge IF NOT EXISTS FOR (n:Claim) ON (n.edge)
