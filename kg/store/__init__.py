"""Graph databases over Bolt: connections, constraints, the idempotent loader, the ledger."""
