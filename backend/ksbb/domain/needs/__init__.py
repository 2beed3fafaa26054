"""Needs per unit, package and phase: how many packages a unit can get, and how many are taken."""
