"""Where a donor's packages are, among ten thousand counted lots and among a million.

The demo's lots, loads and counts are repeated in bulk, without triggers, as those of other pledges.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import psycopg

from graphql_sql import ID
from ksbb.core.database import dsn
from ksbb.core.settings import Settings
from tools.bench import load
from tools.bench.data import Donor
from tools.bench.reading import Operation, Paired, statement_script

SMALL, LARGE = 10_000, 1_000_000
# Rows of other pledges: what they refer to is moved out of the way of every real id.
_MOVED: Mapping[str, tuple[str, ...]] = {
    "app.lot": ("id", "line_id", "pledge_id", "funding_id"),
    "app.load_lot": ("load_id", "lot_id", "stop_id", "line_id"),
    "app.handover_lot": ("handover_id", "load_id", "lot_id"),
    "pub.delivery": ("load_id", "stop_id", "allocation_id"),
}
_STEP = 1_000_000
_OWN_ROWS = "SELECT count(*) FROM app.handover_lot WHERE handover_id < 1000000"
_OWN = """
SELECT contribution.id, contribution.donor_id, membership.person_id FROM app.contribution
JOIN app.membership ON membership.organisation_id = contribution.donor_id
WHERE EXISTS (SELECT FROM app.lot JOIN app.funding ON funding.id = lot.funding_id
              WHERE funding.contribution_id = contribution.id)
ORDER BY contribution.id, membership.id LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Traced:
    """Rates of the same lineage.

    Attributes:
        rows: counted lots that there were in each round.
        small, large: statements in a second, among few and among many rows.
    """

    rows: tuple[int, int]
    small: list[float]
    large: list[float]

    @property
    def slower(self) -> float:
        """How many times as long it takes among many rows."""
        return Paired(self.small, self.large).ratio


def measure(
    config: Settings, *, rounds: int, seconds: float, sizes: tuple[int, int] = (SMALL, LARGE)
) -> Traced:
    """Rounds among few rows, then among many; the database is not true afterwards."""
    with psycopg.connect(config.database_url) as admin:
        found = admin.execute(_OWN).fetchone()
    if found is None:
        raise LookupError("a contribution of which packages were bought")
    contribution, organisation, person = found
    what = ("perjalanan dana", "way of a donor's money")
    lineage = Operation("L1", what, _document(contribution), audience="tenant")
    donor = Donor(person, organisation)
    rates: list[list[float]] = []
    rows: list[int] = []
    for size in sizes:
        rows.append(_grow(config.database_url, size))
        base = dsn("ksbb_tenant", config.database_url, config.secret)
        script = statement_script(lineage, config, donor)
        load.on_socket(base, script, 1)
        rates.append(
            [
                load.on_socket(base, statement_script(lineage, config, donor), seconds).rate
                for _ in range(rounds)
            ]
        )
    return Traced((rows[0], rows[1]), rates[0], rates[1])


def _document(contribution: int) -> str:
    places = "packages undirected notLoaded onTheWay waiting lost receivedByUnit receivedByExecutor"
    return (
        f'query Lineage {{ node(id: "{ID("Contribution", contribution)}") {{ ... on Contribution {{'
        f" lineage {{ unit {{ code name }} package {{ code }} {places} }} }} }} }}"
    )


def _grow(admin_dsn: str, size: int) -> int:
    """Repeat the rows until there are so many counted lots; returns how many there are."""
    with psycopg.connect(admin_dsn) as admin:
        admin.execute("SET LOCAL session_replication_role = replica")
        done = _count(admin, "SELECT coalesce(max(handover_id), 0) FROM app.handover_lot") // _STEP
        own = _count(admin, _OWN_ROWS)
        copies = -(-size // own)
        for table, moved in _MOVED.items():
            columns = [
                column
                for (column,) in admin.execute(
                    "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
                    " AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
                    (table,),
                )
            ]
            copied = ", ".join(
                f"{column} + {_STEP}::bigint * copy" if column in moved else column
                for column in columns
            )
            statement = (
                f"INSERT INTO {table} ({', '.join(columns)}) OVERRIDING SYSTEM VALUE"  # noqa: S608
                f" SELECT {copied} FROM {table}, generate_series(%s::bigint, %s::bigint) AS copy"
                f" WHERE {moved[0]} < {_STEP}"
            )
            admin.execute(statement.encode(), (done + 1, copies - 1))
        admin.commit()
        admin.autocommit = True
        for table in _MOVED:
            admin.execute(f"VACUUM ANALYZE {table}".encode())
        return _count(admin, "SELECT count(*) FROM app.handover_lot")


def _count(admin: psycopg.Connection, statement: str) -> int:
    row = admin.execute(statement.encode()).fetchone()
    return int(row[0]) if row else 0
