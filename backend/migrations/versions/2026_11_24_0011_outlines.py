"""Outlines of kelurahan and RWs for maps."""

from ksbb.kernel.migrate import run_sql

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    run_sql(__file__)
