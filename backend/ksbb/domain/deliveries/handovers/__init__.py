"""What happened at a stop, and how damaged or missing packages are settled."""
