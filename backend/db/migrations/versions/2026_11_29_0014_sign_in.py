"""Sessions, sign-in links, rate limits, the people of a demo."""

from ksbb.core.migrate import run_sql

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    run_sql(__file__)
