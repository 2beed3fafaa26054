"""Shifts, slips and officers: who acts without an account, or for an area alone."""

from ksbb.core.migrate import run_sql

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    run_sql(__file__)
