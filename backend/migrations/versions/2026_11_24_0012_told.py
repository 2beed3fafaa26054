"""What people tell the Pemprov without an account: complaints, and newer data of a unit."""

from ksbb.kernel.migrate import run_sql

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    run_sql(__file__)
