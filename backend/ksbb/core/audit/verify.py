"""Checks every invariant and reports violations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.rows import dict_row

from ksbb.core.audit.delivery_invariants import DELIVERY_INVARIANTS
from ksbb.core.audit.invariants import INVARIANTS
from ksbb.core.audit.verification_invariants import VERIFICATION_INVARIANTS

ALL_INVARIANTS = INVARIANTS | DELIVERY_INVARIANTS | VERIFICATION_INVARIANTS


@dataclass(frozen=True, slots=True)
class Breach:
    """An invariant that does not hold, with at most ten rows that violate it."""

    invariant: str
    rows: list[dict[str, Any]]


def verify(worker_dsn: str) -> list[Breach]:
    """Check every invariant in one snapshot.

    Args:
        worker_dsn: DSN of the login ``ksbb_worker``, which may read all tables that are checked.

    Raises:
        psycopg.Error: the database can't be reached, or a query fails.
    """
    breaches: list[Breach] = []
    with psycopg.connect(worker_dsn) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        connection.execute("SET LOCAL statement_timeout = 0")
        for name, query in ALL_INVARIANTS.items():
            rows = connection.cursor(row_factory=dict_row).execute(query.encode()).fetchmany(10)
            if rows:
                breaches.append(Breach(name, rows))
    return breaches
