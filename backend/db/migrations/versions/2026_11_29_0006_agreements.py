"""Agreements and permits: who may act, until when."""

from ksbb.core.migrate import run_sql

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    run_sql(__file__)
