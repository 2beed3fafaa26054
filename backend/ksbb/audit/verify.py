"""``ksbb verify``: derives every book anew and says where it differs."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.rows import dict_row

from ksbb.audit.invariants import INVARIANTS
from ksbb.kernel.db import dsn
from ksbb.kernel.settings import settings


@dataclass(frozen=True, slots=True)
class Breach:
    """An invariant that does not hold, with at most ten rows that show it."""

    invariant: str
    rows: list[dict[str, Any]]


def verify(worker_dsn: str) -> list[Breach]:
    """Check every invariant in one snapshot.

    Args:
        worker_dsn: the login ``ksbb_worker``, which may read all the books.

    Raises:
        psycopg.Error: the database can't be reached, or a query fails.
    """
    breaches: list[Breach] = []
    with psycopg.connect(worker_dsn) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        connection.execute("SET LOCAL statement_timeout = 0")
        for name, query in INVARIANTS.items():
            rows = connection.cursor(row_factory=dict_row).execute(query.encode()).fetchmany(10)
            if rows:
                breaches.append(Breach(name, rows))
    return breaches


def main(argv: list[str]) -> int:
    """Print each invariant and whether it holds; 1 if one does not."""
    argparse.ArgumentParser(
        prog="ksbb verify",
        description="Turunkan ulang semua buku dan bandingkan. Derive all books anew, compare.",
    ).parse_args(argv)
    configured = settings()
    breaches = {
        breach.invariant: breach
        for breach in verify(dsn("ksbb_worker", configured.database_url, configured.secret))
    }
    for name in INVARIANTS:
        breach = breaches.get(name)
        print(f"{'BROKEN' if breach else 'holds '}  {name}")
        for row in breach.rows if breach else ():
            print(f"          {row}")
    if breaches:
        print(f"{len(breaches)} of {len(INVARIANTS)} invariants are broken.", file=sys.stderr)
        return 1
    print(f"All {len(INVARIANTS)} invariants hold.")
    return 0
