"""Pledge lines that their executor closes short: fewer packages came than were promised."""
