"""Organisations: who may use the platform, their verification, their members."""
