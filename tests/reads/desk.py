"""What can be done at the library's desk: a mutation with every way to end."""

# SQLModel types a column as its value, and slices say col(...); to a reader of a small world that
# would only be in the way.
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false, reportCallIssue=false
# pyright: reportOptionalMemberAccess=false, reportOptionalOperand=false

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import strawberry
from sqlalchemy import func, select

from ksbb import reads
from ksbb.kernel.errors import Refusal
from tests.reads.library import BookObject, LoanObject, LoanState, MemberObject
from tests.reads.tables import Loan


@dataclass(eq=False)
class BookIsOut(Refusal):
    texts = {  # noqa: RUF012
        "id": "Buku ini sedang dipinjam ({loans}).",
        "en": "This book is out ({loans}).",
    }
    book_id: int
    loans: int


@dataclass(eq=False)
class TooHeavy(Refusal):
    texts = {"id": "Terlalu berat.", "en": "Too heavy."}  # noqa: RUF012
    most: float


class Unforeseen(Refusal):
    texts = {"id": "Tidak terduga.", "en": "Unforeseen."}  # noqa: RUF012


@reads.refusal(BookIsOut, name="BookIsOut")
class BookIsOutRefusal:
    """The book is with somebody."""

    book: BookObject = reads.fact(description="The book.")
    loans: int = reads.fact(description="How many loans it has.")


@reads.refusal(TooHeavy, name="TooHeavy")
class TooHeavyRefusal:
    """The database refuses the weight, at COMMIT."""

    most: float = reads.fact(description="What may be lent.")


@strawberry.input(description="What to lend.")
class LendInput:
    book: reads.GlobalID = strawberry.field(description="The book.")
    member: reads.GlobalID = strawberry.field(description="Who takes it.")
    weight: float = strawberry.field(description="Its weight.", default=1.0)
    note: str | None = strawberry.field(description="A note.", default=None)


@reads.payload()
class LendSuccess:
    """The loan as it stands."""

    loan: LoanObject = reads.fact(description="The loan.")
    loans: list[LoanObject] = reads.fact(description="All loans of the book, this one first.")
    before: LoanObject | None = reads.fact(description="An earlier loan.")
    day: dt.date = reads.fact(description="The day.")
    state: LoanState = reads.fact(description="The state.")


class DeskMutations:
    @reads.mutation(refusals=[BookIsOutRefusal])
    async def lend(self, tx: reads.Transaction, input: LendInput) -> LendSuccess:
        """Lend a book."""
        book = reads.id_of(input.book, "Book")
        session = tx.session
        of_book = select(Loan).where(Loan.book_id == book).order_by(Loan.id.desc())
        earlier = list((await session.scalars(of_book)).all())
        if any(loan.note == "out" for loan in earlier):
            raise BookIsOut(book_id=book, loans=len(earlier))
        if input.note == "unforeseen":
            raise Unforeseen
        if input.note == "crash":
            raise RuntimeError("a secret")
        loan = Loan(
            id=await _next(session),
            giver_id=tx.viewer.organisation_id,
            taker_id=tx.viewer.organisation_id,
            book_id=book,
            member_id=reads.id_of(input.member, MemberObject),
            state="OUT",
            due=None,
            weight=input.weight,
            note=input.note,
        )
        session.add(loan)
        return LendSuccess(
            loan=loan,
            loans=[loan, *earlier],
            before=earlier[0] if earlier else None,
            day=dt.date(2020, 5, 3),
            state=LoanState.OUT,
        )


async def _next(session: Any) -> int:
    return (await session.scalar(select(func.coalesce(func.max(Loan.id), 0)))) + 1
