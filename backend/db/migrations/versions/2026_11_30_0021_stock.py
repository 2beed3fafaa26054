"""Goods receipts and lots."""

from ksbb.core.migrate import run_sql

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    run_sql(__file__)
