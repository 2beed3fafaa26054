"""Couriers in the field: shifts, their phones, and what a phone leaves to the office."""
