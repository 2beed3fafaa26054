"""What people tell the Pemprov without an account: complaints, and newer data of a unit."""

from ksbb.kernel.migrate import run_sql

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    run_sql(__file__)
