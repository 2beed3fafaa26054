"""Couriers' phones: the trips of a shift, its phone, and what a phone leaves to the office."""

from ksbb.core.migrate import run_sql

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    run_sql(__file__)
