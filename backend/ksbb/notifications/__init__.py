"""Telling people: which event means which mail to whom, the texts, and the post."""
