"""Proposals (usulan data): newer figures of a unit, which the Pemprov accepts or declines."""
