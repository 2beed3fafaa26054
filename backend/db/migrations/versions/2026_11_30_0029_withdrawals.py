"""A giver asks to withdraw what its executor relies on."""

from ksbb.core.migrate import run_sql

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    run_sql(__file__)
