"""What can be read of the library: every kind of declaration, over tables that break promises."""

# SQLModel types a column as its value, and slices say col(...); to a reader of a small world that
# would only be in the way.
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false, reportCallIssue=false
# pyright: reportOptionalMemberAccess=false, reportOptionalOperand=false

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

import strawberry
from sqlalchemy import case, exists, func, select, union_all
from sqlalchemy.orm import aliased

from ksbb import reads
from tests.reads.tables import Author, Book, Loan, Member


@strawberry.enum(description="What a book is.")
class Genre(StrEnum):
    NOVEL = "novel"
    POEM = "poem"
    ESSAY = "essay"


@strawberry.enum(description="Where a loan stands.")
class LoanState(StrEnum):
    ASKED = "ASKED"
    OUT = "OUT"
    BACK = "BACK"


@strawberry.input(description="Which books.")
class BookFilter:
    genres: list[Genre] | None = strawberry.field(description="Any of these.", default=None)
    text: str | None = strawberry.field(description="Part of the title.", default=None)
    printed_after: dt.datetime | None = strawberry.field(description="Since.", default=None)
    cheaper_than: reads.Rupiah | None = strawberry.field(description="Price below.", default=None)


@reads.value()
class Measure:
    """How large a book is."""

    pages: int = reads.column(description="Pages; promised more firmly than kept.")
    doubled: int = reads.column(description="Twice the pages: may not fit.")
    author: AuthorObject = reads.one("author_id", description="Who wrote it.")


@reads.type(Author, node=True, name="Author")
class AuthorObject:
    """Who writes."""

    name: str = reads.column(description="Name.")
    motto: str | None = reads.column(description="Motto.")
    born: dt.date | None = reads.column(description="Day of birth.")
    teacher: AuthorObject | None = reads.one(Author.teacher_id, description="Teacher.")
    students: list[AuthorObject] = reads.many(
        Author.teacher_id, order_by=[Author.name, Author.id], description="Students."
    )

    @reads.field
    def motto_or_name(self, prefix: str | None = None) -> str:
        """The motto; promised, though some have none."""
        if prefix is None:
            return reads.sql(Author.motto + "")
        return reads.sql(func.concat(prefix, Author.motto))

    @reads.field
    def books(
        self, genre: Genre | None = None, first: int = 3, after: str | None = None
    ) -> reads.Connection[BookObject]:
        """Books, the dearest first."""
        query = select(Book).where(Book.author_id == Author.id)
        if genre is not None:
            query = query.where(Book.genre == genre)
        return reads.page(query, order_by=[Book.price.desc(), Book.id], first=first, after=after)

    @reads.field
    def all_books(self, filter: BookFilter | None = None) -> list[BookObject]:
        """Books by code."""
        query = select(Book).where(Book.author_id == Author.id).order_by(Book.code)
        return reads.rows(_filtered(query, filter))

    @reads.field
    def book_count(self) -> int:
        """How many books."""
        return reads.sql(
            select(func.count())
            .select_from(Book)
            .where(Book.author_id == Author.id)
            .scalar_subquery()
        )

    @reads.field
    def best(self) -> BookObject | None:
        """The book with the best rating."""
        return reads.row(
            select(Book)
            .where(Book.author_id == Author.id, Book.rating.is_not(None))
            .order_by(Book.rating.desc(), Book.id)
        )

    @reads.python(description="A sentence, made by Python.")
    def sentence(
        self,
        loud: bool = False,
        name: Any = reads.given(Author.name),
        motto: Any = reads.given(Author.motto),
    ) -> str | None:
        if motto is None:
            return None
        said = f"{name}: {motto}"
        return said.upper() if loud else said


def _filtered(query: Any, filter: BookFilter | None) -> Any:
    if filter is None:
        return query
    if filter.genres is not None:
        query = query.where(Book.genre.in_([g.value for g in filter.genres]))
    if filter.text is not None:
        query = query.where(reads.contains(Book.title, filter.text))
    if filter.printed_after is not None:
        query = query.where(Book.printed > filter.printed_after)
    if filter.cheaper_than is not None:
        query = query.where(Book.price < filter.cheaper_than)
    return query


@reads.type(Book, node=True, name="Book")
class BookObject:
    """What is read."""

    code: str = reads.column(description="Code.")
    title: str | None = reads.column(description="Title.")
    genre: Genre = reads.column(description="Genre; the table may hold others.")
    pages: int | None = reads.column(description="Pages; the table may hold more than fit.")
    price: reads.Rupiah = reads.column(description="Price.")
    rating: float | None = reads.column(description="Rating; may be NaN in the table.")
    printed: dt.datetime | None = reads.column(description="When it was printed.")
    tags: list[str] = reads.column(description="Tags; an item may be null in the table.")
    extra: reads.JSON | None = reads.column(description="Anything.")
    author: AuthorObject = reads.one(Book.author_id, description="Who wrote it.")

    @reads.field
    def firm_title(self) -> str:
        """The title, promised though it may be missing."""
        return reads.sql(func.nullif(Book.title, ""))

    @reads.field
    def measure(self) -> Measure | None:
        """Pages as an object, where they are known."""
        return reads.nest(
            pages=Book.pages + 0,
            doubled=Book.pages * 2,
            author_id=Book.author_id,
            when=Book.pages.is_not(None),
        )

    @reads.field
    def siblings(self, first: int = 2, after: str | None = None) -> reads.Connection[BookObject]:
        """Other books of the author, the best first."""
        other = aliased(Book)
        return reads.page(
            select(other).where(other.author_id == Book.author_id, other.id != Book.id),
            order_by=[other.rating.desc().nulls_last(), other.id],
            first=first,
            after=after,
        )


@reads.type(Member, node=True, name="Member")
class MemberObject:
    """Who takes part, known to one side only."""

    name: str = reads.column(description="Name.")


@reads.type(Loan, node=True, name="Loan")
class LoanObject:
    """A book that went out; two parties see it."""

    state: LoanState = reads.column(description="State.")
    due: dt.date | None = reads.column(description="Back by.")
    weight: float = reads.column(description="Weight; may be NaN in the table.")
    note: str | None = reads.column(description="Note.")
    book: BookObject = reads.one(Loan.book_id, description="The book.")
    member: MemberObject = reads.one(
        Loan.member_id, description="The member: hidden from the other side, though promised."
    )
    maybe_member: MemberObject | None = reads.one(Loan.member_id, description="The same.")


@reads.extend(BookObject)
class BookLoans:
    @reads.field
    def loans(
        self,
        states: list[LoanState] | None = None,
        due_by: dt.date | None = None,
        first: int = 2,
        after: str | None = None,
    ) -> reads.Connection[LoanObject]:
        """Loans that the viewer sees, those due first."""
        query = select(Loan).where(Loan.book_id == Book.id)
        if states is not None:
            query = query.where(Loan.state.in_([s.value for s in states]))
        if due_by is not None:
            query = query.where(Loan.due <= due_by)
        return reads.page(query, order_by=[Loan.due, Loan.id], first=first, after=after)

    @reads.field
    def loan_count(self) -> int | None:
        """How many loans the viewer sees."""
        return reads.sql(
            select(func.count()).select_from(Loan).where(Loan.book_id == Book.id).scalar_subquery()
        )


@reads.value()
class GenreTotal:
    """Books of a genre."""

    genre: Genre = reads.column(description="Genre.")
    books: int = reads.column(description="How many.")
    price: reads.Rupiah | None = reads.column(description="Their price together.")
    sample: BookObject | None = reads.one("sample_id", description="One of them.")

    @reads.field
    def dearest(self) -> BookObject | None:
        """The dearest of them."""
        return reads.row(
            select(Book)
            .where(Book.genre == reads.label("genre"))
            .order_by(Book.price.desc(), Book.id)
        )


@reads.value()
class Priced:
    """A book and how far its price is from one asked for."""

    book: BookObject = reads.part(Book, description="The book.")
    distance: reads.Rupiah = reads.column(description="The difference.")


class ShelfQueries:
    @reads.field
    def author(self, id: reads.GlobalID) -> AuthorObject | None:
        """The author with this id."""
        return reads.row(select(Author).where(Author.id == reads.id_of(id, AuthorObject)))

    @reads.field
    def authors(
        self,
        names: list[str] | None = None,
        born_after: dt.date | None = None,
        first: int = 2,
        after: str | None = None,
    ) -> reads.Connection[AuthorObject]:
        """All authors by day of birth, the unknown last."""
        query = select(Author)
        if names is not None:
            query = query.where(Author.name == func.any(names))
        if born_after is not None:
            query = query.where(Author.born > born_after)
        return reads.page(query, order_by=[Author.born, Author.id], first=first, after=after)

    @reads.field
    def books(
        self,
        filter: BookFilter | None = None,
        ids: list[reads.GlobalID] | None = None,
        first: int = 3,
        after: str | None = None,
    ) -> reads.Connection[BookObject]:
        """All books, the latest printed first."""
        query = _filtered(select(Book), filter)
        if ids is not None:
            query = query.where(Book.id == func.any(reads.id_of(ids, BookObject)))
        return reads.page(
            query, order_by=[Book.printed.desc(), Book.id.desc()], first=first, after=after
        )

    @reads.field
    def book(self, code: str) -> BookObject | None:
        """The book with this code."""
        return reads.row(select(Book).where(Book.code == code))

    @reads.field
    def book_needed(self, code: str) -> BookObject:
        """The book with this code, promised."""
        return reads.row(select(Book).where(Book.code == code))

    @reads.field
    def genres(self, least: int = 1) -> list[GenreTotal]:
        """Totals per genre."""
        return reads.rows(
            select(
                Book.genre,
                func.count().label("books"),
                func.sum(Book.price).label("price"),
                func.min(Book.id).label("sample_id"),
            )
            .group_by(Book.genre)
            .having(func.count() >= least)
            .order_by(Book.genre)
        )

    @reads.field
    def near(self, price: reads.Rupiah, loaned: bool | None = None) -> list[Priced]:
        """The three books nearest to a price; `loaned` asks for those with or without loans."""
        distance = func.abs(Book.price - price)
        query = select(Book, distance.label("distance"))
        if loaned is not None:
            there = exists(select(1).where(Loan.book_id == Book.id))
            query = query.where(there if loaned else ~there)
        return reads.rows(query.order_by(distance, Book.id).limit(3))

    @reads.field
    def ends(self) -> list[AuthorObject]:
        """The first and the last two authors: a union of limited branches."""
        head = select(Author).order_by(Author.id).limit(2).subquery()
        tail = select(Author).order_by(Author.id.desc()).limit(2).subquery()
        both = union_all(select(head), select(tail)).subquery()
        end = aliased(Author, both)
        return reads.rows(select(end).order_by(end.id.desc()))

    @reads.field
    def average(self, factor: float = 1.0) -> float | None:
        """The average rating, times a factor."""
        return reads.sql(select(func.avg(Book.rating) * factor).scalar_subquery())

    @reads.field
    def loan_total(self) -> int | None:
        """How many loans the viewer sees."""
        return reads.sql(select(func.count()).select_from(Loan).scalar_subquery())

    @reads.field
    def lent(self, first: int = 2, after: str | None = None) -> reads.Connection[LoanObject]:
        """What the viewer has given."""
        return reads.page(
            select(Loan).where(Loan.giver_id == reads.tenant()),
            order_by=[Loan.id.desc()],
            first=first,
            after=after,
        )

    @reads.field
    def something(self, place: int) -> reads.Node | None:
        """An author, a book or a loan, by the remainder of `place` and three."""
        kind = func.mod(place, 3)
        return reads.choice(
            func.coalesce(func.nullif(func.concat("", ""), ""), _named(kind)), place
        )

    @reads.field(audience=["tenant", "gov"])
    def staff_only(self) -> str | None:
        """Not for everybody."""
        return reads.sql(func.concat("staff"))

    @strawberry.field(description="A plain resolver at the root.")
    def motto(self) -> str:
        return "read"


def _named(kind: Any) -> Any:
    return case((kind == 0, "Author"), (kind == 1, "Book"), else_="Loan")
