"""Pledges and their lines, attacked with SQL with the parties' own logins."""

from typing import Any

import pytest
from sqlalchemy import text

from ksbb.core.viewer import Role, Viewer
from ksbb.domain.pledges import actions
from tests import factories
from tests.tenants.parties import RIGHTS, STATE, Parties, in_role

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

    async def test_a_viewer_promises_nothing(self, there: Parties) -> None:
        for looking in (Role.VIEWER, Role.FIELD):
            assert await pledge(there, in_role(there.giver, looking)) in (RIGHTS, STATE)

    async def test_an_unverified_organisation_promises_nothing(self, there: Parties) -> None:
        assert await pledge(there, await factories.donor(there.db, state="applied")) == STATE

    async def test_only_an_aggregator_can_be_the_aggregator(self, there: Parties) -> None:
        other = there.donor.organisation_id
        assert await pledge(there, there.giver, executor=other, aggregator=other) == STATE

    async def test_via_pemprov_the_executor_is_the_pemprov(self, there: Parties) -> None:
        assert await pledge(there, there.giver, channel="VIA_PEMPROV", aggregator=None) == STATE

    async def test_an_aggregator_without_an_agreement_gets_no_pledge(self, there: Parties) -> None:
        bare = (await factories.aggregator(there.db)).organisation_id
        assert await pledge(there, there.giver, executor=bare, aggregator=bare) == STATE

    async def test_a_phase_that_is_over_takes_no_pledge(self, there: Parties) -> None:
        await factories.clock(there.db, "2020-05-01 00:00")
        assert await pledge(there, there.giver) == STATE

    async def test_a_direct_pledge_allocates_all_its_packages(self, there: Parties) -> None:
        giver = there.giver.organisation_id
        direct: dict[str, Any] = {"executor": giver, "aggregator": None, "channel": "DIRECT"}
        assert await pledge(there, there.giver, **direct) != ""


class TestLines:
    async def test_no_line_joins_a_pledge_that_was_submitted_before(self, there: Parties) -> None:
        await there.earlier()
        assert await line(there, there.giver, there.pledge) == STATE

    async def test_no_line_joins_a_pledge_that_was_committed(self, there: Parties) -> None:
        await there.move(there.executor, actions.accept, there.pledge)
        await there.move(there.pemprov, actions.commit, there.pledge)
        assert await line(there, there.giver, there.pledge) == STATE

    @pytest.mark.parametrize("package", ["SEMBAKO", "SIAP_SAJI"])
    async def test_another_organisations_pledge_gets_no_lines_and_does_not_reveal_its_own(
        self, there: Parties, package: str
    ) -> None:
        # It has a line of SEMBAKO: a unique index must not be checked first.
        mine = there.donor.organisation_id
        for giver in (mine, there.giver.organisation_id):
            refused = await line(there, there.donor, there.pledge, giver=giver, package=package)
            assert refused in (STATE, RIGHTS)
            assert refused == await line(there, there.donor, 10**9, giver=giver, package=package)

    async def test_a_viewer_adds_no_line(self, there: Parties) -> None:
        assert await line(there, in_role(there.giver, Role.VIEWER), there.pledge) in (STATE, RIGHTS)

    async def test_a_line_has_its_packages_current_version(self, there: Parties) -> None:
        # The price of the cheap package on the line of the expensive one.
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


class TestMoving:
    @pytest.mark.parametrize(
        "state", ["accepted", "committed", "rejected", "withdrawn", "lapsed", "completed"]
    )
    async def test_outsiders_change_no_pledge(self, there: Parties, state: str) -> None:
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
    async def test_the_parties_change_it_only_as_allowed(
        self, there: Parties, party: str, state: str
    ) -> None:
        move = "UPDATE app.pledge SET state = :state, reason = 'LAPSED' WHERE id = :pledge"
        refused = await there.stopped(getattr(there, party), move, state=state, pledge=there.pledge)
        assert refused == STATE

    async def test_a_viewer_changes_nothing(self, there: Parties) -> None:
        for viewer, state in (
            (there.giver, "withdrawn"),
            (there.executor, "accepted"),
            (there.pemprov, "rejected"),
        ):
            refused = await there.stopped(
                in_role(viewer, Role.VIEWER),
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

    async def test_nobody_changes_a_pledges_place_in_the_queue(self, there: Parties) -> None:
        since = await there.one(
            "SELECT waits_since FROM app.pledge WHERE id = :id", id=there.pledge
        )
        for viewer in (there.giver, there.executor):
            await there.run_sql(
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
    async def test_a_pledge_that_ends_releases_its_packages_in_the_same_transaction(
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

    async def test_a_committed_pledge_commits_its_packages_in_the_same_transaction(
        self, there: Parties
    ) -> None:
        await there.move(there.executor, actions.accept, there.pledge)
        refused = await there.stopped(
            there.pemprov,
            "UPDATE app.pledge SET state = 'committed' WHERE id = :pledge",
            pledge=there.pledge,
        )
        assert refused == "23000"

    async def test_nobody_commits_packages_before_the_pledge(self, there: Parties) -> None:
        for viewer in (there.giver, there.executor, there.pemprov):
            refused = await there.stopped(
                viewer, "SELECT app.needs_commit(:pledge)", pledge=there.pledge
            )
            assert refused == STATE

    async def test_packages_of_a_current_pledge_are_not_released(self, there: Parties) -> None:
        for viewer in (there.giver, there.executor, there.pemprov):
            refused = await there.stopped(
                viewer, "SELECT app.needs_release(:pledge)", pledge=there.pledge
            )
            assert refused == STATE

    async def test_the_reason_lapsed_is_only_for_the_system(self, there: Parties) -> None:
        await there.move(there.giver, actions.withdraw, there.pledge, reason="LAPSED")
        assert await there.seen(
            there.giver,
            "SELECT DISTINCT party FROM app.step WHERE to_state IN ('withdrawn', 'released')",
        ) == [("GIVER",)]

    async def test_a_withdrawal_is_never_recorded_as_lapsed(self, there: Parties) -> None:
        await there.move(there.executor, actions.accept, there.pledge)
        await there.move(there.pemprov, actions.commit, there.pledge)
        await there.move(there.giver, actions.withdraw, there.pledge, reason="LAPSED")
        assert (
            await there.one(
                "SELECT reason FROM app.allocation WHERE pledge_id = :id", id=there.pledge
            )
            == "withdrawn"
        )
