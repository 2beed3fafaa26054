"""The public row of a delivery that was recorded late says on which day that was."""

from ksbb.core.migrate import run_sql

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    run_sql(__file__)
