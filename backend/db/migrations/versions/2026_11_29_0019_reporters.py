"""How to reach who sent a complaint or a proposal."""

from ksbb.core.migrate import run_sql

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    run_sql(__file__)
