"""A delivery that a donor made itself before its pledge was committed waits as reported."""

from ksbb.core.migrate import run_sql

revision = "0041"
down_revision = "0040"


def upgrade() -> None:
    run_sql(__file__)
