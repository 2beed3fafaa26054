"""What the Pemprov releases of an aggregator whose agreement is no longer in force."""
