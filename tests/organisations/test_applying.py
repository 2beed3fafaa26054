"""Applying as an organisation, and being verified, rejected or suspended."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ksbb.core.refusals import (
    InvalidInput,
    KeyReused,
    NotAllowed,
    NotFound,
    NotSignedIn,
    ReasonMissing,
    StateRefused,
)
from ksbb.core.viewer import NOBODY, Kind, Role, Viewer
from ksbb.domain.organisations.actions import (
    apply_as_organisation,
    reject_organisation,
    set_name_and_language,
    suspend_organisation,
    verify_organisation,
)
from ksbb.domain.organisations.rules import TooManyApplications
from tests import factories
from tests.as_party import AsParty

NAME = "PT Sinar Nusantara (contoh)"


async def _apply(
    db: AsParty,
    viewer: Viewer,
    key: UUID | None = None,
    kind: Kind = Kind.DONOR,
    changed: dict[str, str] | None = None,
) -> int:
    written = {
        "name": NAME,
        "about": "Perusahaan contoh.",
        "contact_email": "Kontak@Sinar.Contoh.id ",
        "contact_phone": "+62 21 5551234",
        **(changed or {}),
    }
    async with db.viewer(viewer) as tx:
        return await apply_as_organisation(tx, viewer, key or uuid4(), kind=kind, **written)


async def _state(db: AsParty, organisation: int) -> tuple[str, str | None]:
    row = await db.session.execute(
        text("SELECT state, reason FROM app.organisation WHERE id = :id"), {"id": organisation}
    )
    return tuple(row.one())


class TestApplying:
    async def test_nobody_can_apply_without_signing_in(self, db: AsParty) -> None:
        with pytest.raises(NotSignedIn):
            await _apply(db, NOBODY)

    async def test_the_pemprov_does_not_apply(self, db: AsParty) -> None:
        viewer = await factories.pemprov(db)
        with pytest.raises(NotAllowed):
            await _apply(db, viewer)

    async def test_nobody_applies_as_the_pemprov(self, db: AsParty) -> None:
        viewer = await factories.nobody_yet(db)
        with pytest.raises(InvalidInput) as refused:
            await _apply(db, viewer, kind=Kind.PEMPROV)
        assert refused.value.field == "kind"

    async def test_an_applicant_becomes_the_owner_and_sees_the_application(
        self, db: AsParty
    ) -> None:
        viewer = await factories.nobody_yet(db)
        made = await _apply(db, viewer)
        async with db.viewer(viewer) as tx:
            seen = (
                await tx.execute(
                    text(
                        "SELECT o.state, o.contact_email, m.role FROM app.organisation o"
                        " JOIN app.membership m ON m.organisation_id = o.id WHERE o.id = :id"
                    ),
                    {"id": made},
                )
            ).one()
        assert tuple(seen) == ("applied", "kontak@sinar.contoh.id", "OWNER")

    async def test_in_a_demo_made_up_organisations_are_labelled_in_their_name(
        self, db: AsParty
    ) -> None:
        viewer = await factories.nobody_yet(db)
        applied = [await _apply(db, viewer)]
        await factories.clock(db, "2020-05-03 12:00")
        applied.append(await _apply(db, viewer))
        applied.append(await _apply(db, viewer, changed={"name": "JNE"}))
        rows = await db.session.execute(
            text("SELECT is_example FROM app.organisation WHERE id = ANY (:ids) ORDER BY id"),
            {"ids": applied},
        )
        assert [example for (example,) in rows] == [False, True, False]

    async def test_an_applicant_has_no_public_profile(self, db: AsParty) -> None:
        made = await factories.organisation(db, state="applied")
        assert not await db.session.scalar(
            text("SELECT count(*) FROM pub.organisation WHERE id = :id"), {"id": made}
        )

    async def test_an_application_leaves_an_event_an_audit_row_and_a_step(
        self, db: AsParty
    ) -> None:
        viewer = await factories.nobody_yet(db)
        made = await _apply(db, viewer)
        left = await db.session.execute(
            text("""
                SELECT o.kind, a.action, a.person_id, a.facts ->> 'name', s.to_state, s.party
                FROM app.outbox o JOIN app.audit a ON a.event = o.event
                JOIN app.step s ON s.thing = o.thing AND s.thing_id = o.thing_id
                WHERE o.thing = 'organisation' AND o.thing_id = :id"""),
            {"id": made},
        )
        assert [tuple(row) for row in left] == [
            (
                "OrganisationApplied",
                "apply_as_organisation",
                viewer.person_id,
                NAME,
                "applied",
                "ANYBODY",
            )
        ]

    @pytest.mark.parametrize(
        ("field", "wrong"),
        [
            ("name", "A"),
            ("name", "A" * 201),
            ("about", "a" * 2001),
            ("contact_email", "tanpa-domain@"),
            ("contact_email", "dua@@contoh.id"),
            ("contact_phone", "nol delapan"),
        ],
    )
    async def test_a_value_that_cannot_be_stored_is_named(
        self, db: AsParty, field: str, wrong: str
    ) -> None:
        viewer = await factories.nobody_yet(db)
        with pytest.raises(InvalidInput) as refused:
            await _apply(db, viewer, changed={field: wrong})
        assert refused.value.field.lower() == field.replace("_", "")

    async def test_a_person_has_three_applications_waiting_at_most(self, db: AsParty) -> None:
        viewer, approver = await factories.nobody_yet(db), await factories.pemprov(db)
        made = [await _apply(db, viewer) for _ in range(3)]
        with pytest.raises(TooManyApplications) as refused:
            await _apply(db, viewer)
        assert refused.value.limit == 3
        async with db.viewer(approver) as tx:
            await verify_organisation(tx, approver, uuid4(), organisation=made[0])
        assert await _apply(db, viewer)


class TestTheKey:
    async def test_the_same_key_and_content_give_the_same_organisation(self, db: AsParty) -> None:
        viewer, key = await factories.nobody_yet(db), uuid4()
        assert await _apply(db, viewer, key) == await _apply(db, viewer, key)
        assert (
            await db.session.scalar(
                text("SELECT count(*) FROM app.membership WHERE person_id = :id"),
                {"id": viewer.person_id},
            )
            == 1
        )

    async def test_the_key_is_valid_although_the_applicant_now_acts_for_the_organisation(
        self, db: AsParty
    ) -> None:
        viewer, key = await factories.nobody_yet(db), uuid4()
        made = await _apply(db, viewer, key)
        later = Viewer(viewer.person_id, made, Kind.DONOR, Role.OWNER)
        assert await _apply(db, later, key) == made

    async def test_other_content_under_the_same_key_is_refused(self, db: AsParty) -> None:
        viewer, key = await factories.nobody_yet(db), uuid4()
        await _apply(db, viewer, key)
        with pytest.raises(KeyReused):
            await _apply(db, viewer, key, changed={"name": "Nama lain (contoh)"})

    async def test_another_mutation_with_the_same_key_is_refused(self, db: AsParty) -> None:
        approver, key = await factories.pemprov(db), uuid4()
        organisation = await factories.organisation(db, state="applied")
        async with db.viewer(approver) as tx:
            await verify_organisation(tx, approver, key, organisation=organisation)
        with pytest.raises(KeyReused):
            async with db.viewer(approver) as tx:
                await suspend_organisation(
                    tx, approver, key, organisation=organisation, reason="Uji"
                )

    async def test_two_people_may_use_the_same_key(self, db: AsParty) -> None:
        key, made = uuid4(), set[int]()
        for viewer in [await factories.nobody_yet(db), await factories.nobody_yet(db)]:
            made.add(await _apply(db, viewer, key))
        assert len(made) == 2

    async def test_a_refused_request_may_be_retried_with_the_same_key(self, db: AsParty) -> None:
        approver, key = await factories.pemprov(db), uuid4()
        organisation = await factories.organisation(db, state="applied")
        with pytest.raises(ReasonMissing):
            async with db.viewer(approver) as tx:
                await reject_organisation(tx, approver, key, organisation=organisation, reason=" ")
        async with db.viewer(approver) as tx:
            await reject_organisation(tx, approver, key, organisation=organisation, reason="Ganda")
        assert await _state(db, organisation) == ("rejected", "Ganda")


class TestVerifying:
    async def test_a_donor_does_not_verify(self, db: AsParty) -> None:
        viewer = await factories.donor(db)
        with pytest.raises(NotAllowed) as refused:
            async with db.viewer(viewer) as tx:
                await verify_organisation(tx, viewer, uuid4(), organisation=viewer.organisation_id)
        assert refused.value.kinds == [Kind.PEMPROV]

    async def test_a_viewer_of_the_pemprov_does_not_verify(self, db: AsParty) -> None:
        viewer = await factories.pemprov(db, Role.VIEWER)
        organisation = await factories.organisation(db, state="applied")
        with pytest.raises(NotAllowed):
            async with db.viewer(viewer) as tx:
                await verify_organisation(tx, viewer, uuid4(), organisation=organisation)

    async def test_a_verified_organisation_is_public(self, db: AsParty) -> None:
        approver = await factories.pemprov(db)
        organisation = await factories.organisation(db, state="applied", name="Roti Pagi (contoh)")
        async with db.viewer(approver) as tx:
            await verify_organisation(tx, approver, uuid4(), organisation=organisation)
        async with db.login("ksbb_public") as tx:
            profile = await tx.execute(
                text("SELECT name, verified FROM pub.organisation WHERE id = :id"),
                {"id": organisation},
            )
        assert tuple(profile.one()) == ("Roti Pagi (contoh)", True)

    @pytest.mark.parametrize(
        ("name", "example"), [("Roti Pagi (contoh)", True), ("Contoh Roti Pagi", False)]
    )
    async def test_an_organisation_labelled_as_made_up_is_shown_as_an_example(
        self, db: AsParty, name: str, example: bool
    ) -> None:
        approver = await factories.pemprov(db)
        organisation = await factories.organisation(db, state="applied", name=name)
        async with db.viewer(approver) as tx:
            await verify_organisation(tx, approver, uuid4(), organisation=organisation)
        shown = await db.session.scalar(
            text("SELECT is_example FROM pub.organisation WHERE id = :id"), {"id": organisation}
        )
        assert shown is example

    async def test_an_unknown_organisation_is_not_found(self, db: AsParty) -> None:
        approver = await factories.pemprov(db)
        with pytest.raises(NotFound):
            async with db.viewer(approver) as tx:
                await verify_organisation(tx, approver, uuid4(), organisation=2**40)

    async def test_a_rejected_organisation_is_not_verified(self, db: AsParty) -> None:
        approver = await factories.pemprov(db)
        organisation = await factories.organisation(db, state="rejected")
        with pytest.raises(StateRefused) as refused:
            async with db.viewer(approver) as tx:
                await verify_organisation(tx, approver, uuid4(), organisation=organisation)
        assert refused.value.state == "REJECTED"

    async def test_ending_a_suspension_removes_its_reason(self, db: AsParty) -> None:
        approver = await factories.pemprov(db)
        organisation = await factories.organisation(db, state="suspended")
        async with db.viewer(approver) as tx:
            await verify_organisation(tx, approver, uuid4(), organisation=organisation)
        assert await _state(db, organisation) == ("verified", None)


class TestSuspending:
    async def test_a_reason_is_required(self, db: AsParty) -> None:
        approver = await factories.pemprov(db)
        organisation = await factories.organisation(db)
        with pytest.raises(ReasonMissing):
            async with db.viewer(approver) as tx:
                await suspend_organisation(
                    tx, approver, uuid4(), organisation=organisation, reason=""
                )

    async def test_a_suspended_organisation_is_public_and_unverified(self, db: AsParty) -> None:
        approver = await factories.pemprov(db)
        organisation = await factories.organisation(db)
        async with db.viewer(approver) as tx:
            await suspend_organisation(
                tx, approver, uuid4(), organisation=organisation, reason="Izin dicabut"
            )
        assert await _state(db, organisation) == ("suspended", "Izin dicabut")
        assert not await db.session.scalar(
            text("SELECT verified FROM pub.organisation WHERE id = :id"), {"id": organisation}
        )

    async def test_the_pemprov_does_not_suspend_itself(self, db: AsParty) -> None:
        approver = await factories.pemprov(db)
        with pytest.raises(InvalidInput) as refused:
            async with db.viewer(approver) as tx:
                await suspend_organisation(
                    tx,
                    approver,
                    uuid4(),
                    organisation=approver.organisation_id,
                    reason="Uji",
                )
        assert refused.value.field == "organisation"

    async def test_the_database_refuses_that_the_pemprov_suspends_itself(self, db: AsParty) -> None:
        approver = await factories.pemprov(db)
        with pytest.raises(IntegrityError):
            async with db.viewer(approver) as tx:
                await tx.execute(
                    text(
                        "UPDATE app.organisation SET state = 'suspended', reason = 'Uji'"
                        " WHERE kind = 'PEMPROV'"
                    )
                )

    async def test_an_applicant_is_not_suspended(self, db: AsParty) -> None:
        approver = await factories.pemprov(db)
        organisation = await factories.organisation(db, state="applied")
        with pytest.raises(StateRefused):
            async with db.viewer(approver) as tx:
                await suspend_organisation(
                    tx, approver, uuid4(), organisation=organisation, reason="Uji"
                )


class TestIntroducingOneself:
    async def _introduce(self, db: AsParty, viewer: Viewer, name: str, locale: str = "id") -> int:
        async with db.viewer(viewer) as tx:
            return await set_name_and_language(tx, viewer, uuid4(), name=name, locale=locale)

    async def test_an_anonymous_visitor_cannot_set_a_name(self, db: AsParty) -> None:
        with pytest.raises(NotSignedIn):
            await self._introduce(db, NOBODY, "Sari")

    async def test_a_viewer_may_set_their_name_too(self, db: AsParty) -> None:
        viewer = await factories.pemprov(db, Role.VIEWER)
        await self._introduce(db, viewer, "  Sari   Contoh ", "en")
        kept = await db.session.execute(
            text("SELECT name, locale FROM app.person WHERE id = :id"), {"id": viewer.person_id}
        )
        assert tuple(kept.one()) == ("Sari Contoh", "en")

    @pytest.mark.parametrize(
        ("name", "locale", "field"),
        [("", "id", "name"), ("S" * 101, "id", "name"), ("Sari", "fr", "locale")],
    )
    async def test_a_name_that_cannot_be_stored_is_refused(
        self, db: AsParty, name: str, locale: str, field: str
    ) -> None:
        viewer = await factories.nobody_yet(db)
        with pytest.raises(InvalidInput) as refused:
            await self._introduce(db, viewer, name, locale)
        assert refused.value.field == field

    async def test_the_audit_does_not_contain_the_name(self, db: AsParty) -> None:
        viewer = await factories.donor(db)
        await self._introduce(db, viewer, "Sari")
        facts = await db.session.scalar(
            text("SELECT facts FROM app.audit WHERE thing = 'person' AND thing_id = :id"),
            {"id": viewer.person_id},
        )
        assert facts == {"locale": "id"}
