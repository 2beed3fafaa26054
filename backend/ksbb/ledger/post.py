"""Writing money to the books; promises are posted where the database moves capacity."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_POST = text("""
SELECT ledger.post_money(:keeper, :other, :act, 'contribution', :contribution, :was, :becomes,
                         :contribution, :amount, app.today(), NULL)
""")


async def post_money(
    tx: AsyncSession,
    keeper: int,
    other: int,
    contribution_id: int,
    amount: int,
    accounts: tuple[str, str],
    act: str,
) -> None:
    """Move rupiah of one contribution between two accounts of its keeper.

    Args:
        tx: the transaction.
        keeper: who keeps the accounts; it has to be the viewer's own organisation.
        other: the other party.
        contribution_id: what the money belongs to.
        amount: rupiah, above zero.
        accounts: the kinds of account it leaves and reaches, as in ``ledger.account``.
        act: what happened, as the journal says it.

    Raises:
        sqlalchemy.exc.DBAPIError: the account would fall below zero, or isn't the viewer's.
    """
    await tx.execute(
        _POST,
        {
            "keeper": keeper,
            "other": other,
            "act": act,
            "contribution": contribution_id,
            "was": accounts[0],
            "becomes": accounts[1],
            "amount": amount,
        },
    )
