"""Proposals of newer data from people without an account."""

from ksbb.core.migrate import run_sql

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    run_sql(__file__)
