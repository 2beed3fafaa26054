"""Events, audit, steps, keys and the registry: nobody writes them in another's name."""

import pytest
from sqlalchemy import text

from ksbb.core.settings import derive
from ksbb.core.viewer import Role
from tests.tenants.parties import RIGHTS, STATE, Parties, in_role

RECORD = "SELECT app.record_event('PledgeCommitted', 'commit', :thing, :id, :other, '{}', '{}')"


class TestTrail:
    @pytest.mark.parametrize(
        "table", ["outbox", "audit", "audit_unsealed", "step", "seal", "transition", "need_target"]
    )
    async def test_nobody_writes_the_trail_by_hand(self, there: Parties, table: str) -> None:
        for viewer in (there.giver, there.executor, there.pemprov, there.nobody):
            for write in (
                f"INSERT INTO app.{table} DEFAULT VALUES",
                f"DELETE FROM app.{table}",  # noqa: S608
                f"TRUNCATE app.{table} CASCADE",
            ):
                assert await there.stopped(viewer, write) == RIGHTS

    async def test_nobody_records_what_does_not_concern_them(self, there: Parties) -> None:
        # An event for another organisation would become a mail to its people.
        victim = there.giver.organisation_id
        things = {
            "pledge": there.pledge,
            "contribution": there.contribution,
            "organisation": victim,
            "invitation": there.invitation,
            "person": there.giver.person_id,
            "phase": there.it.phases[0],
            "need": there.it.need(),
            "agreement": await there.one("SELECT min(id) FROM app.agreement"),
            "permit": await there.one("SELECT min(id) FROM app.permit"),
            "membership": await there.one("SELECT min(id) FROM app.membership"),
            "anything": 1,
        }
        for viewer in (there.donor, there.nobody):
            for thing, id in things.items():
                foreign = await there.stopped(viewer, RECORD, thing=thing, id=id, other=victim)
                assert foreign == RIGHTS, thing
                assert foreign == await there.stopped(
                    viewer, RECORD, thing=thing, id=10**9, other=None
                ), thing

    async def test_nobody_sends_an_event_to_an_unconcerned_organisation(
        self, there: Parties
    ) -> None:
        values = {"thing": "pledge", "id": there.pledge}
        stranger = there.donor.organisation_id
        assert await there.stopped(there.giver, RECORD, **values, other=stranger) == RIGHTS
        assert (
            await there.stopped(there.giver, RECORD, **values, other=there.executor.organisation_id)
            == ""
        )

    async def test_a_viewer_records_nothing(self, there: Parties) -> None:
        for viewer in (there.giver, there.executor, there.pemprov):
            for looking in (Role.VIEWER, Role.FIELD, Role.VERIFIER):
                assert (
                    await there.stopped(
                        in_role(viewer, looking),
                        RECORD,
                        thing="pledge",
                        id=there.pledge,
                        other=None,
                    )
                    == RIGHTS
                )

    async def test_a_record_names_who_did_it(self, there: Parties) -> None:
        await there.run_sql(there.giver, RECORD, thing="pledge", id=there.pledge, other=None)
        written = await there.db.session.execute(
            text("SELECT tenant_id, person_id, role FROM app.audit ORDER BY id DESC LIMIT 1")
        )
        who = there.giver
        assert tuple(written.one()) == (who.organisation_id, who.person_id, "OWNER")

    async def test_a_key_belongs_to_one_person_and_its_result_is_not_changed(
        self, there: Parties
    ) -> None:
        insert = """
            INSERT INTO app.idempotency (tenant_id, actor, actor_id, key, request_hash)
            VALUES (:o, :actor, :p, gen_random_uuid(), '')"""
        mine, other = there.donor, there.giver
        for o, actor, p in (
            (mine.organisation_id, "PERSON", other.person_id),
            (other.organisation_id, "PERSON", mine.person_id),
            (mine.organisation_id, "SHIFT", mine.person_id),
        ):
            assert await there.stopped(mine, insert, o=o, actor=actor, p=p) == RIGHTS
        assert await there.stopped(there.nobody, insert, o=0, actor="PERSON", p=0) == RIGHTS
        assert await there.touched(other, "UPDATE app.idempotency SET result = '1'") == 0


class TestContext:
    async def test_nobody_forges_anothers_context(self, there: Parties) -> None:
        genuine = there.giver.context(derive(there.db.secret, "context"))
        body, mark = genuine[:-64], genuine[-64:]
        forged = [
            body.replace(f"{there.giver.organisation_id}|", "1|", 1) + mark,
            body.replace("DONOR", "PEMPROV") + mark,
            body + "0" * 64,
            mark,
            body,
            "x",
            "|" * 200,
        ]
        for ctx in forged:
            with pytest.raises(Exception, match=r"forged|hexadecimal"):
                async with there.db.login("ksbb_tenant", ctx) as session:
                    await session.execute(text("SELECT count(*) FROM app.pledge"))

    async def test_anothers_context_is_not_visible_in_their_statements(
        self, there: Parties
    ) -> None:
        # Tenants share a login, so each of them sees the statements of the others.
        shown = await there.seen(
            there.donor, "SELECT query FROM pg_stat_activity WHERE query ~ '[0-9a-f]{64}'"
        )
        assert shown == []

    @pytest.mark.parametrize(
        "become",
        [
            "SET ROLE ksbb_engine",
            "SET ROLE ksbb_owner",
            "SET ROLE ksbb_worker",
            "GRANT ksbb_engine TO ksbb_tenant",
            "ALTER ROLE ksbb_worker PASSWORD 'x'",
            "ALTER TABLE app.pledge DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE app.pledge DISABLE TRIGGER ALL",
            "SET session_replication_role = replica",
            "CREATE SCHEMA evil",
            "CREATE FUNCTION public.evil(bytea) RETURNS bytea LANGUAGE sql AS 'SELECT $1'",
            "CREATE OPERATOR public.= (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq)",
            "SELECT value FROM sec.key",
            "SELECT token_hash FROM sec.session",
            "SELECT * FROM sec.mail_link",
            "SELECT * FROM sec.attempt",
            "SELECT * FROM app.mail",
            "SELECT * FROM app.outbox",
            "SELECT last_value FROM app.pledge_id_seq",
            "SELECT nextval('app.pledge_id_seq')",
            "COPY (SELECT 1) TO PROGRAM 'id'",
            "SELECT pg_read_file('/etc/passwd')",
            "SELECT lo_import('/etc/passwd')",
        ],
    )
    async def test_no_login_gets_more_rights(self, there: Parties, become: str) -> None:
        for viewer in (there.donor, there.pemprov):
            assert await there.stopped(viewer, become) == RIGHTS

    async def test_temporary_tables_are_not_used_instead_of_ours(self, there: Parties) -> None:
        # Temporary tables come first in the search path of their creator.
        before = await there.seen(there.donor, "SELECT count(*) FROM app.pledge")
        async with there.db.viewer(there.donor) as session:
            for shadow in (
                "CREATE TEMP TABLE pledge AS SELECT 1 AS id",
                "CREATE TEMP TABLE claims AS SELECT 1 AS id",
                "CREATE TEMP TABLE text (x int)",
                (
                    "CREATE FUNCTION pg_temp.hmac(bytea, bytea, text) RETURNS bytea LANGUAGE sql"
                    " AS 'SELECT $1'"
                ),
                "SET LOCAL search_path = pg_temp, app, public, pg_catalog",
            ):
                await session.execute(text(shadow))
            found = await session.execute(text("SELECT count(*) FROM app.pledge"))
            assert [tuple(found.one())] == before
            who = await session.execute(text("SELECT sec.tenant(), sec.is_pemprov()"))
            assert tuple(who.one()) == (there.donor.organisation_id, False)


REGISTRY = [
    "UPDATE pub.area SET name = 'X'",
    "UPDATE pub.unit SET name = 'X'",
    "UPDATE pub.unit_boundary SET source = 'DRAWN'",
    "DELETE FROM pub.unit_boundary",
    (
        "INSERT INTO pub.snapshot (unit_id, families, people, source, day)"
        " SELECT id, 9999, 9999, 'x', '2020-04-02' FROM pub.unit"
    ),
    "UPDATE pub.programme SET auto_commit = true",
    (
        "INSERT INTO pub.phase (programme_id, number, name, starts_on, ends_on)"
        " SELECT id, 9, 'X', '2030-01-01', '2030-01-02' FROM pub.programme"
    ),
    (
        "INSERT INTO pub.package (programme_id, code, name, per, every)"
        " SELECT id, 'X', 'X', 'FAMILY', 'ONCE' FROM pub.programme"
    ),
    (
        "INSERT INTO pub.package_version (package_id, number, price, contents, since)"
        " SELECT id, 9, 1, '[]', '2020-04-02' FROM pub.package"
    ),
    "UPDATE pub.phase_package SET times = 9",
    "UPDATE pub.share SET permille = 1",
]


class TestRegistry:
    @pytest.mark.parametrize("write", REGISTRY)
    async def test_only_people_who_act_for_the_pemprov_change_the_registry(
        self, there: Parties, write: str
    ) -> None:
        for viewer in (there.donor, there.aggregator, there.nobody):
            assert await there.stopped(viewer, write) == RIGHTS
        for looking in (Role.VIEWER, Role.KELURAHAN, Role.VERIFIER):
            assert await there.stopped(in_role(there.pemprov, looking), write) == RIGHTS
        # The login alone is not enough, nor with a donor's context.
        ctx = there.donor.context(derive(there.db.secret, "context"))
        for claims in ("", ctx):
            with pytest.raises(Exception, match="kept by the Pemprov"):
                async with there.db.login("ksbb_gov", claims) as session:
                    await session.execute(text(write))
        assert await there.stopped(there.pemprov, write) == ""

    @pytest.mark.parametrize(
        "write",
        [
            "UPDATE pub.need SET target = target + 1, reason = 'x'",
            "UPDATE pub.need SET state = 'closed'",
            "UPDATE pub.need SET reason = 'x'",
        ],
    )
    async def test_nobody_else_changes_a_need(self, there: Parties, write: str) -> None:
        for viewer in (there.donor, there.nobody):
            assert await there.stopped(viewer, write) == RIGHTS
        assert await there.stopped(in_role(there.pemprov, Role.VIEWER), write) == STATE

    async def test_a_need_is_published_in_ones_own_name(self, there: Parties) -> None:
        async with there.db.login("ksbb_worker") as session:
            for new in (
                (
                    "INSERT INTO pub.unit (kind, code, name, area_id)"
                    " SELECT 'PESANTREN', 'PES-2', 'Lain (contoh)', max(area_id) FROM pub.unit"
                ),
                (
                    "INSERT INTO pub.snapshot (unit_id, families, people, source, day)"
                    " SELECT id, 0, 40, 'contoh', '2020-04-01' FROM pub.unit WHERE code = 'PES-2'"
                ),
            ):
                await session.execute(text(new))
        write = """
            INSERT INTO pub.need (unit_id, phase_id, package_id, snapshot_id, target, created_by)
            SELECT id, :phase, :package, snapshot_id, 5, :person
            FROM pub.unit WHERE code = 'PES-2'"""
        what = {"phase": there.it.phases[0], "package": there.it.packages["SEMBAKO"]}
        another, oneself = there.giver.person_id, there.pemprov.person_id
        assert await there.stopped(there.pemprov, write, **what, person=another) == STATE
        assert await there.stopped(there.pemprov, write, **what, person=oneself) == ""

    async def test_the_reason_of_a_changed_target_is_not_rewritten(self, there: Parties) -> None:
        await there.run_sql(there.pemprov, "UPDATE pub.need SET target = 500, reason = 'naik'")
        assert await there.stopped(there.pemprov, "UPDATE pub.need SET reason = 'x'") == STATE
