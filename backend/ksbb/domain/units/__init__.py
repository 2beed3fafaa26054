"""The registry of units: who receives aid, where, how many people; its import from files."""
