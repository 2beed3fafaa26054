"""Sessions of people, the links that open them, and the mail that carries the links."""

from ksbb.kernel.migrate import run_sql

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    run_sql(__file__)
