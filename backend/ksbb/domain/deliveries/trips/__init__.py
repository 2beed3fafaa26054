"""Shipments, their stops, and the loads of each stop."""
