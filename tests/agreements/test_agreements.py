"""Agreements and permits: submitted by an aggregator, put into force and ended by the Pemprov."""

import datetime as dt
from collections.abc import Awaitable, Callable
from uuid import uuid4

import pytest
from sqlalchemy import text

from ksbb.agreements import actions
from ksbb.agreements.rules import PeriodInvalid, PeriodOverlaps
from ksbb.kernel.errors import (
    InvalidInput,
    NotAllowed,
    NotFound,
    NotSignedIn,
    ReasonMissing,
    SamePerson,
    StateRefused,
)
from ksbb.kernel.viewer import NOBODY, Kind, Role, Viewer
from ksbb.organisations.rules import OrganisationNotVerified
from tests import make
from tests.acting import Acting

SPRING = {"starts_on": dt.date(2020, 4, 22), "ends_on": dt.date(2020, 12, 31)}


@pytest.fixture(autouse=True)
async def _third_of_may(db: Acting) -> None:
    await make.clock(db, "2020-05-03 12:00")


async def _submit(
    db: Acting,
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
    db: Acting, viewer: Viewer, issuer: str = "Penerbit", cap: int = 100
) -> int:
    async with db.viewer(viewer) as tx:
        return await actions.submit_permit(
            tx, viewer, uuid4(), number="PUB-01", issuer=issuer, cost_cap=cap, **SPRING
        )


async def _activate(db: Acting, viewer: Viewer, agreement: int) -> int:
    async with db.viewer(viewer) as tx:
        return await actions.activate_agreement(tx, viewer, uuid4(), agreement=agreement)


async def _in_force(db: Acting, viewer: Viewer) -> tuple[bool, bool]:
    """What anybody may know: agreement and permit of the viewer's organisation."""
    async with db.login("ksbb_public") as tx:
        row = await tx.execute(
            text("SELECT app.agreement_in_force(:id), app.permit_in_force(:id)"),
            {"id": viewer.organisation_id},
        )
        return tuple(row.one())


class TestSubmitting:
    async def test_nobody_submits_without_signing_in(self, db: Acting) -> None:
        with pytest.raises(NotSignedIn):
            await _submit(db, NOBODY)

    async def test_a_donor_has_no_agreement(self, db: Acting) -> None:
        viewer = await make.donor(db)
        with pytest.raises(NotAllowed) as refused:
            await _submit(db, viewer)
        assert refused.value.kinds == [Kind.AGGREGATOR]

    async def test_a_viewer_does_not_submit(self, db: Acting) -> None:
        viewer = await make.aggregator(db, Role.VIEWER)
        with pytest.raises(NotAllowed):
            await _submit(db, viewer)

    async def test_an_aggregator_that_is_not_verified_waits(self, db: Acting) -> None:
        viewer = await make.aggregator(db, state="applied")
        with pytest.raises(OrganisationNotVerified):
            await _submit(db, viewer)

    async def test_submitted_it_is_not_in_force(self, db: Acting) -> None:
        viewer = await make.aggregator(db, Role.OPERATOR)
        await _submit(db, viewer)
        assert await _in_force(db, viewer) == (False, False)

    async def test_its_first_step_is_the_aggregators(self, db: Acting) -> None:
        viewer = await make.aggregator(db)
        agreement = await _submit(db, viewer)
        async with db.viewer(viewer) as tx:
            steps = await tx.execute(
                text(
                    "SELECT was, becomes, party, effective FROM app.step"
                    " WHERE thing = 'agreement' AND thing_id = :id"
                ),
                {"id": agreement},
            )
        assert [tuple(s) for s in steps] == [("", "submitted", "EXECUTOR", dt.date(2020, 5, 3))]

    async def test_a_number_is_wanted(self, db: Acting) -> None:
        viewer = await make.aggregator(db)
        with pytest.raises(InvalidInput) as refused:
            await _submit(db, viewer, number="  ")
        assert refused.value.field == "number"

    @pytest.mark.parametrize(
        ("starts_on", "ends_on"), [("2020-12-31", "2020-12-30"), ("2020-01-01", "2020-05-02")]
    )
    async def test_a_period_that_can_not_be_is_refused(
        self, db: Acting, starts_on: str, ends_on: str
    ) -> None:
        viewer = await make.aggregator(db)
        first, last = dt.date.fromisoformat(starts_on), dt.date.fromisoformat(ends_on)
        with pytest.raises(PeriodInvalid) as refused:
            await _submit(db, viewer, starts_on=first, ends_on=last)
        assert (refused.value.starts_on, refused.value.ends_on) == (first, last)

    async def test_a_period_of_today_alone_is_a_period(self, db: Acting) -> None:
        viewer, today = await make.aggregator(db), dt.date(2020, 5, 3)
        assert await _submit(db, viewer, starts_on=today, ends_on=today)

    async def test_a_permit_names_its_issuer(self, db: Acting) -> None:
        viewer = await make.aggregator(db)
        with pytest.raises(InvalidInput) as refused:
            await _submit_permit(db, viewer, issuer="")
        assert refused.value.field == "issuer"

    async def test_a_permit_caps_costs_at_a_tenth(self, db: Acting) -> None:
        viewer = await make.aggregator(db)
        assert await _submit_permit(db, viewer, cap=100)
        with pytest.raises(InvalidInput) as refused:
            await _submit_permit(db, viewer, cap=101)
        assert refused.value.field == "costCap"


class TestActivating:
    async def test_an_aggregator_does_not_activate_its_own(self, db: Acting) -> None:
        viewer = await make.aggregator(db)
        agreement = await _submit(db, viewer)
        with pytest.raises(NotAllowed) as refused:
            await _activate(db, viewer, agreement)
        assert refused.value.kinds == [Kind.PEMPROV]

    async def test_a_verifier_of_the_pemprov_does_not_activate(self, db: Acting) -> None:
        viewer = await make.aggregator(db)
        agreement = await _submit(db, viewer)
        with pytest.raises(NotAllowed):
            await _activate(db, await make.pemprov(db, Role.VERIFIER), agreement)

    async def test_who_wrote_it_does_not_activate_it_for_the_pemprov_either(
        self, db: Acting
    ) -> None:
        approver = await make.pemprov(db)
        aggregator = await make.aggregator(db)
        both = await make.member(
            db, aggregator.organisation_id, Kind.AGGREGATOR, person_id=approver.person_id
        )
        agreement = await _submit(db, both)
        with pytest.raises(SamePerson):
            await _activate(db, approver, agreement)

    async def test_what_is_not_there_is_not_found(self, db: Acting) -> None:
        with pytest.raises(NotFound):
            await _activate(db, await make.pemprov(db), 2**40)

    async def test_it_is_in_force_from_its_first_to_its_last_day(self, db: Acting) -> None:
        viewer, approver = await make.aggregator(db), await make.pemprov(db)
        first, last = dt.date(2020, 5, 4), dt.date(2020, 5, 5)
        await _activate(db, approver, await _submit(db, viewer, starts_on=first, ends_on=last))
        seen: list[bool] = []
        for moment in ["05-03 23:59", "05-04 00:01", "05-05 23:58", "05-06 00:01"]:
            await make.clock(db, f"2020-{moment}")
            seen.append((await _in_force(db, viewer))[0])
        assert seen == [False, True, True, False]

    async def test_a_permit_is_in_force_without_an_agreement(self, db: Acting) -> None:
        viewer, approver = await make.aggregator(db), await make.pemprov(db)
        permit = await _submit_permit(db, viewer)
        async with db.viewer(approver) as tx:
            await actions.activate_permit(tx, approver, uuid4(), permit=permit)
        assert await _in_force(db, viewer) == (False, True)

    async def test_what_is_over_is_not_put_into_force(self, db: Acting) -> None:
        viewer, approver = await make.aggregator(db), await make.pemprov(db)
        agreement = await _submit(db, viewer)
        await make.clock(db, "2021-01-01 09:00")
        with pytest.raises(PeriodInvalid):
            await _activate(db, approver, agreement)

    async def test_periods_of_one_aggregator_do_not_overlap(self, db: Acting) -> None:
        viewer, approver = await make.aggregator(db), await make.pemprov(db)
        await make.agreement(db, viewer, number="PKS-07", ends_on="2020-06-30")
        later = await _submit(db, viewer, starts_on=dt.date(2020, 6, 30))
        with pytest.raises(PeriodOverlaps) as refused:
            await _activate(db, approver, later)
        assert refused.value.number == "PKS-07"

    async def test_a_suspended_one_still_takes_its_period(self, db: Acting) -> None:
        viewer, approver = await make.aggregator(db), await make.pemprov(db)
        await make.agreement(db, viewer, state="suspended")
        later = await _submit(db, viewer)
        with pytest.raises(PeriodOverlaps):
            await _activate(db, approver, later)

    async def test_the_day_after_and_another_aggregator_are_free(self, db: Acting) -> None:
        viewer, approver = await make.aggregator(db), await make.pemprov(db)
        await make.agreement(db, viewer, ends_on="2020-06-30")
        await make.agreement(db, await make.aggregator(db))
        await _activate(db, approver, await _submit(db, viewer, starts_on=dt.date(2020, 7, 1)))

    async def test_the_database_says_it_as_kindly(self, db: Acting) -> None:
        # As it is when two are activated at once: neither sees the other when it looks.
        viewer, approver = await make.aggregator(db), await make.pemprov(db)
        await make.agreement(db, viewer)
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
        self, db: Acting
    ) -> None:
        viewer, approver = await make.aggregator(db), await make.pemprov(db)
        agreement = await make.agreement(db, viewer)
        async with db.viewer(approver) as tx:
            await actions.suspend_agreement(
                tx, approver, uuid4(), agreement=agreement, reason="Diperiksa"
            )
        assert await _in_force(db, viewer) == (False, False)
        await _activate(db, approver, agreement)
        assert await _in_force(db, viewer) == (True, False)

    @pytest.mark.parametrize("verb", [actions.suspend_permit, actions.terminate_permit])
    async def test_a_reason_is_wanted(
        self, db: Acting, verb: Callable[..., Awaitable[int]]
    ) -> None:
        viewer, approver = await make.aggregator(db), await make.pemprov(db)
        permit = await make.permit(db, viewer)
        with pytest.raises(ReasonMissing):
            async with db.viewer(approver) as tx:
                await verb(tx, approver, uuid4(), permit=permit, reason=" ")

    async def test_what_was_submitted_may_be_turned_down(self, db: Acting) -> None:
        viewer, approver = await make.aggregator(db), await make.pemprov(db)
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

    async def test_what_has_ended_stays_ended(self, db: Acting) -> None:
        viewer, approver = await make.aggregator(db), await make.pemprov(db)
        agreement = await make.agreement(db, viewer, state="terminated")
        with pytest.raises(StateRefused) as refused:
            await _activate(db, approver, agreement)
        assert refused.value.state == "TERMINATED"
