"""Disputes: until when the two sides agree by themselves, and what they write to each other."""

from ksbb.core.migrate import run_sql

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    run_sql(__file__)
