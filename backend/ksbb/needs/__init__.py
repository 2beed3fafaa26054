"""Capacity per unit, package and phase: what a unit can take, and how much of it is taken."""
