"""Documents: the BAST of each proven handover, its signatures, and the papers for a trip."""
