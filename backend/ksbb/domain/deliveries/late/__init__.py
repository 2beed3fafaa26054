"""What already happened is recorded late, in one act and with its reason."""
