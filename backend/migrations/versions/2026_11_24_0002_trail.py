"""What every change leaves behind: keys, events, audit, steps."""

from ksbb.kernel.migrate import run_sql

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    run_sql(__file__)
