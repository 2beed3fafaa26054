"""Organisations: tenants of the platform, their verification, their people."""
