"""Agreements and permits: submitted by an aggregator, activated and ended by the Pemprov."""

import datetime as dt
from collections.abc import Awaitable, Callable
from uuid import uuid4

import pytest
from sqlalchemy import text

from ksbb.core.refusals import (
    InvalidInput,
    NotAllowed,
    NotFound,
    NotSignedIn,
    ReasonMissing,
    SamePerson,
    StateRefused,
)
from ksbb.core.viewer import NOBODY, Kind, Role, Viewer
from ksbb.domain.agreements import actions
from ksbb.domain.agreements.rules import PeriodInvalid, PeriodOverlaps
from ksbb.domain.organisations.rules import OrganisationNotVerified
from tests import factories
from tests.as_party import AsParty

SPRING = {"starts_on": dt.date(2020, 4, 22), "ends_on": dt.date(2020, 12, 31)}


@pytest.fixture(autouse=True)
async def _third_of_may(db: AsParty) -> None:
    await factories.clock(db, "2020-05-03 12:00")


async def _submit(
    db: AsParty,
    viewer: Viewer,
    number: str = "PKS-01 (contoh)",
    starts_on: dt.date = SPRING["starts_on"],
    ends_on: dt.date = SPRING["ends_on"],
) -> int:
    async with db.viewer(viewer) as tx:
        return await actions.submit_agreement(
            tx, viewer, uuid4(), number=number, starts_on=starts_on, ends_on=ends_on
        )


async def _submit_permit(
    db: AsParty, viewer: Viewer, issuer: str = "Penerbit", cap: int = 100
) -> int:
    async with db.viewer(viewer) as tx:
        return await actions.submit_permit(
            tx, viewer, uuid4(), number="PUB-01", issuer=issuer, cost_cap=cap, **SPRING
        )


async def _activate(db: AsParty, viewer: Viewer, agreement: int) -> int:
    async with db.viewer(viewer) as tx:
        return await actions.activate_agreement(tx, viewer, uuid4(), agreement=agreement)


async def _in_force(db: AsParty, viewer: Viewer) -> tuple[bool, bool]:
    """The public facts: whether agreement and permit of the viewer's organisation are in force."""
    async with db.login("ksbb_public") as tx:
        row = await tx.execute(
            text("SELECT app.agreement_in_force(:id), app.permit_in_force(:id)"),
            {"id": viewer.organisation_id},
        )
        return tuple(row.one())


class TestSubmitting:
    async def test_nobody_submits_without_signing_in(self, db: AsParty) -> None:
        with pytest.raises(NotSignedIn):
            await _submit(db, NOBODY)

    async def test_a_donor_has_no_agreement(self, db: AsParty) -> None:
        viewer = await factories.donor(db)
        with pytest.raises(NotAllowed) as refused:
            await _submit(db, viewer)
        assert refused.value.kinds == [Kind.AGGREGATOR]

    async def test_a_person_with_the_role_viewer_cannot_submit(self, db: AsParty) -> None:
        viewer = await factories.aggregator(db, Role.VIEWER)
        with pytest.raises(NotAllowed):
            await _submit(db, viewer)

    async def test_an_unverified_aggregator_cannot_submit(self, db: AsParty) -> None:
        viewer = await factories.aggregator(db, state="applied")
        with pytest.raises(OrganisationNotVerified):
            await _submit(db, viewer)

    async def test_a_submitted_agreement_is_not_in_force(self, db: AsParty) -> None:
        viewer = await factories.aggregator(db, Role.OPERATOR)
        await _submit(db, viewer)
        assert await _in_force(db, viewer) == (False, False)

    async def test_its_first_step_names_the_aggregator(self, db: AsParty) -> None:
        viewer = await factories.aggregator(db)
        agreement = await _submit(db, viewer)
        async with db.viewer(viewer) as tx:
            steps = await tx.execute(
                text(
                    "SELECT from_state, to_state, party, effective FROM app.step"
                    " WHERE thing = 'agreement' AND thing_id = :id"
                ),
                {"id": agreement},
            )
        assert [tuple(s) for s in steps] == [("", "submitted", "EXECUTOR", dt.date(2020, 5, 3))]

    async def test_a_number_is_required(self, db: AsParty) -> None:
        viewer = await factories.aggregator(db)
        with pytest.raises(InvalidInput) as refused:
            await _submit(db, viewer, number="  ")
        assert refused.value.field == "number"

    @pytest.mark.parametrize(
        ("starts_on", "ends_on"), [("2020-12-31", "2020-12-30"), ("2020-01-01", "2020-05-02")]
    )
    async def test_an_impossible_period_is_refused(
        self, db: AsParty, starts_on: str, ends_on: str
    ) -> None:
        viewer = await factories.aggregator(db)
        first, last = dt.date.fromisoformat(starts_on), dt.date.fromisoformat(ends_on)
        with pytest.raises(PeriodInvalid) as refused:
            await _submit(db, viewer, starts_on=first, ends_on=last)
        assert (refused.value.starts_on, refused.value.ends_on) == (first, last)

    async def test_a_period_of_today_only_is_accepted(self, db: AsParty) -> None:
        viewer, today = await factories.aggregator(db), dt.date(2020, 5, 3)
        assert await _submit(db, viewer, starts_on=today, ends_on=today)

    async def test_a_permit_names_its_issuer(self, db: AsParty) -> None:
        viewer = await factories.aggregator(db)
        with pytest.raises(InvalidInput) as refused:
            await _submit_permit(db, viewer, issuer="")
        assert refused.value.field == "issuer"

    async def test_a_permit_caps_costs_at_a_tenth(self, db: AsParty) -> None:
        viewer = await factories.aggregator(db)
        assert await _submit_permit(db, viewer, cap=100)
        with pytest.raises(InvalidInput) as refused:
            await _submit_permit(db, viewer, cap=101)
        assert refused.value.field == "costCap"


class TestActivating:
    async def test_an_aggregator_does_not_activate_its_own(self, db: AsParty) -> None:
        viewer = await factories.aggregator(db)
        agreement = await _submit(db, viewer)
        with pytest.raises(NotAllowed) as refused:
            await _activate(db, viewer, agreement)
        assert refused.value.kinds == [Kind.PEMPROV]

    async def test_a_verifier_of_the_pemprov_does_not_activate(self, db: AsParty) -> None:
        viewer = await factories.aggregator(db)
        agreement = await _submit(db, viewer)
        with pytest.raises(NotAllowed):
            await _activate(db, await factories.pemprov(db, Role.VERIFIER), agreement)

    async def test_its_author_cannot_activate_it_as_a_person_of_the_pemprov(
        self, db: AsParty
    ) -> None:
        approver = await factories.pemprov(db)
        aggregator = await factories.aggregator(db)
        both = await factories.member(
            db, aggregator.organisation_id, Kind.AGGREGATOR, person_id=approver.person_id
        )
        agreement = await _submit(db, both)
        with pytest.raises(SamePerson):
            await _activate(db, approver, agreement)

    async def test_an_unknown_agreement_is_not_found(self, db: AsParty) -> None:
        with pytest.raises(NotFound):
            await _activate(db, await factories.pemprov(db), 2**40)

    async def test_it_is_in_force_from_its_first_to_its_last_day(self, db: AsParty) -> None:
        viewer, approver = await factories.aggregator(db), await factories.pemprov(db)
        first, last = dt.date(2020, 5, 4), dt.date(2020, 5, 5)
        await _activate(db, approver, await _submit(db, viewer, starts_on=first, ends_on=last))
        seen: list[bool] = []
        for moment in ["05-03 23:59", "05-04 00:01", "05-05 23:58", "05-06 00:01"]:
            await factories.clock(db, f"2020-{moment}")
            seen.append((await _in_force(db, viewer))[0])
        assert seen == [False, True, True, False]

    async def test_a_permit_is_in_force_without_an_agreement(self, db: AsParty) -> None:
        viewer, approver = await factories.aggregator(db), await factories.pemprov(db)
        permit = await _submit_permit(db, viewer)
        async with db.viewer(approver) as tx:
            await actions.activate_permit(tx, approver, uuid4(), permit=permit)
        assert await _in_force(db, viewer) == (False, True)

    async def test_an_agreement_whose_period_is_over_is_not_activated(self, db: AsParty) -> None:
        viewer, approver = await factories.aggregator(db), await factories.pemprov(db)
        agreement = await _submit(db, viewer)
        await factories.clock(db, "2021-01-01 09:00")
        with pytest.raises(PeriodInvalid):
            await _activate(db, approver, agreement)

    async def test_periods_of_one_aggregator_do_not_overlap(self, db: AsParty) -> None:
        viewer, approver = await factories.aggregator(db), await factories.pemprov(db)
        await factories.agreement(db, viewer, number="PKS-07", ends_on="2020-06-30")
        later = await _submit(db, viewer, starts_on=dt.date(2020, 6, 30))
        with pytest.raises(PeriodOverlaps) as refused:
            await _activate(db, approver, later)
        assert refused.value.number == "PKS-07"

    async def test_a_suspended_agreement_still_occupies_its_period(self, db: AsParty) -> None:
        viewer, approver = await factories.aggregator(db), await factories.pemprov(db)
        await factories.agreement(db, viewer, state="suspended")
        later = await _submit(db, viewer)
        with pytest.raises(PeriodOverlaps):
            await _activate(db, approver, later)

    async def test_the_day_after_and_another_aggregator_are_not_affected(self, db: AsParty) -> None:
        viewer, approver = await factories.aggregator(db), await factories.pemprov(db)
        await factories.agreement(db, viewer, ends_on="2020-06-30")
        await factories.agreement(db, await factories.aggregator(db))
        await _activate(db, approver, await _submit(db, viewer, starts_on=dt.date(2020, 7, 1)))

    async def test_the_database_gives_the_same_refusal(self, db: AsParty) -> None:
        # This happens when two are activated at once: neither transaction sees the other's.
        viewer, approver = await factories.aggregator(db), await factories.pemprov(db)
        await factories.agreement(db, viewer)
        later = await _submit(db, viewer)

        @actions.once
        async def unlooked(tx: actions.AsyncSession, viewer: Viewer, *, agreement: int) -> int:
            del viewer
            await tx.execute(
                text("UPDATE app.agreement SET state = 'active' WHERE id = :id"),
                {"id": agreement},
            )
            return agreement

        with pytest.raises(PeriodOverlaps):
            async with db.viewer(approver) as tx:
                await unlooked(tx, approver, uuid4(), agreement=later)


class TestSuspendingAndTerminating:
    async def test_a_suspended_one_is_not_in_force_until_it_is_active_again(
        self, db: AsParty
    ) -> None:
        viewer, approver = await factories.aggregator(db), await factories.pemprov(db)
        agreement = await factories.agreement(db, viewer)
        async with db.viewer(approver) as tx:
            await actions.suspend_agreement(
                tx, approver, uuid4(), agreement=agreement, reason="Diperiksa"
            )
        assert await _in_force(db, viewer) == (False, False)
        await _activate(db, approver, agreement)
        assert await _in_force(db, viewer) == (True, False)

    @pytest.mark.parametrize("action", [actions.suspend_permit, actions.terminate_permit])
    async def test_a_reason_is_required(
        self, db: AsParty, action: Callable[..., Awaitable[int]]
    ) -> None:
        viewer, approver = await factories.aggregator(db), await factories.pemprov(db)
        permit = await factories.permit(db, viewer)
        with pytest.raises(ReasonMissing):
            async with db.viewer(approver) as tx:
                await action(tx, approver, uuid4(), permit=permit, reason=" ")

    async def test_a_submitted_agreement_may_be_rejected(self, db: AsParty) -> None:
        viewer, approver = await factories.aggregator(db), await factories.pemprov(db)
        agreement = await _submit(db, viewer)
        async with db.viewer(approver) as tx:
            await actions.terminate_agreement(
                tx, approver, uuid4(), agreement=agreement, reason="Nomor salah"
            )
        async with db.viewer(viewer) as tx:
            seen = await tx.execute(
                text("SELECT state, reason FROM app.agreement WHERE id = :id"), {"id": agreement}
            )
            assert tuple(seen.one()) == ("terminated", "Nomor salah")

    async def test_an_ended_agreement_stays_ended(self, db: AsParty) -> None:
        viewer, approver = await factories.aggregator(db), await factories.pemprov(db)
        agreement = await factories.agreement(db, viewer, state="terminated")
        with pytest.raises(StateRefused) as refused:
            await _activate(db, approver, agreement)
        assert refused.value.state == "TERMINATED"
