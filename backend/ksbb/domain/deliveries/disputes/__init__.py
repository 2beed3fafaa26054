"""Disputes: what the parties of a handover with different numbers write to each other."""
