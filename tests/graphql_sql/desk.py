"""Mutations of the library: one with every possible outcome."""

# SQLModel types a column as its value, and the domain's packages write col(...); in these small
# tables that would only make the code harder to read.
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false, reportCallIssue=false
# pyright: reportOptionalMemberAccess=false, reportOptionalOperand=false

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Any

import strawberry
from sqlalchemy import func, select

import graphql_sql
from ksbb.core.refusals import Fact, Refusal
from tests.graphql_sql.library import BookObject, LoanObject, LoanState, MemberObject
from tests.graphql_sql.tables import Loan


@dataclass(eq=False)
class BookIsOut(Refusal):
    """The book is already lent."""

    texts = {  # noqa: RUF012
        "id": "Buku ini sedang dipinjam ({loans}).",
        "en": "This book is out ({loans}).",
    }
    book_id: Annotated[int, Fact("The book.")]
    loans: Annotated[int, Fact("How many loans it has.")]


@dataclass(eq=False)
class TooHeavy(Refusal):
    """The database refuses the weight, at COMMIT."""

    texts = {"id": "Terlalu berat.", "en": "Too heavy."}  # noqa: RUF012
    most: Annotated[float, Fact("What may be lent.")]


class Unforeseen(Refusal):
    texts = {"id": "Tidak terduga.", "en": "Unforeseen."}  # noqa: RUF012


BookIsOutRefusal = graphql_sql.refusal(BookIsOut, book=BookObject)


@strawberry.input(description="What to lend.")
class LendInput:
    book: graphql_sql.ID = strawberry.field(description="The book.")
    member: graphql_sql.ID = strawberry.field(description="Who takes it.")
    weight: float = strawberry.field(description="Its weight.", default=1.0)
    note: str | None = strawberry.field(description="A note.", default=None)


@graphql_sql.payload()
class LendSuccess:
    """The loan in its current state."""

    loan: LoanObject = graphql_sql.fact(description="The loan.")
    loans: list[LoanObject] = graphql_sql.fact(description="All loans of the book, this one first.")
    before: LoanObject | None = graphql_sql.fact(description="An earlier loan.")
    day: dt.date = graphql_sql.fact(description="The day.")
    state: LoanState = graphql_sql.fact(description="The state.")


class DeskMutations:
    @graphql_sql.mutation(refusals=[BookIsOutRefusal])
    async def lend(self, tx: graphql_sql.Transaction[Any], input: LendInput) -> LendSuccess:
        """Lend a book."""
        book = graphql_sql.id_of(input.book, "Book")
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
            member_id=graphql_sql.id_of(input.member, MemberObject),
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
