"""Allocations: capacity that pledges hold and commit."""

from ksbb.core.migrate import run_sql

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    run_sql(__file__)
