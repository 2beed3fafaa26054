"""Deliveries as everybody sees them: lists, what arrived, and an organisation's record."""
