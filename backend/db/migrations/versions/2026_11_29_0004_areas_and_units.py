"""The administrative tree and the priority units."""

from ksbb.core.migrate import run_sql

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    run_sql(__file__)
