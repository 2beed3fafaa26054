"""The ladder by day and by phase."""
