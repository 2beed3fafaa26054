"""Pledge lines that their executor closed short, and the objections of their givers."""

from ksbb.core.migrate import run_sql

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    run_sql(__file__)
