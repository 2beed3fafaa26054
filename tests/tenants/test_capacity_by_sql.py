"""Capacity of needs and allocations, attacked with SQL with the parties' own logins."""

from typing import Any

import pytest

from ksbb.domain.pledges import actions
from tests.tenants.parties import CHECK, RIGHTS, STATE, Parties

RESERVE = """
    SELECT refusal FROM app.needs_reserve(:pledge, ARRAY(SELECT id FROM app.pledge_line
        WHERE pledge_id = :pledge LIMIT 1), ARRAY[CAST(:need AS bigint)],
        ARRAY[CAST(:quantity AS int)], NULL, NULL)
"""


class TestCapacity:
    @pytest.mark.parametrize("column", ["held", "committed"])
    async def test_nobody_changes_capacity_by_hand(self, there: Parties, column: str) -> None:
        for viewer in (there.giver, there.executor, there.pemprov):
            assert await there.stopped(viewer, f"UPDATE pub.need SET {column} = 0") == RIGHTS  # noqa: S608

    @pytest.mark.parametrize(
        "statement", ["INSERT INTO {} DEFAULT VALUES", "UPDATE {} SET state = state"]
    )
    async def test_nobody_changes_an_allocation_by_hand(
        self, there: Parties, statement: str
    ) -> None:
        for viewer in (there.giver, there.executor, there.pemprov):
            assert await there.stopped(viewer, statement.format("app.allocation")) == RIGHTS

    @pytest.mark.parametrize(
        "call",
        [
            "SELECT app.needs_commit(:pledge)",
            "SELECT app.needs_release(:pledge)",
            "SELECT app.holds_renew(:pledge)",
            "SELECT app.pledge_lock(:pledge)",
            RESERVE,
        ],
    )
    async def test_the_engines_functions_do_not_change_or_reveal_another_organisations_pledge(
        self, there: Parties, call: str
    ) -> None:
        for viewer in (there.donor, there.aggregator, there.nobody):
            values: dict[str, Any] = (
                {"need": there.it.need(), "quantity": 1} if call == RESERVE else {}
            )
            foreign = await there.stopped(viewer, call, pledge=there.pledge, **values)
            assert foreign == STATE
            assert foreign == await there.stopped(viewer, call, pledge=10**9, **values)

    @pytest.mark.parametrize(
        "call",
        [
            "SELECT app.allocations_release(ARRAY(SELECT id FROM app.allocation), 'x', 'LAPSED')",
            "SELECT app.lapse_pledges()",
            "SELECT app.expire_agreements()",
            "SELECT app.seal_audit()",
            "SELECT ledger.apply_ladder_changes()",
            "SELECT app.clock_set(now())",
            "SELECT app.demo_person_add('a@b.id', 'A')",
            "SELECT sec.delete_expired()",
            "SELECT sec.session_open(1, '', '')",
            "SELECT sec.person_for_email('a@b.id')",
            "SELECT sec.count_attempt('LINK_SOURCE', 'x', 1)",
        ],
    )
    async def test_nobody_calls_the_inner_functions(self, there: Parties, call: str) -> None:
        for viewer in (there.giver, there.executor, there.pemprov, there.nobody):
            assert await there.stopped(viewer, call) == RIGHTS

    async def test_the_executor_allocates_once_it_has_accepted(self, there: Parties) -> None:
        requested: dict[str, Any] = {"pledge": there.pledge, "need": there.it.need(), "quantity": 1}
        assert await there.stopped(there.executor, RESERVE, **requested) == STATE
        await there.move(there.executor, actions.accept, there.pledge)
        assert await there.seen(there.executor, RESERVE, **requested) == []

    async def test_the_giver_no_longer_allocates_after_acceptance(self, there: Parties) -> None:
        await there.move(there.executor, actions.accept, there.pledge)
        requested: dict[str, Any] = {"pledge": there.pledge, "need": there.it.need(), "quantity": 1}
        assert await there.stopped(there.giver, RESERVE, **requested) == STATE

    async def test_nothing_is_allocated_when_the_agreement_is_over(self, there: Parties) -> None:
        await there.move(there.executor, actions.accept, there.pledge)
        await there.touched(
            there.pemprov,
            "UPDATE app.agreement SET state = 'suspended', reason = 'uji'"
            " WHERE aggregator_id = :executor",
            executor=there.executor.organisation_id,
        )
        requested: dict[str, Any] = {"pledge": there.pledge, "need": there.it.need(), "quantity": 1}
        assert await there.stopped(there.executor, RESERVE, **requested) == STATE

    @pytest.mark.parametrize("quantity", [0, -5, None])
    async def test_a_quantity_below_one_changes_nothing(
        self, there: Parties, quantity: int | None
    ) -> None:
        requested: dict[str, Any] = {
            "pledge": there.pledge,
            "need": there.it.need(),
            "quantity": quantity,
        }
        assert await there.stopped(there.giver, RESERVE, **requested) in (CHECK, "23502")

    async def test_a_negative_part_cannot_hide_an_excess(self, there: Parties) -> None:
        twice = """
            SELECT r.refusal FROM app.pledge_line l, CAST(:need AS bigint) AS n,
                app.needs_reserve(:pledge, ARRAY[l.id, l.id], ARRAY[n, n], ARRAY[500, -495],
                                  NULL, NULL) r
            WHERE l.pledge_id = :pledge"""
        assert (
            await there.stopped(there.giver, twice, pledge=there.pledge, need=there.it.need())
            == CHECK
        )

    async def test_lists_of_different_lengths_reserve_nothing(self, there: Parties) -> None:
        call = """
            SELECT app.needs_reserve(:pledge, CAST('{}' AS bigint[]), ARRAY[CAST(:need AS bigint)],
                                     ARRAY[5, 5], NULL, NULL)"""
        before = await there.one("SELECT sum(held) FROM pub.need")
        refused = await there.stopped(there.giver, call, pledge=there.pledge, need=there.it.need())
        assert refused or before == await there.one("SELECT sum(held) FROM pub.need")

    async def test_anothers_line_is_not_allocated(self, there: Parties) -> None:
        mine = await there.promise(there.donor, 5, via=there.aggregator, held=0)
        foreign = """
            SELECT refusal FROM app.needs_reserve(:mine, ARRAY[CAST(:line AS bigint)],
                ARRAY[CAST(:need AS bigint)], ARRAY[1], NULL, NULL)"""
        line = await there.one(
            "SELECT id FROM app.pledge_line WHERE pledge_id = :id", id=there.pledge
        )
        assert await there.seen(
            there.donor, foreign, mine=mine, line=line, need=there.it.need()
        ) == [("UNKNOWN",)]
