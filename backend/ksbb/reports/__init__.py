"""What the programme tells: the ladder's totals and recaps, each figure with its rows."""
