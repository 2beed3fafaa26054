"""Shipments, stops and loads."""

from ksbb.core.migrate import run_sql

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    run_sql(__file__)
