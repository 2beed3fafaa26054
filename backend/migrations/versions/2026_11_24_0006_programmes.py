"""Programmes, phases, packages, needs."""

from ksbb.kernel.migrate import run_sql

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    run_sql(__file__)
