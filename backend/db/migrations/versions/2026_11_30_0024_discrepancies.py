"""Discrepancies, and what was released of a commitment."""

from ksbb.core.migrate import run_sql

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    run_sql(__file__)
