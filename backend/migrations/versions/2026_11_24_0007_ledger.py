"""The books: accounts, journals, transfers; the roll-up they feed."""

from ksbb.kernel.migrate import run_sql

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    run_sql(__file__)
