"""People, organisations, memberships and invitations, attacked with SQL and over time."""

import datetime as dt
from uuid import uuid4

import pytest
from sqlalchemy import text

from ksbb.core.refusals import InvalidInput
from ksbb.core.viewer import Role, Viewer
from ksbb.domain.organisations.actions import accept_invitation, end_membership, invite_member
from ksbb.domain.organisations.rules import InvitationNotUsable
from tests import factories
from tests.tenants.parties import CHECK, RIGHTS, STATE, Parties, in_role


async def invite(there: Parties, owner: Viewer, email: str, role: Role = Role.OWNER) -> str:
    """Invite a person; returns the token in the mail to them."""
    async with there.db.viewer(owner) as tx:
        made = await invite_member(tx, owner, uuid4(), email=email, role=role)
    return await there.one(
        "SELECT facts ->> 'token' FROM app.mail m JOIN app.invitation i"
        " ON i.token_hash = sha256(convert_to(m.facts ->> 'token', 'UTF8')) WHERE i.id = :id",
        id=made,
    )


async def accept(there: Parties, person: int, token: str) -> None:
    viewer = Viewer(actor_id=person)
    async with there.db.viewer(viewer) as tx:
        await accept_invitation(tx, viewer, uuid4(), token=token)


async def end(there: Parties, owner: Viewer, whose: Viewer, ends_on: dt.date | None = None) -> None:
    membership = await there.one(
        "SELECT id FROM app.membership WHERE organisation_id = :o AND person_id = :p",
        o=owner.organisation_id,
        p=whose.person_id,
    )
    async with there.db.viewer(owner) as tx:
        await end_membership(tx, owner, uuid4(), membership=membership, ends_on=ends_on)


class TestPeople:
    async def test_nobody_reads_the_names_and_addresses_of_others(self, there: Parties) -> None:
        people = "SELECT id FROM app.person"
        for viewer in (there.giver, there.executor, there.donor, there.aggregator):
            assert await there.seen(viewer, people) == [(viewer.person_id,)]
        pemprov = await there.seen(there.pemprov, people)
        outside = {there.giver.person_id, there.executor.person_id, there.donor.person_id}
        assert outside.isdisjoint(id for (id,) in pemprov)
        assert await there.seen(there.nobody, people) == []

    async def test_a_function_in_a_condition_never_sees_a_row_hidden_by_the_policy(
        self, there: Parties
    ) -> None:
        # A function with a low cost would run first, if it were allowed below the policy.
        await there.run_sql(there.donor, "CREATE TEMP TABLE heard (what text)")
        await there.run_sql(
            there.donor,
            "CREATE FUNCTION pg_temp.talks(what text) RETURNS boolean LANGUAGE plpgsql"
            " COST 0.0001 AS $$ BEGIN INSERT INTO heard VALUES (what); RETURN true; END $$",
        )
        await there.run_sql(
            there.donor, "SELECT FROM app.person WHERE pg_temp.talks(email) AND id > 0"
        )
        heard = await there.seen(there.donor, "SELECT what FROM heard")
        mine = await there.one(
            "SELECT email FROM app.person WHERE id = :id", id=there.donor.person_id
        )
        assert heard == [(mine,)]

    @pytest.mark.parametrize("column", ["email", "created_at"])
    async def test_nobody_takes_anothers_address(self, there: Parties, column: str) -> None:
        change = f"UPDATE app.person SET {column} = {column}"  # noqa: S608
        assert await there.stopped(there.donor, change) == RIGHTS

    async def test_an_owner_renames_nobody_but_themselves(self, there: Parties) -> None:
        await factories.colleague(there.db, there.donor)
        assert await there.touched(there.donor, "UPDATE app.person SET name = 'X'") == 1


class TestOrganisations:
    @pytest.mark.parametrize(
        "column", ["state", "reason", "name", "is_example", "kind", "created_by"]
    )
    async def test_a_tenant_verifies_and_names_nobody(self, there: Parties, column: str) -> None:
        change = f"UPDATE app.organisation SET {column} = {column}"  # noqa: S608
        assert await there.stopped(there.donor, change) == RIGHTS

    async def test_a_viewer_describes_no_organisation(self, there: Parties) -> None:
        change = "UPDATE app.organisation SET about = 'X'"
        for viewer in (there.donor, there.pemprov):
            assert await there.touched(in_role(viewer, Role.VIEWER), change) == 0
        assert await there.touched(there.donor, change) == 1

    async def test_the_pemprovs_readers_rename_and_verify_nobody(self, there: Parties) -> None:
        for looking in (Role.VIEWER, Role.KELURAHAN, Role.VERIFIER):
            viewer = in_role(there.pemprov, looking)
            change = "UPDATE app.organisation SET name = 'Lain', is_example = false"
            assert await there.touched(viewer, change) == 0

    async def test_a_reason_is_not_rewritten(self, there: Parties) -> None:
        made = await factories.organisation(there.db, state="rejected")
        change = "UPDATE app.organisation SET reason = 'lain' WHERE id = :id"
        assert await there.stopped(there.pemprov, change, id=made) == STATE

    async def test_one_person_applies_for_few(self, there: Parties) -> None:
        apply = "SELECT app.organisation_apply('DONOR', 'PT Banyak', '', 'a@b.id', '0215551234')"
        for _ in range(3):
            await there.run_sql(there.donor, apply)
        assert await there.stopped(there.donor, apply) == "KS004"

    async def test_nobody_applies_as_the_pemprov_or_without_signing_in(
        self, there: Parties
    ) -> None:
        apply = "SELECT app.organisation_apply(:kind, 'PT X', '', 'a@b.id', '0215551234')"
        assert await there.stopped(there.donor, apply, kind="PEMPROV") == CHECK
        assert await there.stopped(there.nobody, apply, kind="DONOR") == RIGHTS


class TestMemberships:
    async def test_nobody_adds_a_membership(self, there: Parties) -> None:
        for viewer in (there.donor, there.pemprov, there.nobody):
            assert (
                await there.stopped(viewer, "INSERT INTO app.membership DEFAULT VALUES") == RIGHTS
            )

    async def test_only_an_owner_changes_a_membership(self, there: Parties) -> None:
        change = "UPDATE app.membership SET role = 'OWNER'"
        for other in (Role.OPERATOR, Role.VIEWER, Role.FIELD):
            assert await there.touched(in_role(there.donor, other), change) == 0

    @pytest.mark.parametrize("column", ["organisation_id", "person_id", "since"])
    async def test_nobody_moves_a_membership_elsewhere(self, there: Parties, column: str) -> None:
        change = f"UPDATE app.membership SET {column} = {column}"  # noqa: S608
        for viewer in (there.donor, there.pemprov):
            assert await there.stopped(viewer, change) == RIGHTS

    async def test_only_the_pemprov_has_verifiers(self, there: Parties) -> None:
        await factories.colleague(there.db, there.donor, Role.OPERATOR)
        change = "UPDATE app.membership SET role = 'VERIFIER' WHERE role = 'OPERATOR'"
        assert await there.stopped(there.donor, change) == RIGHTS

    async def test_nobody_ends_a_membership_in_the_past(self, there: Parties) -> None:
        await factories.colleague(there.db, there.donor, Role.OPERATOR)
        change = "UPDATE app.membership SET ends_on = app.today() - 2 WHERE role = 'OPERATOR'"
        assert await there.stopped(there.donor, change) == STATE

    @pytest.mark.parametrize(
        "change", ["ends_on = NULL", "ends_on = '2021-01-01'", "role = 'OWNER'"]
    )
    async def test_a_removed_member_returns_only_by_invitation(
        self, there: Parties, change: str
    ) -> None:
        other = await factories.colleague(there.db, there.donor, Role.OPERATOR)
        await end(there, there.donor, other)
        refused = await there.stopped(
            there.donor,
            f"UPDATE app.membership SET {change} WHERE person_id = :id",  # noqa: S608
            id=other.person_id,
        )
        assert refused == STATE
        with pytest.raises(InvalidInput) as refused:
            await end(there, there.donor, other, dt.date(2021, 1, 1))
        assert refused.value.field == "membership"


class TestInvitations:
    async def test_nobody_reads_the_hash_of_a_token(self, there: Parties) -> None:
        for viewer in (there.executor, there.pemprov, there.donor):
            assert await there.stopped(viewer, "SELECT token_hash FROM app.invitation") == RIGHTS
        assert len(await there.seen(there.executor, "SELECT email FROM app.invitation")) == 1

    @pytest.mark.parametrize(
        "column", ["token_hash", "expires_at", "accepted_at", "created_at", "id"]
    )
    async def test_nobody_chooses_the_token_or_times_of_an_invitation(
        self, there: Parties, column: str
    ) -> None:
        make_one = (
            f"INSERT INTO app.invitation (organisation_id, email, role, created_by, {column})"  # noqa: S608
            " VALUES (:o, 'korban@contoh.id', 'OWNER', :p, DEFAULT)"
        )
        viewer = there.donor
        assert (
            await there.stopped(viewer, make_one, o=viewer.organisation_id, p=viewer.person_id)
            == RIGHTS
        )

    async def test_nobody_invites_into_another_organisation_or_in_anothers_name(
        self, there: Parties
    ) -> None:
        make_one = """
            INSERT INTO app.invitation (organisation_id, email, role, created_by)
            VALUES (:o, 'korban@contoh.id', :role, :p)"""
        mine, foreign = there.donor.organisation_id, there.giver.organisation_id
        me, other = there.donor.person_id, there.giver.person_id
        for viewer, o, p, as_role in (
            (there.donor, foreign, me, "OWNER"),
            (there.donor, mine, other, "OWNER"),
            (there.donor, mine, me, "VERIFIER"),
            (in_role(there.donor, Role.OPERATOR), mine, me, "VIEWER"),
        ):
            assert await there.stopped(viewer, make_one, o=o, p=p, role=as_role) == RIGHTS

    async def test_nobody_accepts_anothers_invitation(self, there: Parties) -> None:
        token = await invite(there, there.donor, "tamu.lain@contoh.id")
        with pytest.raises(InvitationNotUsable):
            await accept(there, there.giver.person_id, token)

    async def test_invitations_of_a_removed_owner_are_not_usable(self, there: Parties) -> None:
        # An owner who expects to be removed invites a second address of theirs.
        leaver = await factories.colleague(there.db, there.donor, Role.OWNER)
        token = await invite(there, leaver, "kedua@contoh.id")
        await end(there, there.donor, leaver)
        second = await factories.person(there.db, email="kedua@contoh.id")
        with pytest.raises(InvitationNotUsable):
            await accept(there, second, token)
        shown = "SELECT email FROM sec.invitation_details(sha256(convert_to(:token, 'UTF8')))"
        assert await there.seen(there.nobody, shown, token=token) == []

    async def test_invitations_of_a_demoted_owner_are_not_usable(self, there: Parties) -> None:
        leaver = await factories.colleague(there.db, there.donor, Role.OWNER)
        token = await invite(there, leaver, "kedua@contoh.id")
        await there.run_sql(
            there.donor,
            "UPDATE app.membership SET role = 'VIEWER' WHERE person_id = :id",
            id=leaver.person_id,
        )
        with pytest.raises(InvitationNotUsable):
            await accept(there, await factories.person(there.db, email="kedua@contoh.id"), token)

    async def test_a_second_invitation_does_not_bring_back_a_removed_member(
        self, there: Parties
    ) -> None:
        first = await invite(there, there.donor, "tamu.lain@contoh.id", Role.VIEWER)
        spare = await invite(there, there.donor, "tamu.lain@contoh.id", Role.OWNER)
        guest = await factories.person(there.db, email="tamu.lain@contoh.id")
        await accept(there, guest, first)
        await end(there, there.donor, Viewer(actor_id=guest))
        with pytest.raises(InvitationNotUsable):
            await accept(there, guest, spare)

    async def test_an_auditor_does_not_stay_longer_by_a_second_invitation(
        self, there: Parties
    ) -> None:
        await factories.clock(there.db, "2020-05-03 12:00")
        guest = await factories.person(there.db, email="auditor@contoh.id")
        spare = await invite(there, there.donor, "auditor@contoh.id", Role.OWNER)
        async with there.db.viewer(there.donor) as tx:
            await invite_member(
                tx,
                there.donor,
                uuid4(),
                email="auditor@contoh.id",
                role=Role.VIEWER,
                ends_on=dt.date(2020, 5, 4),
            )
        # While both are open, they may choose one of them, but not use both.
        token = await there.one(
            "SELECT facts ->> 'token' FROM app.mail WHERE recipient = 'auditor@contoh.id'"
            " ORDER BY id DESC LIMIT 1"
        )
        await accept(there, guest, token)
        with pytest.raises(InvitationNotUsable):
            await accept(there, guest, spare)
        kept = await there.db.session.execute(
            text("SELECT role, ends_on FROM app.membership WHERE person_id = :id"), {"id": guest}
        )
        assert tuple(kept.one()) == ("VIEWER", dt.date(2020, 5, 4))
