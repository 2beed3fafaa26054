"""Which state may follow which, and the timeline of everything that has states."""

from ksbb.core.migrate import run_sql

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    run_sql(__file__)
