"""The signed context: even arbitrary SQL of a login sees one organisation only."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import asyncpg
import pytest
from sqlalchemy import text

from ksbb.core.settings import derive
from ksbb.core.viewer import Kind, Role, Viewer
from tests import factories
from tests.as_party import AsParty
from tests.database import Database

# Every table in which a tenant sees rows of its own only.
TABLES = (
    "app.person",
    "app.organisation",
    "app.membership",
    "app.invitation",
    "app.agreement",
    "app.permit",
    "app.audit",
    "app.step",
    "app.idempotency",
)


@dataclass(frozen=True)
class Parties:
    """Two organisations with a row in each of the tables, and the Pemprov."""

    db: AsParty
    one: Viewer
    other: Viewer
    pemprov: Viewer
    key: str

    async def count(self, login: str, ctx: str) -> dict[str, int]:
        """The number of rows of each table that a login sees with this context."""
        found: dict[str, int] = {}
        async with self.db.login(login, ctx) as tx:
            for table in TABLES:
                found[table] = (
                    await tx.execute(text(f"SELECT count(*) FROM {table}"))  # noqa: S608
                ).scalar_one()
        return found

    def context(self, viewer: Viewer) -> str:
        return viewer.context(self.key)


_RECORD = text("SELECT app.record_event('E', 'a', 'person', :person, NULL, '{}', '{}')")


@pytest.fixture
async def parties(db: AsParty, database: Database) -> Parties:
    await factories.clock(db, "2020-05-03 12:00")
    pemprov = await factories.pemprov(db)
    both: list[Viewer] = []
    for _ in range(2):
        viewer = await factories.aggregator(db)
        await factories.agreement(db, viewer)
        await factories.permit(db, viewer)
        async with db.viewer(viewer) as tx:
            await tx.execute(
                text(
                    "INSERT INTO app.invitation (organisation_id, email, role, created_by)"
                    " VALUES (:organisation, 'tamu@contoh.id', 'VIEWER', :person)"
                ),
                {"organisation": viewer.organisation_id, "person": viewer.person_id},
            )
            await tx.execute(
                text(
                    "INSERT INTO app.idempotency (tenant_id, actor, actor_id, key, request_hash)"
                    " VALUES (:organisation, 'PERSON', :person, gen_random_uuid(), '')"
                ),
                {"organisation": viewer.organisation_id, "person": viewer.person_id},
            )
            await tx.execute(_RECORD, {"person": viewer.person_id})
        both.append(viewer)
    one, other = both
    return Parties(db, one, other, pemprov, derive(database.secret, "context"))


NOTHING = dict.fromkeys(TABLES, 0)


async def test_a_tenant_sees_its_own_rows_of_every_table(parties: Parties) -> None:
    # One of each; the organisation verified, agreement and permit submitted and active.
    assert await parties.count("ksbb_tenant", parties.context(parties.one)) == {
        **dict.fromkeys(TABLES, 1),
        "app.step": 5,
    }


async def test_without_a_context_nobody_sees_a_row(parties: Parties) -> None:
    for login in ("ksbb_tenant", "ksbb_gov"):
        assert await parties.count(login, "") == NOTHING


async def test_an_anonymous_context_sees_no_row(parties: Parties) -> None:
    assert await parties.count("ksbb_tenant", parties.context(Viewer())) == NOTHING


async def test_the_login_for_the_public_can_t_read_the_tables(parties: Parties) -> None:
    with pytest.raises(Exception, match="permission denied"):
        await parties.count("ksbb_public", parties.context(parties.pemprov))


async def test_the_pemprov_sees_every_organisation_and_its_papers(parties: Parties) -> None:
    found = await parties.count("ksbb_gov", parties.context(parties.pemprov))
    assert found["app.organisation"] == 3
    assert (found["app.agreement"], found["app.permit"]) == (2, 2)
    # But no invitations and no idempotency keys of other organisations.
    others = ("app.invitation", "app.idempotency")
    assert [found[table] for table in others] == [0, 0]


async def test_a_context_of_a_tenant_sees_nothing_with_the_login_of_the_pemprov(
    parties: Parties,
) -> None:
    found = await parties.count("ksbb_gov", parties.context(parties.one))
    for table in ("app.organisation", "app.agreement", "app.permit", "app.audit", "app.step"):
        assert found[table] == 0, table


async def test_a_context_of_the_pemprov_sees_no_tenant_with_the_login_of_tenants(
    parties: Parties,
) -> None:
    found = await parties.count("ksbb_tenant", parties.context(parties.pemprov))
    assert found["app.organisation"] == 1
    assert (found["app.agreement"], found["app.permit"]) == (0, 0)


async def test_people_without_an_organisation_do_not_see_each_others_rows(
    parties: Parties,
) -> None:
    db = parties.db
    for _ in range(2):
        person = await factories.nobody_yet(db)
        async with db.viewer(person) as tx:
            await tx.execute(_RECORD, {"person": person.person_id})
            seen = (await tx.execute(text("SELECT count(*) FROM app.audit"))).scalar_one()
        assert seen == 0


def _signed_by_another(parties: Parties) -> str:
    return parties.one.context("a key that is not ours")


def _for_another_organisation(parties: Parties) -> str:
    ctx = parties.context(parties.one)
    return ctx.replace(f"{parties.one.organisation_id}|", f"{parties.other.organisation_id}|", 1)


def _in_another_role(parties: Parties) -> str:
    reader = replace(parties.one, role=Role.VIEWER)
    return parties.context(reader).replace("|VIEWER|", "|OWNER|", 1)


def _as_another_actor(parties: Parties) -> str:
    return parties.context(parties.one).replace("|PERSON", "|SHIFT")


def _prolonged(parties: Parties) -> str:
    context = parties.context(parties.one)
    *claims, _, actor = context.split("|")
    return "|".join((*claims, str(int(time.time()) + 9999999), actor))


def _unsigned(parties: Parties) -> str:
    return parties.context(parties.one)[:-64]


def _garbage(_: Parties) -> str:
    return "1|1|PEMPROV|OWNER|9999999999|PERSON" + "x" * 64


def _expired(parties: Parties) -> str:
    return parties.one.context(parties.key, lifetime=-1)


@pytest.mark.parametrize(
    "forge",
    [
        _signed_by_another,
        _for_another_organisation,
        _in_another_role,
        _as_another_actor,
        _prolonged,
        _unsigned,
        _garbage,
        _expired,
    ],
)
@pytest.mark.parametrize("login", ["ksbb_tenant", "ksbb_gov"])
async def test_a_forged_or_expired_context_is_an_error(
    parties: Parties, forge: Callable[[Parties], str], login: str
) -> None:
    with pytest.raises(Exception, match=r"context (is forged|has expired)|invalid hexadecimal"):
        await parties.count(login, forge(parties))


async def test_the_context_ends_with_its_transaction(fresh_database: Database) -> None:
    viewer = Viewer(1, 1, Kind.DONOR, Role.OWNER)
    context = viewer.context(derive(fresh_database.secret, "context"))
    async with fresh_database.connection("tenant") as connection:
        async with connection.transaction():
            await connection.execute("SELECT set_config('app.ctx', $1, true)", context)
            assert await connection.fetchval("SELECT sec.tenant()") == 1
        assert await connection.fetchval("SELECT sec.tenant()") is None


async def test_a_login_can_not_read_the_key_that_signs(fresh_database: Database) -> None:
    for login in ("public", "tenant", "gov", "worker"):
        async with fresh_database.connection(login) as connection:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.fetchval("SELECT value FROM sec.key")
