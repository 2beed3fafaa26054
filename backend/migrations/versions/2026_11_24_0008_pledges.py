"""Pledges, lines, allocations, and the functions that move capacity."""

from ksbb.kernel.migrate import run_sql

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    run_sql(__file__)
