"""The roll-up of promises by area, day and rung."""

from ksbb.core.migrate import run_sql

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    run_sql(__file__)
