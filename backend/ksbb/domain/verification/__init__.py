"""Verification: deliveries are drawn by lot, and verifiers count what is there."""
