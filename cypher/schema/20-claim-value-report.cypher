// Find the claims that point at a report.
CREATE INDEX claim_value_report IF NOT EXISTS FOR (n:Claim) ON (n.value_report)
