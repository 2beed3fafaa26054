"""The audit, and the invariants that check the ledger, the public figures and the audit."""
