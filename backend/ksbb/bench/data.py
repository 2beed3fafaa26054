"""The database that is measured: the demo, and beside it two hundred donors with their pledges.

Everything is made by the product's own verbs, so all its invariants hold. It is made once for
a state of the backend; each run works on a copy.
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

from ksbb.kernel import migrate
from ksbb.kernel.db import Pools, dsn, open_pools
from ksbb.kernel.settings import REPOSITORY, Settings
from ksbb.kernel.viewer import Kind, Role, Viewer
from ksbb.local import databases
from ksbb.local.progress import step
from ksbb.needs.actions import change_target
from ksbb.organisations import actions as organisations
from ksbb.pledges import actions as pledges
from ksbb.pledges.models import Channel
from ksbb.pledges.rules import Line, Offer, Share
from ksbb.story import play
from ksbb.story.script import END, story

_MADE = "ksbb_bench_made_"
_RUN = "ksbb_bench_run"
DONORS = 200
# Pledges of each donor; the first one has so many that a page of fifty is full.
PLEDGES = 7
MANY = 60
SHARES = 3
# So few needs that most pledges meet others at them, with room for all that a run can promise:
# a refusal would be cheaper than a pledge.
WANTED = 12
ROOM = 1_000_000


@dataclass(frozen=True, slots=True)
class Donor:
    """A donor of the bench: its people and organisation by number."""

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


def made(config: Settings) -> str:
    """The name of the bench's database on the server of this installation, made if need be.

    Nobody connects to it: it is there to be copied.
    """
    admin = config.database_url
    name = _MADE + _digest()
    if not databases.exists(admin, name):
        for old in databases.named_like(admin, _MADE):
            databases.drop(admin, old)
        _make(config, name)
    return name


@contextmanager
def measured(config: Settings) -> Iterator[Settings]:
    """Settings of a copy of the bench's database, which is dropped afterwards.

    Args:
        config: the installation whose server is used; its own database is left alone.
    """
    admin = config.database_url
    source = made(config)
    databases.drop(admin, _RUN)
    copied = databases.clone(admin, source, _RUN)
    try:
        yield at_the_end(config, copied)
    finally:
        databases.drop(admin, _RUN)


def at_the_end(config: Settings, database_url: str) -> Settings:
    """Settings of a copy whose clock stands where the demo's story ends."""
    with psycopg.connect(database_url) as connection:
        connection.execute("SELECT app.clock_set(%s)", (END,))
    return _settings(config, database_url)


def _settings(config: Settings, database_url: str) -> Settings:
    return Settings(
        database_url=database_url, secret=config.secret, demo=True, persisted=Path("/dev/null")
    )


def _make(config: Settings, name: str) -> None:
    building = f"{name}_building"
    databases.drop(config.database_url, building)
    fresh = _settings(config, databases.create(config.database_url, building))
    with step("Basis data ukur: cerita demo", "the demo's story, to be measured"):
        migrate.upgrade(fresh.database_url, fresh.secret)
        with play.quiet():
            asyncio.run(play.play(fresh, story()))
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
    """Let donors apply, be verified and pledge, in a database in which the demo was played.

    Args:
        config: the database.
        count: of donors.
        pledges_each: of every donor but the first.
        many: pledges of the first.
    """
    async with _opened(config) as (pools, worker):
        admin = await asyncpg.connect(config.database_url)
        # Newcomers may hold little; these are no newcomers, but nothing of theirs is committed.
        await admin.execute("UPDATE pub.programme SET newcomer_limit = 1000000")
        await admin.close()
        pemprov = await _pemprov(worker)
        grown = [await _donor(pools, worker, pemprov, number) for number in range(count)]
        needs = await worker.fetch(OPEN_NEEDS, count * pledges_each * SHARES)
        # Consecutive ones, so that the units of one pledge differ; round and round.
        taken = itertools.cycle(needs)
        for number, donor in enumerate(grown):
            for _ in range(many if number == 0 else pledges_each):
                await _pledge(pools, donor, list(itertools.islice(taken, SHARES)))
        for need in needs[:WANTED]:
            async with pools.transaction(pemprov) as tx:
                await change_target(
                    tx, pemprov, uuid4(), need_id=need["id"], wanted=ROOM, reason="-"
                )
        while await worker.fetchval("SELECT ledger.fold()"):
            pass
        while await worker.fetchval("SELECT app.seal_audit()"):
            pass


# Needs of sembako in the open phase, with how much is left; the emptiest first.
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


async def _pemprov(worker: asyncpg.Connection) -> Viewer:
    person, organisation = await _row(
        worker,
        "SELECT m.person_id, m.organisation_id FROM app.membership m"
        " JOIN app.organisation o ON o.id = m.organisation_id"
        " WHERE o.kind = 'PEMPROV' AND m.role = 'OWNER' ORDER BY m.id LIMIT 1",
    )
    return Viewer(person, organisation, Kind.PEMPROV, Role.OWNER)


async def _row(connection: asyncpg.Connection, query: str, *values: object) -> asyncpg.Record:
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
        await pledges.pledge(tx, donor.viewer, uuid4(), offer=offer)


def donors(config: Settings) -> list[Donor]:
    """The bench's donors; the first has the most pledges."""
    with psycopg.connect(dsn("ksbb_worker", config.database_url, config.secret)) as connection:
        rows = connection.execute(
            "SELECT m.person_id, m.organisation_id FROM app.membership m"
            " JOIN app.person p ON p.id = m.person_id"
            " WHERE p.email LIKE 'donatur-%@contoh.id' ORDER BY m.id"
        ).fetchall()
    return [Donor(person, organisation) for person, organisation in rows]
