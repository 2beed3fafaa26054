"""The registry of units: who receives, where they are, how many; how they come in from files."""
