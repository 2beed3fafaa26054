"""What the Pemprov releases of an aggregator without an agreement, and consents to departures."""

from ksbb.core.migrate import run_sql

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    run_sql(__file__)
