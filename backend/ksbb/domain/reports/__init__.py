"""Public figures: the ladder's totals, recaps and reports, all computed from rows."""
