"""What a person is told, in the inbox and by mail, and what each wants to hear."""

from ksbb.core.migrate import run_sql

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    run_sql(__file__)
