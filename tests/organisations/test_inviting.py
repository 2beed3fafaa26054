"""Inviting a person into an organisation, and accepting the invitation."""

import datetime as dt
from uuid import uuid4

import pytest
from sqlalchemy import text

from ksbb.core.refusals import InvalidInput, NotAllowed, NotSignedIn, StateRefused
from ksbb.core.viewer import NOBODY, Kind, Role, Viewer
from ksbb.domain.organisations.actions import accept_invitation, invite_member, token_hash
from ksbb.domain.organisations.rules import AlreadyMember, InvitationNotUsable
from tests import factories
from tests.as_party import AsParty

GUEST = "tamu@contoh.id"


async def _invite(
    db: AsParty,
    viewer: Viewer,
    email: str = GUEST,
    role: Role = Role.OPERATOR,
    ends_on: dt.date | None = None,
) -> int:
    async with db.viewer(viewer) as tx:
        return await invite_member(tx, viewer, uuid4(), email=email, role=role, ends_on=ends_on)


async def _accept(db: AsParty, viewer: Viewer, token: str) -> int:
    async with db.viewer(viewer) as tx:
        return await accept_invitation(tx, viewer, uuid4(), token=token)


async def _token(db: AsParty) -> str:
    """The token in the mail that waits to be sent."""
    found = await db.session.execute(
        text(
            "SELECT facts ->> 'token' FROM app.mail WHERE template = 'INVITATION'"
            " ORDER BY id DESC LIMIT 1"
        )
    )
    return found.scalar_one()


async def _membership(db: AsParty, id: int) -> tuple[int, int, str, dt.date | None]:
    found = await db.session.execute(
        text("SELECT organisation_id, person_id, role, ends_on FROM app.membership WHERE id = :id"),
        {"id": id},
    )
    return tuple(found.one())


class TestInviting:
    async def test_nobody_invites_without_signing_in(self, db: AsParty) -> None:
        with pytest.raises(NotSignedIn):
            await _invite(db, NOBODY)

    async def test_a_person_without_an_organisation_does_not_invite(self, db: AsParty) -> None:
        viewer = await factories.nobody_yet(db)
        with pytest.raises(NotAllowed):
            await _invite(db, viewer)

    @pytest.mark.parametrize("role", [Role.OPERATOR, Role.VIEWER])
    async def test_only_an_owner_invites(self, db: AsParty, role: Role) -> None:
        viewer = await factories.donor(db, role)
        with pytest.raises(NotAllowed) as refused:
            await _invite(db, viewer)
        assert refused.value.roles == [Role.OWNER]

    async def test_the_mail_carries_the_token_and_the_database_its_hash(self, db: AsParty) -> None:
        invitation = await _invite(db, await factories.donor(db), email=" Tamu@Contoh.ID ")
        row = (
            await db.session.execute(
                text(
                    "SELECT i.email, i.role, i.token_hash, m.recipient, m.facts ->> 'role'"
                    " FROM app.invitation i JOIN app.mail m ON m.recipient = i.email"
                    " WHERE i.id = :id"
                ),
                {"id": invitation},
            )
        ).one()
        assert tuple(row) == (GUEST, "OPERATOR", token_hash(await _token(db)), GUEST, "OPERATOR")

    async def test_neither_event_nor_audit_has_the_token_or_the_address(self, db: AsParty) -> None:
        invitation = await _invite(db, await factories.donor(db))
        row = (
            await db.session.execute(
                text(
                    "SELECT o.kind, o.payload, a.facts FROM app.outbox o"
                    " JOIN app.audit a ON a.event = o.event"
                    " WHERE o.thing = 'invitation' AND o.thing_id = :id"
                ),
                {"id": invitation},
            )
        ).one()
        assert tuple(row) == ("MemberInvited", {"role": "OPERATOR"}, {"role": "OPERATOR"})

    async def test_the_same_key_sends_one_mail(self, db: AsParty) -> None:
        viewer, key = await factories.donor(db), uuid4()
        made: set[int] = set()
        for _ in range(2):
            async with db.viewer(viewer) as tx:
                made.add(await invite_member(tx, viewer, key, email=GUEST, role=Role.OPERATOR))
        assert len(made) == 1
        mails = await db.session.scalar(
            text("SELECT count(*) FROM app.mail WHERE recipient = :to"), {"to": GUEST}
        )
        assert mails == 1

    async def test_a_donor_has_no_verifier(self, db: AsParty) -> None:
        viewer = await factories.donor(db)
        with pytest.raises(InvalidInput) as refused:
            await _invite(db, viewer, role=Role.VERIFIER)
        assert refused.value.field == "role"

    async def test_the_pemprov_has_verifiers(self, db: AsParty) -> None:
        assert await _invite(db, await factories.pemprov(db, Role.OWNER), role=Role.VERIFIER)

    @pytest.mark.parametrize(
        ("role", "ends_on"), [(Role.OPERATOR, "2020-12-31"), (Role.VIEWER, "2020-05-02")]
    )
    async def test_only_a_viewer_has_a_last_day_which_is_not_in_the_past(
        self, db: AsParty, role: Role, ends_on: str
    ) -> None:
        await factories.clock(db, "2020-05-03 12:00")
        viewer = await factories.pemprov(db, Role.OWNER)
        with pytest.raises(InvalidInput) as refused:
            await _invite(db, viewer, role=role, ends_on=factories.day(ends_on))
        assert refused.value.field == "endsOn"

    async def test_an_invalid_address_is_refused(self, db: AsParty) -> None:
        viewer = await factories.donor(db)
        with pytest.raises(InvalidInput) as refused:
            await _invite(db, viewer, email="tamu")
        assert refused.value.field == "email"

    async def test_a_member_is_not_invited_again(self, db: AsParty) -> None:
        viewer = await factories.donor(db)
        await factories.member(
            db, viewer.organisation_id, person_id=await factories.person(db, email=GUEST)
        )
        with pytest.raises(AlreadyMember) as refused:
            await _invite(db, viewer)
        assert refused.value.email == GUEST

    async def test_an_applicant_organisation_may_invite(self, db: AsParty) -> None:
        assert await _invite(db, await factories.donor(db, state="applied"))

    @pytest.mark.parametrize("state", ["rejected", "suspended"])
    async def test_a_suspended_or_rejected_organisation_may_not_invite(
        self, db: AsParty, state: str
    ) -> None:
        viewer = await factories.donor(db, state=state)
        with pytest.raises(StateRefused) as refused:
            await _invite(db, viewer)
        assert refused.value.was == state


class TestAccepting:
    async def test_nobody_accepts_without_signing_in(self, db: AsParty) -> None:
        with pytest.raises(NotSignedIn):
            await _accept(db, NOBODY, "x")

    async def test_the_invited_person_gets_the_offered_role(self, db: AsParty) -> None:
        owner, guest = await factories.donor(db), await factories.nobody_yet(db, email=GUEST)
        await _invite(db, owner, role=Role.VIEWER)
        membership = await _accept(db, guest, await _token(db))
        assert await _membership(db, membership) == (
            owner.organisation_id,
            guest.person_id,
            "VIEWER",
            None,
        )

    async def test_an_auditor_leaves_after_the_last_day(self, db: AsParty) -> None:
        await factories.clock(db, "2020-05-03 12:00")
        owner, guest = (
            await factories.pemprov(db, Role.OWNER),
            await factories.nobody_yet(db, email=GUEST),
        )
        await _invite(db, owner, role=Role.VIEWER, ends_on=factories.day("2020-05-03"))
        membership = await _accept(db, guest, await _token(db))
        assert (await _membership(db, membership))[3] == factories.day("2020-05-03")

    async def test_somebody_of_the_pemprov_may_accept_elsewhere(self, db: AsParty) -> None:
        owner, approver = await factories.donor(db), await factories.pemprov(db)
        address = await db.session.scalar(
            text("SELECT email FROM app.person WHERE id = :id"), {"id": approver.person_id}
        )
        assert address
        await _invite(db, owner, email=address)
        assert await _accept(db, approver, await _token(db))

    async def test_an_invitation_can_be_used_once(self, db: AsParty) -> None:
        guest = await factories.nobody_yet(db, email=GUEST)
        await _invite(db, await factories.donor(db))
        token = await _token(db)
        await _accept(db, guest, token)
        with pytest.raises(InvitationNotUsable):
            await _accept(db, guest, token)

    async def test_the_same_key_gives_the_same_membership(self, db: AsParty) -> None:
        owner, guest, key = (
            await factories.donor(db),
            await factories.nobody_yet(db, email=GUEST),
            uuid4(),
        )
        await _invite(db, owner)
        token = await _token(db)
        async with db.viewer(guest) as tx:
            first = await accept_invitation(tx, guest, key, token=token)
        # By now the person may already act for the organisation.
        later = Viewer(guest.person_id, owner.organisation_id, Kind.DONOR, Role.OPERATOR)
        async with db.viewer(later) as tx:
            assert await accept_invitation(tx, later, key, token=token) == first

    async def test_an_invitation_cannot_be_used_by_anybody_else(self, db: AsParty) -> None:
        await _invite(db, await factories.donor(db))
        token, stranger = await _token(db), await factories.nobody_yet(db)
        with pytest.raises(InvitationNotUsable):
            await _accept(db, stranger, token)

    async def test_an_invitation_expires_after_72_hours(self, db: AsParty) -> None:
        guest = await factories.nobody_yet(db, email=GUEST)
        invitation = await _invite(db, await factories.donor(db))
        left = await db.session.scalar(
            text("SELECT expires_at - created_at FROM app.invitation WHERE id = :id"),
            {"id": invitation},
        )
        assert left is not None
        assert abs(left - dt.timedelta(hours=72)) < dt.timedelta(minutes=1)
        await db.session.execute(
            text("UPDATE app.invitation SET expires_at = clock_timestamp() WHERE id = :id"),
            {"id": invitation},
        )
        token = await _token(db)
        with pytest.raises(InvitationNotUsable):
            await _accept(db, guest, token)

    async def test_a_guessed_token_is_refused(self, db: AsParty) -> None:
        guest = await factories.nobody_yet(db, email=GUEST)
        await _invite(db, await factories.donor(db))
        with pytest.raises(InvitationNotUsable):
            await _accept(db, guest, "x" * 43)

    async def test_a_former_member_returns_in_the_new_role(self, db: AsParty) -> None:
        owner = await factories.donor(db)
        person = await factories.person(db, email=GUEST)
        await factories.member(
            db,
            owner.organisation_id,
            role=Role.OWNER,
            person_id=person,
            ends_on=dt.date(2020, 1, 1),
        )
        await _invite(db, owner, role=Role.VIEWER)
        guest = Viewer(actor_id=person)
        membership = await _accept(db, guest, await _token(db))
        assert await _membership(db, membership) == (
            owner.organisation_id,
            person,
            "VIEWER",
            None,
        )

    async def test_an_open_invitation_does_not_change_a_members_role(self, db: AsParty) -> None:
        owner = await factories.donor(db)
        await _invite(db, owner, role=Role.VIEWER)
        person = await factories.person(db, email=GUEST)
        await factories.member(db, owner.organisation_id, role=Role.OPERATOR, person_id=person)
        guest = Viewer(actor_id=person)
        membership = await _accept(db, guest, await _token(db))
        assert (await _membership(db, membership))[2] == "OPERATOR"
