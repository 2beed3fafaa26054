"""Writing to the books from Python: money. (Promises are posted where capacity moves.)"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


async def post_money(
    tx: AsyncSession,
    *,
    keeper: int,
    other: int,
    act: str,
    thing: tuple[str, int],
    was: str,
    becomes: str,
    contribution_id: int,
    amount: int,
    reason: str | None = None,
) -> int:
    """Move rupiah of one contribution between two accounts of ``keeper``; returns the journal.

    Args:
        keeper: who keeps the accounts; it has to be the viewer's own organisation.
        other: the other party.
        was, becomes: kinds of accounts, as in ``ledger.account``.

    Raises:
        sqlalchemy.exc.DBAPIError: the account would fall below zero, or isn't the viewer's.
    """
    journal = await tx.scalar(
        text("""
            SELECT ledger.post_money(:keeper, :other, :act, :thing, :thing_id, :was, :becomes,
                                     :contribution, :amount, app.today(), :reason)"""),
        {
            "keeper": keeper,
            "other": other,
            "act": act,
            "thing": thing[0],
            "thing_id": thing[1],
            "was": was,
            "becomes": becomes,
            "contribution": contribution_id,
            "amount": amount,
            "reason": reason,
        },
    )
    assert isinstance(journal, int)
    return journal
