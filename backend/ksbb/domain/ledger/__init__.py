"""The ledger: accounts, journals, transfers, and the ladder of totals built from them."""
