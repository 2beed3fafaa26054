"""Slips: a unit's paper for one phase, with one-time codes that confirm deliveries."""
