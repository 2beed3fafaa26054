"""Ready meals that are brought back never return to stock."""

from ksbb.core.migrate import run_sql

revision = "0039"
down_revision = "0038"


def upgrade() -> None:
    run_sql(__file__)
