"""Programmes, their phases and their packages: what aid is given, and when."""
