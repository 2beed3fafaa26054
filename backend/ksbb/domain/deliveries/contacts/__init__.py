"""Contacts: whom to call at a unit. They are asked for with a purpose, and forgotten later."""
