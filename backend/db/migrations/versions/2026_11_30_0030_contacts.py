"""Whom to call at a unit: asked for with a purpose, logged, and forgotten with the programme."""

from ksbb.core.migrate import run_sql

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    run_sql(__file__)
