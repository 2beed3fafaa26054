"""What every change leaves behind: idempotency keys, events, the audit trail."""

from ksbb.core.migrate import run_sql

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    run_sql(__file__)
