"""Slips over HTTP: the page to print them, and ``/terima``, where a unit confirms a delivery."""
