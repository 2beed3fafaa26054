"""Deliveries: goods come in, leave on trips, are handed over to units, and are proven.

``stock`` (goods receipts, lots), ``trips`` (shipments, stops, loads), ``handovers`` (what happened
at a stop, discrepancies) and ``proofs`` (how the unit's side said yes).
"""
