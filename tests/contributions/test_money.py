"""Money: who may give and collect, and that no more is spent than was received."""

from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ksbb.core import refusals
from ksbb.core.viewer import Viewer
from ksbb.domain.agreements.rules import AgreementNotInForce, PermitNotInForce
from ksbb.domain.contributions import actions, funding, rules
from ksbb.domain.pledges import actions as pledges
from tests import factories, small_programme
from tests.as_party import AsParty
from tests.pledges.test_pledging import act, pledge

MILLION = 1_000_000


async def intend(db: AsParty, donor: Viewer, aggregator: Viewer, amount: int = MILLION) -> int:
    async with db.viewer(donor) as session:
        return await actions.intend(
            session, donor, uuid4(), aggregator_id=aggregator.organisation_id, amount=amount
        )


async def came_in(
    db: AsParty,
    aggregator: Viewer,
    contribution: int | None,
    amount: int = MILLION,
    donor: Viewer | None = None,
) -> int:
    async with db.viewer(aggregator) as session:
        return await actions.record_contribution(
            session,
            aggregator,
            uuid4(),
            contribution_id=contribution,
            donor_id=None if donor is None else donor.organisation_id,
            amount=amount,
            bank_reference="BANK-1",
        )


async def fund(
    db: AsParty, aggregator: Viewer, pledge_id: int, contribution: int, package: int, packages: int
) -> int:
    async with db.viewer(aggregator) as session:
        return await funding.fund(
            session,
            aggregator,
            uuid4(),
            pledge_id=pledge_id,
            parts=[funding.Part(contribution, package, packages)],
        )


async def balances(db: AsParty, contribution: int) -> dict[str, int]:
    rows = await db.session.execute(
        text("SELECT kind, balance FROM ledger.account WHERE book = 'MONEY' AND subject = :id"),
        {"id": contribution},
    )
    return {row.kind: row.balance for row in rows}


class TestMoney:
    async def test_an_intended_contribution_is_received_and_public(self, db: AsParty) -> None:
        await small_programme.programme(db)
        donor, baznas = await factories.donor(db), await small_programme.aggregator(db)
        made = await intend(db, donor, baznas)
        assert await db.session.scalar(text("SELECT count(*) FROM pub.gift")) == 0
        await came_in(db, baznas, made, 900_000)
        assert (await balances(db, made))["received"] == 900_000
        assert await db.session.scalar(text("SELECT amount FROM pub.gift")) == 900_000

    async def test_a_contribution_is_received_once(self, db: AsParty) -> None:
        await small_programme.programme(db)
        donor, baznas = await factories.donor(db), await small_programme.aggregator(db)
        made = await intend(db, donor, baznas)
        await came_in(db, baznas, made)
        with pytest.raises(refusals.StateRefused):
            await came_in(db, baznas, made)

    async def test_money_may_be_received_without_an_intention(self, db: AsParty) -> None:
        await small_programme.programme(db)
        made = await came_in(
            db, await small_programme.aggregator(db), None, donor=await factories.donor(db)
        )
        assert (await balances(db, made))["received"] == MILLION

    async def test_only_the_receiving_aggregator_records_it(self, db: AsParty) -> None:
        await small_programme.programme(db)
        donor, baznas = await factories.donor(db), await small_programme.aggregator(db)
        made = await intend(db, donor, baznas)
        with pytest.raises(refusals.NotAllowed):
            await came_in(db, donor, made)
        with pytest.raises(refusals.NotFound):
            await came_in(db, await small_programme.aggregator(db), made)

    async def test_money_needs_a_permit_besides_the_agreement(self, db: AsParty) -> None:
        await small_programme.programme(db)
        donor = await factories.donor(db)
        with pytest.raises(PermitNotInForce):
            await intend(db, donor, await small_programme.aggregator(db, permit=False))
        with pytest.raises(AgreementNotInForce):
            await intend(db, donor, await small_programme.aggregator(db, agreement=False))

    @pytest.mark.parametrize("amount", [0, -1, rules.LARGEST + 1])
    async def test_an_amount_is_a_sum_of_money(self, db: AsParty, amount: int) -> None:
        await small_programme.programme(db)
        with pytest.raises(rules.AmountInvalid):
            await intend(
                db, await factories.donor(db), await small_programme.aggregator(db), amount
            )

    async def test_a_donor_cannot_collect_money(self, db: AsParty) -> None:
        await small_programme.programme(db)
        with pytest.raises(rules.NotAnAggregator):
            await intend(db, await factories.donor(db), await factories.donor(db))


class TestFunding:
    async def test_funding_binds_whole_packages_of_received_money(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        donor, baznas = await factories.donor(db), await small_programme.aggregator(db)
        money = await came_in(db, baznas, await intend(db, donor, baznas))
        own = await pledge(db, it, baznas, [10])
        await fund(db, baznas, own, money, it.packages["SEMBAKO"], 3)
        found = await balances(db, money)
        assert (found["received"], found["committed"]) == (400_000, 600_000)
        with pytest.raises(rules.FundsExceeded) as refused:
            await fund(db, baznas, own, money, it.packages["SEMBAKO"], 3)
        assert (refused.value.left, refused.value.requested) == (400_000, 600_000)

    async def test_funding_pays_for_no_more_packages_than_the_pledge_has(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        donor, baznas = await factories.donor(db), await small_programme.aggregator(db)
        money = await came_in(db, baznas, await intend(db, donor, baznas))
        own = await pledge(db, it, baznas, [2])
        with pytest.raises(rules.FundingInvalid):
            await fund(db, baznas, own, money, it.packages["SEMBAKO"], 3)

    async def test_money_of_an_ended_pledge_is_available_again(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        donor, baznas = await factories.donor(db), await small_programme.aggregator(db)
        money = await came_in(db, baznas, await intend(db, donor, baznas))
        own = await pledge(db, it, baznas, [10])
        await fund(db, baznas, own, money, it.packages["SEMBAKO"], 5)
        await act(db, baznas, pledges.withdraw, own)
        found = await balances(db, money)
        assert (found["received"], found["committed"]) == (MILLION, 0)

    async def test_another_organisations_pledge_is_not_funded(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        donor, baznas = await factories.donor(db), await small_programme.aggregator(db)
        money = await came_in(db, baznas, await intend(db, donor, baznas))
        with pytest.raises((rules.FundingInvalid, refusals.NotFound)):
            await fund(db, baznas, await pledge(db, it, donor), money, it.packages["SEMBAKO"], 1)


class TestBooks:
    async def test_nobody_posts_but_the_engine(self, db: AsParty) -> None:
        await small_programme.programme(db)
        donor, baznas = await factories.donor(db), await small_programme.aggregator(db)
        money = await came_in(db, baznas, await intend(db, donor, baznas))
        for viewer in (donor, baznas, await factories.pemprov(db)):
            with pytest.raises(DBAPIError, match="permission denied"):
                async with db.viewer(viewer) as session:
                    await session.execute(
                        text("""
                            SELECT ledger.post_money(:keeper, :other, 'x', 'contribution', :id,
                                                     'received', 'outside', :id, 1, app.today(),
                                                     NULL)"""),
                        {
                            "keeper": viewer.organisation_id,
                            "other": donor.organisation_id,
                            "id": money,
                        },
                    )

    async def test_an_account_never_falls_below_zero_even_for_the_engine(self, db: AsParty) -> None:
        await small_programme.programme(db)
        donor, baznas = await factories.donor(db), await small_programme.aggregator(db)
        money = await came_in(db, baznas, await intend(db, donor, baznas))
        with pytest.raises(DBAPIError, match="account_balance_check"):
            async with db.login("ksbb_engine") as session:
                await session.execute(
                    text("""
                        SELECT ledger.post_money(:keeper, :other, 'spend', 'contribution', :id,
                                                 'received', 'spent', :id, 1000001, app.today(),
                                                 NULL)"""),
                    {
                        "keeper": baznas.organisation_id,
                        "other": donor.organisation_id,
                        "id": money,
                    },
                )

    @pytest.mark.parametrize("table", ["journal", "transfer"])
    @pytest.mark.parametrize(
        "statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {} CASCADE"]
    )
    async def test_the_books_are_append_only_even_for_the_administrator(
        self, db: AsParty, table: str, statement: str
    ) -> None:
        await small_programme.programme(db)
        donor, baznas = await factories.donor(db), await small_programme.aggregator(db)
        await came_in(db, baznas, await intend(db, donor, baznas))
        column = "action" if table == "journal" else "quantity"
        with pytest.raises(DBAPIError, match="append-only"):
            async with db.session.begin_nested():
                await db.session.execute(text(statement.format(f"ledger.{table}", column, column)))

    async def test_a_transfer_joins_only_a_journal_of_its_own_transaction(
        self, db: AsParty
    ) -> None:
        await small_programme.programme(db)
        donor, baznas = await factories.donor(db), await small_programme.aggregator(db)
        await came_in(db, baznas, await intend(db, donor, baznas))
        # Pretend that the journal is of an earlier transaction, by its transaction id.
        await db.session.execute(text("ALTER TABLE ledger.journal DISABLE TRIGGER USER"))
        await db.session.execute(text("UPDATE ledger.journal SET xid = '1'"))
        await db.session.execute(text("ALTER TABLE ledger.journal ENABLE TRIGGER USER"))
        with pytest.raises(DBAPIError, match="own transaction"):
            async with db.login("ksbb_engine") as session:
                await session.execute(
                    text("""
                        INSERT INTO ledger.transfer (journal_id, book, commodity, quantity,
                            from_account, from_tenant, from_counterparty,
                            to_account, to_tenant, to_counterparty)
                        SELECT journal_id, book, commodity, 1, from_account, from_tenant,
                               from_counterparty, to_account, to_tenant, to_counterparty
                        FROM ledger.transfer WHERE from_tenant = :tenant LIMIT 1"""),
                    {"tenant": baznas.organisation_id},
                )

    async def test_a_reversal_mirrors_its_journal(self, db: AsParty) -> None:
        await small_programme.programme(db)
        donor, baznas = await factories.donor(db), await small_programme.aggregator(db)
        money = await came_in(db, baznas, await intend(db, donor, baznas))

        async def reverse(amount: int) -> None:
            async with db.login("ksbb_engine") as session:
                await session.execute(
                    text("""
                        WITH was AS (
                            SELECT t.* FROM ledger.transfer t
                            JOIN ledger.account a ON a.id = t.to_account
                            WHERE a.subject = :money AND a.kind = 'received'
                        ), made AS (
                            INSERT INTO ledger.journal (tenant_id, counterparty_id, action, thing,
                                                        thing_id, effective, reverses, reason)
                            SELECT :tenant, from_counterparty, 'reverse', 'contribution', :money,
                                   app.today(), journal_id, 'uji' FROM was
                            RETURNING id
                        )
                        INSERT INTO ledger.transfer (journal_id, book, commodity, quantity,
                            from_account, from_tenant, from_counterparty,
                            to_account, to_tenant, to_counterparty)
                        SELECT made.id, book, commodity, :amount,
                               to_account, to_tenant, to_counterparty,
                               from_account, from_tenant, from_counterparty
                        FROM was, made"""),
                    {"money": money, "tenant": baznas.organisation_id, "amount": amount},
                )
                await session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
                await session.execute(text("SET CONSTRAINTS ALL DEFERRED"))

        with pytest.raises(DBAPIError, match="does not mirror"):
            await reverse(MILLION - 1)
        await reverse(MILLION)
        with pytest.raises(DBAPIError, match="reverses"):
            await reverse(MILLION)
