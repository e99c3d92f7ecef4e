// Find the claims of a report.
CREATE INDEX claim_report IF NOT EXISTS FOR (n:Claim) ON (n.report)
