"""Proof: every book derived anew and compared, the audit's chain of seals checked."""
