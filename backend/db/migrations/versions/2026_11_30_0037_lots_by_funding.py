"""Every lot is split by the money that paid for it, also one that is born when a trip leaves."""

from ksbb.core.migrate import run_sql

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    run_sql(__file__)
