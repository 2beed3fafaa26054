"""Deliveries are drawn by lot, and verifiers look at what was drawn."""

from ksbb.core.migrate import run_sql

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    run_sql(__file__)
