"""Published needs, their targets and totals."""

from ksbb.core.migrate import run_sql

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    run_sql(__file__)
