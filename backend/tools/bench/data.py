"""The database that is measured: the demo, and two hundred donors with their pledges.

Everything is made with the product's own actions, so all its invariants hold. It is made once for
each state of the backend; each run works on a copy.
"""

from __future__ import annotations

import asyncio
import hashlib
import itertools
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import asyncpg
import psycopg

from ksbb.cli.terminal import step
from ksbb.core import migrate
from ksbb.core.database import Pools, dsn, open_pools
from ksbb.core.outbox.deliver import Connection
from ksbb.core.settings import REPOSITORY, Settings
from ksbb.core.viewer import Kind, Role, Viewer
from ksbb.domain.needs.actions import change_target
from ksbb.domain.organisations import actions as organisations
from ksbb.domain.pledges import actions as pledges
from ksbb.domain.pledges.models import Channel
from ksbb.domain.pledges.rules import Line, Offer, Share
from tools.demo import command
from tools.demo.scenario import END, scenario
from tools.dev import databases

_PREPARED = "ksbb_bench_made_"
_RUN = "ksbb_bench_run"
DONORS = 200
# Pledges of each donor; the first one has so many that a page of fifty is full.
PLEDGES = 7
MANY = 60
SHARES = 3
# Few needs, so that most pledges share them, with enough capacity for all pledges of a run: a
# refusal would be cheaper than a pledge.
WANTED = 12
ROOM = 1_000_000


@dataclass(frozen=True, slots=True)
class Donor:
    """A donor of the bench: ids of its people and organisation."""

    person: int
    organisation: int

    @property
    def viewer(self) -> Viewer:
        return Viewer(self.person, self.organisation, Kind.DONOR, Role.OWNER)


def _digest() -> str:
    digest = hashlib.sha256()
    for source in sorted((REPOSITORY / "backend").rglob("*")):
        if source.suffix in (".py", ".sql", ".csv"):
            digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def prepared(config: Settings) -> str:
    """The name of the bench's database on this installation's server; made if it is missing.

    Nobody connects to it: it is only copied.
    """
    admin = config.database_url
    name = _PREPARED + _digest()
    if not databases.exists(admin, name):
        for old in databases.named_like(admin, _PREPARED):
            databases.drop(admin, old)
        _make(config, name)
    return name


@contextmanager
def measured(config: Settings) -> Iterator[Settings]:
    """Settings of a copy of the bench's database, which is dropped afterwards.

    Args:
        config: the installation whose server is used; its own database is not changed.
    """
    admin = config.database_url
    source = prepared(config)
    databases.drop(admin, _RUN)
    copied = databases.clone(admin, source, _RUN)
    try:
        yield at_the_end(config, copied)
    finally:
        databases.drop(admin, _RUN)


def at_the_end(config: Settings, database_url: str) -> Settings:
    """Settings of a copy whose clock shows the end of the demo's scenario."""
    with psycopg.connect(database_url) as connection:
        connection.execute("SELECT app.clock_set(%s)", (END,))
    return _settings(config, database_url)


def _settings(config: Settings, database_url: str) -> Settings:
    return Settings(
        database_url=database_url, secret=config.secret, demo=True, registered=Path("/dev/null")
    )


def _make(config: Settings, name: str) -> None:
    building = f"{name}_building"
    databases.drop(config.database_url, building)
    fresh = _settings(config, databases.create(config.database_url, building))
    with step("Basis data ukur: cerita demo", "Database to be measured: the demo"):
        migrate.upgrade(fresh.database_url, fresh.secret)
        with command.quiet():
            asyncio.run(command.run_scenario(fresh, scenario()))
    with step(f"{DONORS} donatur dengan janjinya", f"{DONORS} donors with their pledges"):
        asyncio.run(grow(fresh))
    with psycopg.connect(fresh.database_url, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")
    with psycopg.connect(config.database_url, autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{building}" RENAME TO "{name}"'.encode())


@asynccontextmanager
async def _opened(config: Settings) -> AsyncIterator[tuple[Pools, asyncpg.Connection]]:
    pools = await open_pools(config)
    worker = await asyncpg.connect(dsn("ksbb_worker", config.database_url, config.secret))
    try:
        yield pools, worker
    finally:
        await worker.close()
        await pools.close()


async def grow(
    config: Settings, *, count: int = DONORS, pledges_each: int = PLEDGES, many: int = MANY
) -> None:
    """Let donors apply, be verified and pledge, in a database with the demo.

    Args:
        config: the database.
        count: number of donors.
        pledges_each: number of pledges of every donor but the first.
        many: number of pledges of the first.
    """
    async with _opened(config) as (pools, worker):
        admin = await asyncpg.connect(config.database_url)
        # Newcomers may reserve little. These donors have no committed pledges, so raise the limit.
        await admin.execute("UPDATE pub.programme SET newcomer_limit = 1000000")
        await admin.close()
        pemprov = await pemprov_of(worker)
        grown = [await _donor(pools, worker, pemprov, number) for number in range(count)]
        needs = await worker.fetch(OPEN_NEEDS, count * pledges_each * SHARES)
        # Consecutive needs, so that one pledge has different units; at the end, from the start.
        taken = itertools.cycle(needs)
        for number, donor in enumerate(grown):
            for _ in range(many if number == 0 else pledges_each):
                await _pledge(pools, donor, list(itertools.islice(taken, SHARES)))
        for need in needs[:WANTED]:
            async with pools.transaction(pemprov) as tx:
                await change_target(
                    tx, pemprov, uuid4(), need_id=need["id"], wanted=ROOM, reason="-"
                )
        while await worker.fetchval("SELECT ledger.apply_ladder_changes()"):
            pass
        while await worker.fetchval("SELECT app.seal_audit()"):
            pass


# Needs of sembako in the open phase, with what remains; the least filled first.
OPEN_NEEDS = """
    SELECT n.unit_id, n.phase_id, n.package_id, n.id
    FROM pub.need n
    JOIN pub.package k ON k.id = n.package_id
    JOIN pub.phase p ON p.id = n.phase_id
    WHERE n.state = 'published' AND k.code = 'SEMBAKO'
      AND app.today() BETWEEN p.starts_on AND p.ends_on
    ORDER BY n.target - n.held - n.committed DESC, n.id
    LIMIT $1
"""


async def pemprov_of(worker: Connection) -> Viewer:
    """An owner of the Pemprov in the demo."""
    person, organisation = await _row(
        worker,
        "SELECT m.person_id, m.organisation_id FROM app.membership m"
        " JOIN app.organisation o ON o.id = m.organisation_id"
        " WHERE o.kind = 'PEMPROV' AND m.role = 'OWNER' ORDER BY m.id LIMIT 1",
    )
    return Viewer(person, organisation, Kind.PEMPROV, Role.OWNER)


async def _row(connection: Connection, query: str, *values: object) -> asyncpg.Record:
    row = await connection.fetchrow(query, *values)
    if row is None:
        raise LookupError(query)
    return row


async def _donor(pools: Pools, worker: asyncpg.Connection, pemprov: Viewer, number: int) -> Donor:
    name = f"Donatur {number + 1:03} (contoh)"
    email = f"donatur-{number + 1}@contoh.id"
    (person,) = await _row(worker, "SELECT app.demo_person_add($1, $2)", email, name)
    async with pools.transaction(Viewer(person)) as tx:
        organisation = await organisations.apply_as_organisation(
            tx,
            Viewer(person),
            uuid4(),
            kind=Kind.DONOR,
            name=name,
            about="",
            contact_email=email,
            contact_phone="+62210000000",
        )
    async with pools.transaction(pemprov) as tx:
        await organisations.verify_organisation(tx, pemprov, uuid4(), organisation=organisation)
    return Donor(person, organisation)


async def _pledge(pools: Pools, donor: Donor, needs: list[asyncpg.Record]) -> None:
    first = needs[0]
    offer = Offer(
        phase_id=first["phase_id"],
        channel=Channel.DIRECT,
        aggregator_id=None,
        lines=[
            Line(
                package_id=first["package_id"],
                quantity=len(needs),
                shares=[Share(unit_id=need["unit_id"], quantity=1) for need in needs],
            )
        ],
        statement_accepted=True,
    )
    async with pools.transaction(donor.viewer) as tx:
        await pledges.submit_pledge(tx, donor.viewer, uuid4(), offer=offer)


def donors(config: Settings) -> list[Donor]:
    """The bench's donors; the first has the most pledges."""
    with psycopg.connect(dsn("ksbb_worker", config.database_url, config.secret)) as connection:
        rows = connection.execute(
            "SELECT m.person_id, m.organisation_id FROM app.membership m"
            " JOIN app.person p ON p.id = m.person_id"
            " WHERE p.email LIKE 'donatur-%@contoh.id' ORDER BY m.id"
        ).fetchall()
    return [Donor(person, organisation) for person, organisation in rows]
