"""Goods come from a donor, a supplier, or replace others: no act records another source."""

from ksbb.core.migrate import run_sql

revision = "0040"
down_revision = "0039"


def upgrade() -> None:
    run_sql(__file__)
