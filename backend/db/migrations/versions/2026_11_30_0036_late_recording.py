"""Deliveries that are recorded after they happened, in one act."""

from ksbb.core.migrate import run_sql

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    run_sql(__file__)
