"""Goods that came in, and the lots in stock."""
