"""Pledges, their lines and capacity, attacked with SQL on the parties' own logins."""

from typing import Any

import pytest
from sqlalchemy import text

from ksbb.kernel.viewer import Role, Viewer
from ksbb.pledges import actions
from tests import make
from tests.tenants.parties import CHECK, RIGHTS, STATE, Parties

PLEDGE = """
    INSERT INTO app.pledge (donor_id, executor_id, aggregator_id, channel, phase_id, state,
                            statement, created_by)
    VALUES (:giver, :executor, :aggregator, :channel, :phase, 'submitted', 'x', :person)
"""
LINE = """
    INSERT INTO app.pledge_line (pledge_id, donor_id, executor_id, phase_id, package_id,
                                 version_id, quantity)
    SELECT :pledge, :giver, :executor, :phase, v.package_id, v.id, :quantity
    FROM pub.package_version v JOIN pub.package k ON k.id = v.package_id WHERE k.code = :package
"""
RESERVE = """
    SELECT fault FROM app.needs_reserve(:pledge, ARRAY(SELECT id FROM app.pledge_line
        WHERE pledge_id = :pledge LIMIT 1), ARRAY[CAST(:need AS bigint)],
        ARRAY[CAST(:quantity AS int)], NULL, NULL)
"""


def role(viewer: Viewer, role: Role) -> Viewer:
    return Viewer(viewer.person_id, viewer.organisation_id, viewer.kind, role)


async def pledge(there: Parties, viewer: Viewer, **changed: object) -> str:
    values: dict[str, Any] = {
        "giver": viewer.organisation_id,
        "executor": there.executor.organisation_id,
        "aggregator": there.executor.organisation_id,
        "channel": "VIA_AGGREGATOR",
        "phase": there.it.phases[0],
        "person": viewer.person_id,
    }
    return await there.stopped(viewer, PLEDGE, **{**values, **changed})


async def line(there: Parties, viewer: Viewer, pledge: int, **changed: object) -> str:
    values: dict[str, Any] = {
        "pledge": pledge,
        "giver": there.giver.organisation_id,
        "executor": there.executor.organisation_id,
        "phase": there.it.phases[0],
        "package": "SIAP_SAJI",
        "quantity": 5,
    }
    return await there.stopped(viewer, LINE, **{**values, **changed})


class TestSubmitting:
    async def test_nobody_promises_in_anothers_name(self, there: Parties) -> None:
        giver = there.giver.organisation_id
        assert await pledge(there, there.donor, giver=giver) == RIGHTS
        assert await pledge(there, there.donor, person=there.giver.person_id) == RIGHTS

    async def test_who_only_looks_promises_nothing(self, there: Parties) -> None:
        for looking in (Role.VIEWER, Role.FIELD):
            assert await pledge(there, role(there.giver, looking)) in (RIGHTS, STATE)

    async def test_who_is_not_verified_promises_nothing(self, there: Parties) -> None:
        assert await pledge(there, await make.donor(there.db, state="applied")) == STATE

    async def test_only_an_aggregator_is_named_as_one(self, there: Parties) -> None:
        other = there.donor.organisation_id
        assert await pledge(there, there.giver, executor=other, aggregator=other) == STATE

    async def test_only_the_pemprov_takes_what_goes_through_it(self, there: Parties) -> None:
        assert await pledge(there, there.giver, channel="VIA_PEMPROV", aggregator=None) == STATE

    async def test_an_aggregator_without_an_agreement_gets_no_pledge(self, there: Parties) -> None:
        bare = (await make.aggregator(there.db)).organisation_id
        assert await pledge(there, there.giver, executor=bare, aggregator=bare) == STATE

    async def test_a_phase_that_is_over_takes_no_pledge(self, there: Parties) -> None:
        await make.clock(there.db, "2020-05-01 00:00")
        assert await pledge(there, there.giver) == STATE

    async def test_a_direct_pledge_says_where_all_of_it_goes(self, there: Parties) -> None:
        giver = there.giver.organisation_id
        direct: dict[str, Any] = {"executor": giver, "aggregator": None, "channel": "DIRECT"}
        assert await pledge(there, there.giver, **direct) != ""


class TestLines:
    async def test_no_line_joins_a_pledge_that_was_submitted_before(self, there: Parties) -> None:
        await there.earlier()
        assert await line(there, there.giver, there.pledge) == STATE

    async def test_nor_one_that_was_committed_since(self, there: Parties) -> None:
        await there.move(there.executor, actions.accept, there.pledge)
        await there.move(there.pemprov, actions.commit, there.pledge)
        assert await line(there, there.giver, there.pledge) == STATE

    @pytest.mark.parametrize("package", ["SEMBAKO", "SIAP_SAJI"])
    async def test_a_foreign_pledge_takes_none_and_does_not_tell_what_it_holds(
        self, there: Parties, package: str
    ) -> None:
        # It has a line of SEMBAKO: a unique index must not be asked first.
        mine = there.donor.organisation_id
        for giver in (mine, there.giver.organisation_id):
            refused = await line(there, there.donor, there.pledge, giver=giver, package=package)
            assert refused in (STATE, RIGHTS)
            assert refused == await line(there, there.donor, 10**9, giver=giver, package=package)

    async def test_who_only_looks_adds_none(self, there: Parties) -> None:
        assert await line(there, role(there.giver, Role.VIEWER), there.pledge) in (STATE, RIGHTS)

    async def test_a_line_is_of_its_packages_version_in_force(self, there: Parties) -> None:
        # The cheap package's price on the dear one's line.
        swapped = LINE.replace("v.package_id, v.id", ":other, v.id")
        values: dict[str, Any] = {
            "pledge": there.pledge,
            "giver": there.giver.organisation_id,
            "executor": there.executor.organisation_id,
            "phase": there.it.phases[0],
            "package": "SEMBAKO",
            "other": there.it.packages["SIAP_SAJI"],
            "quantity": 5,
        }
        assert await there.stopped(there.giver, swapped, **values) == STATE
        async with there.db.login("ksbb_worker") as session:
            await session.execute(
                text(
                    "INSERT INTO pub.package_version (package_id, number, price, contents, since)"
                    " VALUES (:package, 2, 50000, '[]', '2020-04-02')"
                ),
                {"package": there.it.packages["SIAP_SAJI"]},
            )
        superseded = f"{LINE} AND v.number = 1"
        assert (
            await there.stopped(there.giver, superseded, **{**values, "package": "SIAP_SAJI"})
            == STATE
        )

    @pytest.mark.parametrize("column", ["quantity", "allocated", "version_id", "package_id"])
    async def test_nobody_changes_a_line(self, there: Parties, column: str) -> None:
        change = f"UPDATE app.pledge_line SET {column} = {column}"  # noqa: S608
        for viewer in (there.giver, there.executor, there.pemprov):
            assert await there.stopped(viewer, change) == RIGHTS


class TestCapacity:
    @pytest.mark.parametrize("column", ["held", "committed"])
    async def test_nobody_moves_it_by_hand(self, there: Parties, column: str) -> None:
        for viewer in (there.giver, there.executor, there.pemprov):
            assert await there.stopped(viewer, f"UPDATE pub.need SET {column} = 0") == RIGHTS  # noqa: S608

    @pytest.mark.parametrize(
        "verb", ["INSERT INTO {} DEFAULT VALUES", "UPDATE {} SET state = state"]
    )
    async def test_nor_an_allocation(self, there: Parties, verb: str) -> None:
        for viewer in (there.giver, there.executor, there.pemprov):
            assert await there.stopped(viewer, verb.format("app.allocation")) == RIGHTS

    @pytest.mark.parametrize(
        "call",
        [
            "SELECT app.needs_commit(:pledge)",
            "SELECT app.needs_release(:pledge)",
            "SELECT app.holds_renew(:pledge)",
            "SELECT app.pledge_locked(:pledge)",
            RESERVE,
        ],
    )
    async def test_the_engine_moves_nothing_of_a_foreign_pledge_and_does_not_tell_of_it(
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
            "SELECT app.lapse_due()",
            "SELECT app.expire_due()",
            "SELECT app.seal_audit()",
            "SELECT ledger.fold()",
            "SELECT app.clock_set(now())",
            "SELECT app.demo_person_add('a@b.id', 'A')",
            "SELECT sec.tidy()",
            "SELECT sec.session_open(1, '', '')",
            "SELECT sec.person_of('a@b.id')",
            "SELECT sec.allow('LINK_SOURCE', 'x', 1)",
        ],
    )
    async def test_the_engines_inner_functions_are_nobodys(self, there: Parties, call: str) -> None:
        for viewer in (there.giver, there.executor, there.pemprov, there.nobody):
            assert await there.stopped(viewer, call) == RIGHTS

    async def test_the_executor_allocates_once_it_has_accepted(self, there: Parties) -> None:
        asked: dict[str, Any] = {"pledge": there.pledge, "need": there.it.need(), "quantity": 1}
        assert await there.stopped(there.executor, RESERVE, **asked) == STATE
        await there.move(there.executor, actions.accept, there.pledge)
        assert await there.seen(there.executor, RESERVE, **asked) == []

    async def test_and_the_giver_no_more_once_it_was(self, there: Parties) -> None:
        await there.move(there.executor, actions.accept, there.pledge)
        asked: dict[str, Any] = {"pledge": there.pledge, "need": there.it.need(), "quantity": 1}
        assert await there.stopped(there.giver, RESERVE, **asked) == STATE

    async def test_nothing_is_allocated_when_the_agreement_is_over(self, there: Parties) -> None:
        await there.move(there.executor, actions.accept, there.pledge)
        await there.touched(
            there.pemprov,
            "UPDATE app.agreement SET state = 'suspended', reason = 'uji'"
            " WHERE aggregator_id = :executor",
            executor=there.executor.organisation_id,
        )
        asked: dict[str, Any] = {"pledge": there.pledge, "need": there.it.need(), "quantity": 1}
        assert await there.stopped(there.executor, RESERVE, **asked) == STATE

    @pytest.mark.parametrize("quantity", [0, -5, None])
    async def test_a_quantity_below_one_takes_and_gives_nothing(
        self, there: Parties, quantity: int | None
    ) -> None:
        asked: dict[str, Any] = {
            "pledge": there.pledge,
            "need": there.it.need(),
            "quantity": quantity,
        }
        assert await there.stopped(there.giver, RESERVE, **asked) in (CHECK, "23502")

    async def test_a_negative_part_cannot_hide_what_is_taken_beyond(self, there: Parties) -> None:
        twice = """
            SELECT r.fault FROM app.pledge_line l, CAST(:need AS bigint) AS n,
                app.needs_reserve(:pledge, ARRAY[l.id, l.id], ARRAY[n, n], ARRAY[500, -495],
                                  NULL, NULL) r
            WHERE l.pledge_id = :pledge"""
        assert (
            await there.stopped(there.giver, twice, pledge=there.pledge, need=there.it.need())
            == CHECK
        )

    async def test_lists_of_other_lengths_take_nothing(self, there: Parties) -> None:
        call = """
            SELECT app.needs_reserve(:pledge, CAST('{}' AS bigint[]), ARRAY[CAST(:need AS bigint)],
                                     ARRAY[5, 5], NULL, NULL)"""
        before = await there.one("SELECT sum(held) FROM pub.need")
        refused = await there.stopped(there.giver, call, pledge=there.pledge, need=there.it.need())
        assert refused or before == await there.one("SELECT sum(held) FROM pub.need")

    async def test_anothers_line_is_not_allocated(self, there: Parties) -> None:
        mine = await there.promise(there.donor, 5, via=there.aggregator, held=0)
        foreign = """
            SELECT fault FROM app.needs_reserve(:mine, ARRAY[CAST(:line AS bigint)],
                ARRAY[CAST(:need AS bigint)], ARRAY[1], NULL, NULL)"""
        line = await there.one(
            "SELECT id FROM app.pledge_line WHERE pledge_id = :id", id=there.pledge
        )
        assert await there.seen(
            there.donor, foreign, mine=mine, line=line, need=there.it.need()
        ) == [("UNKNOWN",)]


class TestMoving:
    @pytest.mark.parametrize(
        "state", ["accepted", "committed", "rejected", "withdrawn", "lapsed", "completed"]
    )
    async def test_who_stands_outside_moves_no_pledge(self, there: Parties, state: str) -> None:
        move = "UPDATE app.pledge SET state = :state, reason = 'x' WHERE id = :pledge"
        for viewer in (there.donor, there.aggregator, there.nobody):
            assert await there.touched(viewer, move, state=state, pledge=there.pledge) == 0

    @pytest.mark.parametrize(
        ("party", "state"),
        [
            ("giver", "accepted"),
            ("giver", "committed"),
            ("giver", "rejected"),
            ("giver", "lapsed"),
            ("giver", "completed"),
            ("executor", "committed"),
            ("executor", "withdrawn"),
            ("executor", "lapsed"),
            ("pemprov", "accepted"),
            ("pemprov", "withdrawn"),
            ("pemprov", "committed"),
            ("pemprov", "lapsed"),
        ],
    )
    async def test_the_parties_move_it_only_as_they_may(
        self, there: Parties, party: str, state: str
    ) -> None:
        move = "UPDATE app.pledge SET state = :state, reason = 'LAPSED' WHERE id = :pledge"
        refused = await there.stopped(getattr(there, party), move, state=state, pledge=there.pledge)
        assert refused == STATE

    async def test_who_only_looks_moves_nothing(self, there: Parties) -> None:
        for viewer, state in (
            (there.giver, "withdrawn"),
            (there.executor, "accepted"),
            (there.pemprov, "rejected"),
        ):
            refused = await there.stopped(
                role(viewer, Role.VIEWER),
                "UPDATE app.pledge SET state = :state, reason = 'x' WHERE id = :pledge",
                state=state,
                pledge=there.pledge,
            )
            assert (
                refused == STATE
                or await there.one("SELECT state FROM app.pledge WHERE id = :id", id=there.pledge)
                == "submitted"
            )

    @pytest.mark.parametrize("party", ["giver", "executor", "pemprov"])
    async def test_a_reason_belongs_to_its_step(self, there: Parties, party: str) -> None:
        await there.move(there.executor, actions.reject, there.pledge, reason="terlalu jauh")
        other = "UPDATE app.pledge SET reason = 'lain' WHERE id = :pledge"
        assert await there.stopped(getattr(there, party), other, pledge=there.pledge) == STATE

    async def test_nobody_pushes_a_pledge_back_in_the_queue(self, there: Parties) -> None:
        since = await there.one(
            "SELECT waits_since FROM app.pledge WHERE id = :id", id=there.pledge
        )
        for viewer in (there.giver, there.executor):
            await there.by_hand(
                viewer, "UPDATE app.pledge SET state = state WHERE id = :id", id=there.pledge
            )
        assert since == await there.one(
            "SELECT waits_since FROM app.pledge WHERE id = :id", id=there.pledge
        )

    @pytest.mark.parametrize(
        "column",
        ["donor_id", "executor_id", "aggregator_id", "channel", "phase_id", "created_by", "xid"],
    )
    async def test_nobody_changes_what_was_promised(self, there: Parties, column: str) -> None:
        change = f"UPDATE app.pledge SET {column} = {column}"  # noqa: S608
        for viewer in (there.giver, there.executor, there.pemprov):
            assert await there.stopped(viewer, change) == RIGHTS

    @pytest.mark.parametrize("state", ["withdrawn", "rejected"])
    async def test_a_pledge_that_ends_lets_go_in_the_same_transaction(
        self, there: Parties, state: str
    ) -> None:
        party = there.giver if state == "withdrawn" else there.executor
        refused = await there.stopped(
            party,
            "UPDATE app.pledge SET state = :state, reason = 'x' WHERE id = :pledge",
            state=state,
            pledge=there.pledge,
        )
        assert refused == "23000"

    async def test_what_is_committed_is_committed_in_the_same_transaction(
        self, there: Parties
    ) -> None:
        await there.move(there.executor, actions.accept, there.pledge)
        refused = await there.stopped(
            there.pemprov,
            "UPDATE app.pledge SET state = 'committed' WHERE id = :pledge",
            pledge=there.pledge,
        )
        assert refused == "23000"

    async def test_nobody_commits_before_the_pledge_is(self, there: Parties) -> None:
        for viewer in (there.giver, there.executor, there.pemprov):
            refused = await there.stopped(
                viewer, "SELECT app.needs_commit(:pledge)", pledge=there.pledge
            )
            assert refused == STATE

    async def test_nobody_releases_what_has_not_ended(self, there: Parties) -> None:
        for viewer in (there.giver, there.executor, there.pemprov):
            refused = await there.stopped(
                viewer, "SELECT app.needs_release(:pledge)", pledge=there.pledge
            )
            assert refused == STATE

    async def test_saying_lapsed_makes_nobody_the_system(self, there: Parties) -> None:
        await there.move(there.giver, actions.withdraw, there.pledge, reason="LAPSED")
        assert await there.seen(
            there.giver,
            "SELECT DISTINCT party FROM app.step WHERE becomes IN ('withdrawn', 'released')",
        ) == [("GIVER",)]

    async def test_not_even_of_what_was_committed(self, there: Parties) -> None:
        await there.move(there.executor, actions.accept, there.pledge)
        await there.move(there.pemprov, actions.commit, there.pledge)
        await there.move(there.giver, actions.withdraw, there.pledge, reason="LAPSED")
        assert (
            await there.one(
                "SELECT reason FROM app.allocation WHERE pledge_id = :id", id=there.pledge
            )
            == "withdrawn"
        )
