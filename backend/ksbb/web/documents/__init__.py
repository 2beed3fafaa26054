"""Documents over HTTP: whether a BAST is genuine, and papers for a trip."""
