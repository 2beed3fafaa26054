"""What a pledge reserves, why it is refused, and its later states."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from ksbb.core import refusals
from ksbb.core.viewer import NOBODY, Viewer
from ksbb.domain.agreements.rules import AgreementNotInForce
from ksbb.domain.organisations.rules import OrganisationNotVerified
from ksbb.domain.pledges import actions, rules
from ksbb.domain.pledges.models import Channel
from tests import factories, small_programme
from tests.as_party import AsParty
from tests.small_programme import SmallProgramme


async def pledge(
    db: AsParty,
    it: SmallProgramme,
    viewer: Viewer,
    quantities: Sequence[int] = (10,),
    *,
    quantity: int | None = None,
    key: UUID | None = None,
    aggregator: Viewer | None = None,
    **changed: object,
) -> int:
    """Pledge these quantities of SEMBAKO to the programme's units, in their order.

    `quantity` is that of the line, the sum if None; `changed` are fields of the offer.
    """
    shares = tuple(
        rules.Share(unit, n) for unit, n in zip(it.units, quantities, strict=False) if n != 0
    )
    line = rules.Line(
        it.packages["SEMBAKO"], sum(quantities) if quantity is None else quantity, shares
    )
    offer = rules.Offer(
        it.phases[0],
        Channel.VIA_AGGREGATOR if aggregator else Channel.DIRECT,
        [line],
        aggregator_id=None if aggregator is None else aggregator.organisation_id,
        statement_accepted=True,
    )
    async with db.viewer(viewer) as session:
        return await actions.submit_pledge(
            session,
            viewer,
            key or uuid4(),
            offer=replace(offer, **changed),  # type: ignore[arg-type]
        )


async def act(db: AsParty, viewer: Viewer, action: object, pledge_id: int, **more: object) -> int:
    async with db.viewer(viewer) as session:
        return await action(session, viewer, uuid4(), pledge_id=pledge_id, **more)  # type: ignore[operator]


async def capacity(db: AsParty, need: int) -> tuple[int, int]:
    """Reserved and committed packages."""
    row = await db.session.execute(
        text("SELECT held, committed FROM pub.need WHERE id = :id"), {"id": need}
    )
    return tuple(row.one())  # type: ignore[return-value]


async def state(db: AsParty, pledge_id: int) -> str:
    found = await db.session.execute(
        text("SELECT state FROM app.pledge WHERE id = :id"), {"id": pledge_id}
    )
    return str(found.scalar_one())


async def ladder(db: AsParty, rung: str) -> int:
    """The province's total on this rung, before anything was folded."""
    found = await db.session.execute(
        text("SELECT coalesce(sum(quantity), 0) FROM pub.ladder_change WHERE rung = :rung"),
        {"rung": rung},
    )
    return int(found.scalar_one())


class TestPledge:
    async def test_an_anonymous_visitor_is_asked_to_sign_in(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        with pytest.raises(refusals.NotSignedIn):
            await actions.submit_pledge(
                db.session,
                NOBODY,
                uuid4(),
                offer=rules.Offer(it.phases[0], Channel.DIRECT, []),
            )

    async def test_a_viewer_cannot_pledge(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        donor = small_programme.reader(await factories.donor(db))
        with pytest.raises(refusals.NotAllowed):
            await pledge(db, it, donor)

    async def test_an_unverified_organisation_cannot_pledge(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        donor = await factories.donor(db, state="applied")
        with pytest.raises(OrganisationNotVerified):
            await pledge(db, it, donor)

    async def test_a_direct_pledge_reserves_what_it_allocates(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        made = await pledge(db, it, await factories.donor(db), [60, 40])
        assert await state(db, made) == "submitted"
        assert await capacity(db, it.need(0)) == (60, 0)
        assert await capacity(db, it.need(1)) == (40, 0)
        assert await ladder(db, "pledged") == 100
        assert await ladder(db, "committed") == 0

    async def test_the_last_packages_go_to_one_and_the_other_refusal_says_what_remains(
        self, db: AsParty
    ) -> None:
        it = await small_programme.programme(db)
        await pledge(db, it, await factories.donor(db), [60])
        with pytest.raises(rules.NeedAlreadyMet) as refused:
            await pledge(db, it, await factories.donor(db), [41])
        assert (refused.value.requested, refused.value.remaining) == (41, 40)
        assert "RW 01, Kebayoran Lama Utara" in refused.value.message("id")
        await pledge(db, it, await factories.donor(db), [40])
        assert await capacity(db, it.need(0)) == (100, 0)

    async def test_a_refused_pledge_changes_nothing(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        donor = await factories.donor(db)
        with pytest.raises(rules.NeedAlreadyMet):
            await pledge(db, it, donor, [10, 101])
        assert await capacity(db, it.need(0)) == (0, 0)
        count = await db.session.scalar(text("SELECT count(*) FROM app.pledge"))
        assert count == 0

    async def test_a_direct_pledge_names_a_unit_for_every_package(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        with pytest.raises(rules.DirectNotAllocated):
            await pledge(db, it, await factories.donor(db), [10], quantity=12)

    async def test_a_line_is_not_allocated_beyond_its_quantity(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        with pytest.raises(rules.LineExceeded):
            await pledge(db, it, await factories.donor(db), [10], quantity=9)

    @pytest.mark.parametrize("quantity", [0, -5, rules.MAX_PACKAGES + 1])
    async def test_a_quantity_is_a_number_of_packages(self, db: AsParty, quantity: int) -> None:
        it = await small_programme.programme(db)
        with pytest.raises(rules.QuantityInvalid):
            await pledge(db, it, await factories.donor(db), [], quantity=quantity)

    async def test_an_unknown_unit_is_not_found(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        it.units[0] = 999_999
        with pytest.raises(refusals.NotFound):
            await pledge(db, it, await factories.donor(db))

    async def test_an_unknown_package_is_not_found(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        it.packages["SEMBAKO"] = 999_999
        with pytest.raises(refusals.NotFound):
            await pledge(db, it, await factories.donor(db))

    async def test_a_phase_that_is_over_takes_no_pledge(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        await factories.clock(db, "2020-05-01 00:01")
        with pytest.raises(rules.PhaseClosed):
            await pledge(db, it, await factories.donor(db))
        await pledge(db, it, await factories.donor(db), phase_id=it.phases[1])

    async def test_a_closed_need_takes_no_pledge(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        async with db.viewer(it.pemprov) as session:
            await session.execute(
                text("UPDATE pub.need SET state = 'closed' WHERE id = :id"), {"id": it.need(0)}
            )
        with pytest.raises(rules.NeedClosed):
            await pledge(db, it, await factories.donor(db))

    async def test_the_statement_has_to_be_accepted(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        with pytest.raises(rules.StatementNotAccepted):
            await pledge(db, it, await factories.donor(db), statement_accepted=False)

    async def test_an_aggregator_without_an_agreement_in_force_can_not_be_chosen(
        self, db: AsParty
    ) -> None:
        it = await small_programme.programme(db)
        pmi = await small_programme.aggregator(db, agreement=False)
        with pytest.raises(AgreementNotInForce):
            await pledge(db, it, await factories.donor(db), aggregator=pmi)

    async def test_an_aggregators_own_pledge_needs_an_agreement_too(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        with pytest.raises(AgreementNotInForce):
            await pledge(db, it, await small_programme.aggregator(db, agreement=False))
        await pledge(db, it, await small_programme.aggregator(db))

    async def test_a_donor_is_not_an_aggregator(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        with pytest.raises(rules.ChannelInvalid):
            await pledge(
                db,
                it,
                await factories.donor(db),
                aggregator=await factories.donor(db),
            )

    async def test_the_same_key_pledges_once(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        donor, key = await factories.donor(db), uuid4()
        first = await pledge(db, it, donor, [10], key=key)
        assert await pledge(db, it, donor, [10], key=key) == first
        assert await capacity(db, it.need(0)) == (10, 0)
        with pytest.raises(refusals.KeyReused):
            await pledge(db, it, donor, [11], key=key)

    async def test_a_newcomer_holds_at_most_a_thousand_packages_in_a_phase(
        self, db: AsParty
    ) -> None:
        it = await small_programme.programme(db)
        async with db.viewer(it.pemprov) as session:
            await session.execute(
                text("UPDATE pub.need SET target = 5000, reason = 'uji' WHERE id = :id"),
                {"id": it.need(0)},
            )
        donor = await factories.donor(db)
        first = await pledge(db, it, donor, [600])
        with pytest.raises(rules.NewcomerLimit) as refused:
            await pledge(db, it, donor, [401])
        assert refused.value.left == 400
        await act(db, it.pemprov, actions.commit, first)
        await pledge(db, it, donor, [2000])


class TestCommit:
    async def test_a_donor_does_not_commit(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        donor = await factories.donor(db)
        made = await pledge(db, it, donor)
        with pytest.raises(refusals.NotAllowed):
            await act(db, donor, actions.commit, made)

    async def test_the_pemprov_commits_a_direct_pledge(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        made = await pledge(db, it, await factories.donor(db), [60, 40])
        await act(db, it.pemprov, actions.commit, made)
        assert await state(db, made) == "committed"
        assert await capacity(db, it.need(0)) == (0, 60)
        assert await ladder(db, "pledged") == 100
        assert await ladder(db, "committed") == 100
        rows = await db.session.execute(
            text("SELECT quantity, committed_on::text FROM pub.commitment ORDER BY quantity")
        )
        assert [tuple(row) for row in rows] == [(40, "2020-04-24"), (60, "2020-04-24")]

    async def test_a_committed_pledge_is_not_committed_again(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        made = await pledge(db, it, await factories.donor(db))
        await act(db, it.pemprov, actions.commit, made)
        with pytest.raises(rules.NothingAllocated):
            await act(db, it.pemprov, actions.commit, made)

    async def test_a_programme_may_commit_at_once(self, db: AsParty) -> None:
        it = await small_programme.programme(db, auto_commit=True)
        made = await pledge(db, it, await factories.donor(db))
        assert await state(db, made) == "committed"
        assert await capacity(db, it.need(0)) == (0, 10)


class TestThroughAnAggregator:
    async def test_an_aggregator_accepts_and_allocates_then_the_pemprov_commits(
        self, db: AsParty
    ) -> None:
        it = await small_programme.programme(db)
        donor, pmi = await factories.donor(db), await small_programme.aggregator(db)
        made = await pledge(db, it, donor, [], quantity=50, aggregator=pmi)
        with pytest.raises(refusals.StateRefused):
            await act(db, it.pemprov, actions.commit, made)
        await act(db, pmi, actions.accept, made)
        with pytest.raises(rules.NothingAllocated):
            await act(db, it.pemprov, actions.commit, made)
        lines = [rules.Line(it.packages["SEMBAKO"], 30, (rules.Share(it.units[1], 30),))]
        await act(db, pmi, actions.allocate, made, lines=lines)
        await act(db, it.pemprov, actions.commit, made)
        assert await capacity(db, it.need(1)) == (0, 30)
        # The rest is allocated later, and committed separately.
        lines = [rules.Line(it.packages["SEMBAKO"], 20, (rules.Share(it.units[2], 20),))]
        await act(db, pmi, actions.allocate, made, lines=lines)
        await act(db, it.pemprov, actions.commit, made)
        assert await capacity(db, it.need(2)) == (0, 20)
        with pytest.raises(rules.LineExceeded):
            await act(db, pmi, actions.allocate, made, lines=lines)

    async def test_only_its_executor_accepts(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        donor, pmi = await factories.donor(db), await small_programme.aggregator(db)
        made = await pledge(db, it, donor, aggregator=pmi)
        with pytest.raises(refusals.NotAllowed):
            await act(db, donor, actions.accept, made)
        with pytest.raises(refusals.NotFound):
            await act(db, await small_programme.aggregator(db), actions.accept, made)
        with pytest.raises(refusals.NotAllowed):
            await act(db, it.pemprov, actions.accept, made)

    async def test_a_lapsed_agreement_cannot_accept(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        donor, pmi = await factories.donor(db), await small_programme.aggregator(db)
        made = await pledge(db, it, donor, aggregator=pmi)
        async with db.viewer(it.pemprov) as session:
            await session.execute(
                text("UPDATE app.agreement SET state = 'suspended', reason = 'uji'")
            )
        with pytest.raises(AgreementNotInForce):
            await act(db, pmi, actions.accept, made)

    async def test_a_rejection_gives_its_reason_and_frees_the_capacity(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        donor, pmi = await factories.donor(db), await small_programme.aggregator(db)
        made = await pledge(db, it, donor, aggregator=pmi)
        with pytest.raises(refusals.ReasonMissing):
            await act(db, pmi, actions.reject, made, reason="  ")
        await act(db, pmi, actions.reject, made, reason="Gudang penuh")
        assert await state(db, made) == "rejected"
        assert await capacity(db, it.need(0)) == (0, 0)
        assert await ladder(db, "pledged") == 0

    async def test_an_expired_reservation_is_released_when_anybody_pledges_to_the_need(
        self, db: AsParty
    ) -> None:
        it = await small_programme.programme(db)
        donor, pmi = await factories.donor(db), await small_programme.aggregator(db)
        made = await pledge(db, it, donor, [100], aggregator=pmi)
        await factories.clock(db, "2020-04-27 07:59")
        with pytest.raises(rules.NeedAlreadyMet):
            await pledge(db, it, await factories.donor(db), [1])
        await factories.clock(db, "2020-04-27 08:01")
        await pledge(db, it, await factories.donor(db), [100])
        assert await capacity(db, it.need(0)) == (100, 0)
        with pytest.raises(rules.HoldLapsed):
            await act(db, pmi, actions.accept, made)
        async with db.login("ksbb_worker") as session:
            assert await session.scalar(text("SELECT app.lapse_pledges()")) == 1
        assert await state(db, made) == "lapsed"
        assert await capacity(db, it.need(0)) == (100, 0)

    async def test_an_accepted_reservation_does_not_expire(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        donor, pmi = await factories.donor(db), await small_programme.aggregator(db)
        made = await pledge(db, it, donor, aggregator=pmi)
        await act(db, pmi, actions.accept, made)
        await factories.clock(db, "2020-04-29 08:00")
        await act(db, it.pemprov, actions.commit, made)
        assert await capacity(db, it.need(0)) == (0, 10)

    async def test_the_pemprov_is_an_executor_as_well(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        made = await pledge(db, it, await factories.donor(db), channel=Channel.VIA_PEMPROV)
        await act(db, it.pemprov, actions.accept, made)
        await act(db, await factories.pemprov(db), actions.commit, made)
        assert await state(db, made) == "committed"


class TestWithdraw:
    async def test_a_waiting_pledge_is_withdrawn(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        donor = await factories.donor(db)
        made = await pledge(db, it, donor, [30])
        await act(db, donor, actions.withdraw, made)
        assert await state(db, made) == "withdrawn"
        assert await capacity(db, it.need(0)) == (0, 0)

    async def test_a_committed_pledge_needs_a_reason_and_leaves_the_ladder(
        self, db: AsParty
    ) -> None:
        it = await small_programme.programme(db)
        donor = await factories.donor(db)
        made = await pledge(db, it, donor, [30])
        await act(db, it.pemprov, actions.commit, made)
        with pytest.raises(refusals.ReasonMissing):
            await act(db, donor, actions.withdraw, made)
        await act(db, donor, actions.withdraw, made, reason="Anggaran berubah")
        assert await capacity(db, it.need(0)) == (0, 0)
        assert await ladder(db, "committed") == 0
        released = await db.session.scalar(text("SELECT released_on::text FROM pub.commitment"))
        assert released == "2020-04-24"

    async def test_nobody_else_withdraws_it(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        donor, pmi = await factories.donor(db), await small_programme.aggregator(db)
        made = await pledge(db, it, donor, aggregator=pmi)
        with pytest.raises(refusals.NotAllowed):
            await act(db, pmi, actions.withdraw, made)
        with pytest.raises(refusals.NotFound):
            await act(db, await factories.donor(db), actions.withdraw, made)
