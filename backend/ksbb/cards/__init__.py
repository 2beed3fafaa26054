"""Pictures of units for where links are shared: what is needed, and what is committed of it."""
