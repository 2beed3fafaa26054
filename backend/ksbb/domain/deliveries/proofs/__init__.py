"""How the unit's side said yes, and what happens when two sides differ."""
