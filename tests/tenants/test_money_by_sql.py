"""The ledger, contributions and fundings, attacked with SQL with the parties' own logins."""

from typing import Any

import pytest

from ksbb.core.viewer import Role, Viewer
from ksbb.domain.pledges import actions
from tests import factories, small_programme
from tests.tenants.parties import RIGHTS, STATE, Parties, in_role

GIFT = """
    INSERT INTO app.contribution (donor_id, executor_id, intended, received, state, bank_reference,
                                  created_by)
    VALUES (:giver, :executor, 100, :received, :state, :reference, :person)
"""
FUND = """
    INSERT INTO app.funding (line_id, pledge_id, package_id, contribution_id, donor_id,
                             executor_id, amount, packages)
    SELECT l.id, l.pledge_id, l.package_id, :money, :giver, :executor, :amount, :packages
    FROM app.pledge_line l WHERE l.pledge_id = :pledge
"""


async def gift(there: Parties, viewer: Viewer, **changed: object) -> str:
    values: dict[str, Any] = {
        "giver": there.giver.organisation_id,
        "executor": there.executor.organisation_id,
        "received": None,
        "state": "intended",
        "reference": None,
        "person": viewer.person_id,
    }
    return await there.stopped(viewer, GIFT, **{**values, **changed})


async def fund(there: Parties, viewer: Viewer, pledge: int, **changed: object) -> str:
    values: dict[str, Any] = {
        "pledge": pledge,
        "money": there.contribution,
        "giver": there.giver.organisation_id,
        "executor": there.executor.organisation_id,
        "amount": 200_000,
        "packages": 1,
    }
    return await there.stopped(viewer, FUND, **{**values, **changed})


class TestBooks:
    @pytest.mark.parametrize(
        ("table", "column"),
        [("account", "balance"), ("journal", "effective"), ("transfer", "quantity")],
    )
    async def test_nobody_writes_them_by_hand(
        self, there: Parties, table: str, column: str
    ) -> None:
        # A tenant's own posting would be in the public ladder without a pledge.
        for viewer in (there.giver, there.executor, there.pemprov, there.nobody):
            for write in (
                f"INSERT INTO ledger.{table} DEFAULT VALUES",
                f"UPDATE ledger.{table} SET {column} = {column}",  # noqa: S608
                f"DELETE FROM ledger.{table}",  # noqa: S608
                f"TRUNCATE ledger.{table} CASCADE",
            ):
                assert await there.stopped(viewer, write) == RIGHTS

    @pytest.mark.parametrize(
        "call",
        [
            (
                "ledger.post_packages('PROMISE', 1, 1, 'x', 'x', 1, 'promise', 'committed', '{1}',"
                " '{X}', '{1000}', 1, app.today(), NULL)"
            ),
            "ledger.post_money(1, 1, 'x', 'x', 1, 'outside', 'received', 1, 1, app.today(), NULL)",
        ],
    )
    async def test_nobody_calls_the_functions_that_post(self, there: Parties, call: str) -> None:
        for viewer in (there.giver, there.executor, there.pemprov, there.nobody):
            assert await there.stopped(viewer, f"SELECT {call}") == RIGHTS

    @pytest.mark.parametrize("table", ["ladder", "ladder_change", "commitment", "gift"])
    async def test_nobody_writes_the_public_sums_of_the_ledger(
        self, there: Parties, table: str
    ) -> None:
        for viewer in (there.giver, there.executor, there.pemprov, there.nobody):
            for write in ("INSERT INTO pub.{} DEFAULT VALUES", "DELETE FROM pub.{}"):
                assert await there.stopped(viewer, write.format(table)) == RIGHTS


class TestContributions:
    async def test_nobody_intends_or_records_a_contribution_in_anothers_name(
        self, there: Parties
    ) -> None:
        giver = there.giver.organisation_id
        assert await gift(there, there.donor, giver=giver) == RIGHTS
        assert await gift(there, there.donor, person=there.giver.person_id) == RIGHTS
        came: dict[str, Any] = {"state": "received", "received": 100, "reference": "B"}
        assert await gift(there, there.donor, giver=giver, **came) == RIGHTS
        assert await gift(there, there.giver, **came) == RIGHTS
        assert await gift(there, there.aggregator, **came) == RIGHTS

    async def test_a_donor_cannot_mark_its_own_money_as_received(self, there: Parties) -> None:
        to_itself: dict[str, Any] = {
            "executor": there.donor.organisation_id,
            "giver": there.giver.organisation_id,
        }
        assert (
            await gift(
                there, there.donor, state="received", received=10**12, reference="B", **to_itself
            )
            == STATE
        )

    async def test_a_viewer_gives_and_records_nothing(self, there: Parties) -> None:
        for viewer in (there.giver, there.executor):
            looking = in_role(viewer, Role.VIEWER)
            assert await gift(there, looking) == RIGHTS

    @pytest.mark.parametrize("missing", ["agreement", "permit"])
    async def test_money_goes_only_to_organisations_that_may_collect(
        self, there: Parties, missing: str
    ) -> None:
        bare = await small_programme.aggregator(there.db, **{missing: False})
        assert await gift(there, there.giver, executor=bare.organisation_id) == STATE

    async def test_an_unverified_organisation_gives_nothing(self, there: Parties) -> None:
        applicant = await factories.donor(there.db, state="applied")
        assert await gift(there, applicant, giver=applicant.organisation_id) == STATE

    async def test_received_money_has_a_reference(self, there: Parties) -> None:
        for reference in (None, "", " "):
            assert (
                await gift(
                    there, there.executor, state="received", received=100, reference=reference
                )
                == "KS002"
            )

    @pytest.mark.parametrize(
        "change",
        ["received = received * 10", "bank_reference = 'LAIN'", "reason = 'x'", "received = NULL"],
    )
    async def test_a_received_contribution_is_not_changed(
        self, there: Parties, change: str
    ) -> None:
        for viewer in (there.executor, there.giver):
            refused = await there.stopped(viewer, f"UPDATE app.contribution SET {change}")  # noqa: S608
            assert refused in (STATE, RIGHTS)

    @pytest.mark.parametrize(
        "column", ["funded", "received_on", "intended", "donor_id", "executor_id", "number"]
    )
    async def test_nobody_sets_columns_that_the_database_maintains(
        self, there: Parties, column: str
    ) -> None:
        change = f"UPDATE app.contribution SET {column} = {column}"  # noqa: S608
        for viewer in (there.giver, there.executor, there.pemprov):
            assert await there.stopped(viewer, change) == RIGHTS

    async def test_nobody_backdates_money(self, there: Parties) -> None:
        back = GIFT.replace("created_by)", "created_by, received_on)").replace(
            ":person)", ":person, '2020-01-01')"
        )
        assert (
            await there.stopped(
                there.executor,
                back,
                giver=there.giver.organisation_id,
                executor=there.executor.organisation_id,
                received=100,
                state="received",
                reference="B",
                person=there.executor.person_id,
            )
            == RIGHTS
        )

    @pytest.mark.parametrize("state", ["intended", "spent", "returned", "withdrawn"])
    async def test_the_state_of_received_money_is_not_changed(
        self, there: Parties, state: str
    ) -> None:
        for viewer in (there.giver, there.executor):
            refused = await there.stopped(
                viewer, "UPDATE app.contribution SET state = :state", state=state
            )
            assert refused in (STATE, RIGHTS, "23514")

    async def test_outsiders_change_no_contribution(self, there: Parties) -> None:
        for viewer in (there.donor, there.aggregator, there.nobody):
            assert await there.touched(viewer, "UPDATE app.contribution SET state = state") == 0


class TestFunding:
    async def test_only_the_aggregators_own_pledge_is_funded(self, there: Parties) -> None:
        assert await fund(there, there.executor, there.pledge) == STATE
        assert await fund(there, there.giver, there.own_pledge) in ("", STATE, RIGHTS)
        assert await there.one("SELECT count(*) FROM app.funding") == 1

    async def test_a_pledge_is_funded_only_with_the_aggregators_own_money(
        self, there: Parties
    ) -> None:
        own = await there.promise(there.aggregator, 5, unit=2)
        mine = there.aggregator.organisation_id
        for executor in (mine, there.executor.organisation_id):
            foreign = await fund(there, there.aggregator, own, executor=executor)
            assert foreign in (STATE, RIGHTS)
            assert foreign == await fund(
                there, there.aggregator, own, executor=executor, money=10**9
            )

    async def test_another_organisations_funding_is_not_revealed(self, there: Parties) -> None:
        # The executor's line and money are bound to each other: a unique index must not reveal it.
        line = await there.one(
            "SELECT id FROM app.pledge_line WHERE pledge_id = :id", id=there.own_pledge
        )
        bound = FUND.replace(
            "SELECT l.id, l.pledge_id, l.package_id", "SELECT :line, :pledge, :package"
        ).partition("FROM app.pledge_line")[0]
        values: dict[str, Any] = {
            "pledge": there.own_pledge,
            "package": there.it.packages["SEMBAKO"],
            "money": there.contribution,
            "giver": there.giver.organisation_id,
            "executor": there.aggregator.organisation_id,
            "amount": 200_000,
            "packages": 1,
        }
        there_is = await there.stopped(there.aggregator, bound, line=line, **values)
        assert there_is == STATE
        assert there_is == await there.stopped(there.aggregator, bound, line=10**9, **values)

    @pytest.mark.parametrize(
        ("amount", "packages"), [(1, 1), (400_000, 1), (600_000, 3), (0, 0), (-200_000, -1)]
    )
    async def test_funding_is_for_whole_packages_of_the_line_at_its_price(
        self, there: Parties, amount: int, packages: int
    ) -> None:
        # Five packages, of which three are paid for.
        more = await there.promise(there.executor, 2, unit=2)
        assert await fund(there, there.executor, more, amount=amount, packages=packages) in (
            STATE,
            "23514",
        )

    async def test_no_more_is_bound_than_was_received(self, there: Parties) -> None:
        more = await there.promise(there.executor, 10, unit=2)
        assert await fund(there, there.executor, more, amount=1_600_000, packages=8) == "23514"

    async def test_on_conflict_do_nothing_binds_nothing(self, there: Parties) -> None:
        # With ON CONFLICT DO NOTHING, BEFORE ROW triggers run although no row is inserted.
        before = await there.one("SELECT funded FROM app.contribution")
        again = f"{FUND} ON CONFLICT DO NOTHING"
        await there.stopped(
            there.executor,
            again,
            pledge=there.own_pledge,
            money=there.contribution,
            giver=there.giver.organisation_id,
            executor=there.executor.organisation_id,
            amount=200_000,
            packages=1,
        )
        assert await there.one("SELECT funded FROM app.contribution") == before

    async def test_nothing_is_bound_to_an_ended_pledge(self, there: Parties) -> None:
        more = await there.promise(there.executor, 2, unit=2)
        await there.move(there.executor, actions.withdraw, more)
        assert await fund(there, there.executor, more) == STATE

    async def test_a_viewer_binds_nothing(self, there: Parties) -> None:
        more = await there.promise(there.executor, 2, unit=2)
        looking = Viewer(
            there.executor.person_id,
            there.executor.organisation_id,
            there.executor.kind,
            Role.VIEWER,
        )
        assert await fund(there, looking, more) == RIGHTS

    async def test_nobody_releases_or_changes_bound_money(self, there: Parties) -> None:
        for viewer in (there.giver, there.executor, there.pemprov):
            for write in (
                "UPDATE app.funding SET released_on = app.today()",
                "UPDATE app.funding SET amount = 1",
                "DELETE FROM app.funding",
            ):
                assert await there.stopped(viewer, write) == RIGHTS
