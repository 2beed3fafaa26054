"""Requests to withdraw a pledge that its giver can't withdraw alone."""
