"""Files that prove deliveries: photos, signatures, papers, documents."""

from ksbb.core.migrate import run_sql

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    run_sql(__file__)
