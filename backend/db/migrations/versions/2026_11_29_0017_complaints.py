"""Complaints from people without an account."""

from ksbb.core.migrate import run_sql

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    run_sql(__file__)
