"""Types of the library: every kind of declaration, over tables with values that break promises."""

# SQLModel types a column as its value, and the domain's packages write col(...); in these small
# tables that would only make the code harder to read.
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false, reportCallIssue=false
# pyright: reportOptionalMemberAccess=false, reportOptionalOperand=false

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

import strawberry
from sqlalchemy import case, exists, func, select, union_all
from sqlalchemy.orm import aliased

import graphql_sql
from tests.graphql_sql.tables import Author, Book, Loan, Member


@strawberry.enum(description="What a book is.")
class Genre(StrEnum):
    NOVEL = "novel"
    POEM = "poem"
    ESSAY = "essay"


@strawberry.enum(description="Where a loan stands.")
class LoanState(StrEnum):
    REQUESTED = "REQUESTED"
    OUT = "OUT"
    BACK = "BACK"


@strawberry.input(description="Which books.")
class BookFilter:
    genres: list[Genre] | None = strawberry.field(description="Any of these.", default=None)
    text: str | None = strawberry.field(description="Part of the title.", default=None)
    printed_after: dt.datetime | None = strawberry.field(description="Since.", default=None)
    cheaper_than: graphql_sql.Rupiah | None = strawberry.field(
        description="Price below.", default=None
    )


@graphql_sql.value()
class Measure:
    """How large a book is."""

    pages: int = graphql_sql.column(description="Pages; promised more firmly than kept.")
    doubled: int = graphql_sql.column(description="Twice the pages: may not fit.")
    author: AuthorObject = graphql_sql.one("author_id", description="Who wrote it.")


@graphql_sql.type(Author, node=True, name="Author")
class AuthorObject:
    """Who writes."""

    name: str = graphql_sql.column(description="Name.")
    motto: str | None = graphql_sql.column(description="Motto.")
    born: dt.date | None = graphql_sql.column(description="Day of birth.")
    teacher: AuthorObject | None = graphql_sql.one(Author.teacher_id, description="Teacher.")
    students: list[AuthorObject] = graphql_sql.many(
        Author.teacher_id, order_by=[Author.name, Author.id], description="Students."
    )

    @graphql_sql.field
    def motto_or_name(self, prefix: str | None = None) -> str:
        """The motto; promised, though some have none."""
        if prefix is None:
            return graphql_sql.sql(Author.motto + "")
        return graphql_sql.sql(func.concat(prefix, Author.motto))

    @graphql_sql.field
    def books(
        self, genre: Genre | None = None, first: int = 3, after: str | None = None
    ) -> graphql_sql.Connection[BookObject]:
        """Books, the dearest first."""
        query = select(Book).where(Book.author_id == Author.id)
        if genre is not None:
            query = query.where(Book.genre == genre)
        return graphql_sql.page(
            query, order_by=[Book.price.desc(), Book.id], first=first, after=after
        )

    @graphql_sql.field
    def all_books(self, filter: BookFilter | None = None) -> list[BookObject]:
        """Books by code."""
        query = select(Book).where(Book.author_id == Author.id).order_by(Book.code)
        return graphql_sql.rows(_filtered(query, filter))

    @graphql_sql.field
    def book_count(self) -> int:
        """How many books."""
        return graphql_sql.sql(
            select(func.count())
            .select_from(Book)
            .where(Book.author_id == Author.id)
            .scalar_subquery()
        )

    @graphql_sql.field
    def best(self) -> BookObject | None:
        """The book with the best rating."""
        return graphql_sql.row(
            select(Book)
            .where(Book.author_id == Author.id, Book.rating.is_not(None))
            .order_by(Book.rating.desc(), Book.id)
        )

    @graphql_sql.python(description="A sentence, made by Python.")
    def sentence(
        self,
        loud: bool = False,
        name: Any = graphql_sql.given(Author.name),
        motto: Any = graphql_sql.given(Author.motto),
    ) -> str | None:
        if motto is None:
            return None
        sentence = f"{name}: {motto}"
        return sentence.upper() if loud else sentence


def _filtered(query: Any, filter: BookFilter | None) -> Any:
    if filter is None:
        return query
    if filter.genres is not None:
        query = query.where(Book.genre.in_([g.value for g in filter.genres]))
    if filter.text is not None:
        query = query.where(graphql_sql.contains(Book.title, filter.text))
    if filter.printed_after is not None:
        query = query.where(Book.printed > filter.printed_after)
    if filter.cheaper_than is not None:
        query = query.where(Book.price < filter.cheaper_than)
    return query


@graphql_sql.type(Book, node=True, name="Book")
class BookObject:
    """What is read."""

    code: str = graphql_sql.column(description="Code.")
    title: str | None = graphql_sql.column(description="Title.")
    genre: Genre = graphql_sql.column(description="Genre; the table may hold others.")
    pages: int | None = graphql_sql.column(description="Pages; the table may hold more than fit.")
    price: graphql_sql.Rupiah = graphql_sql.column(description="Price.")
    rating: float | None = graphql_sql.column(description="Rating; may be NaN in the table.")
    printed: dt.datetime | None = graphql_sql.column(description="When it was printed.")
    tags: list[str] = graphql_sql.column(description="Tags; an item may be null in the table.")
    extra: graphql_sql.JSON | None = graphql_sql.column(description="Anything.")
    author: AuthorObject = graphql_sql.one(Book.author_id, description="Who wrote it.")

    @graphql_sql.field
    def firm_title(self) -> str:
        """The title, promised though it may be missing."""
        return graphql_sql.sql(func.nullif(Book.title, ""))

    @graphql_sql.field
    def measure(self) -> Measure | None:
        """Pages as an object, where they are known."""
        return graphql_sql.nest(
            pages=Book.pages + 0,
            doubled=Book.pages * 2,
            author_id=Book.author_id,
            when=Book.pages.is_not(None),
        )

    @graphql_sql.field
    def siblings(
        self, first: int = 2, after: str | None = None
    ) -> graphql_sql.Connection[BookObject]:
        """Other books of the author, the best first."""
        other = aliased(Book)
        return graphql_sql.page(
            select(other).where(other.author_id == Book.author_id, other.id != Book.id),
            order_by=[other.rating.desc().nulls_last(), other.id],
            first=first,
            after=after,
        )


@graphql_sql.type(Member, node=True, name="Member")
class MemberObject:
    """Who takes part, known to one side only."""

    name: str = graphql_sql.column(description="Name.")


@graphql_sql.type(Loan, node=True, name="Loan")
class LoanObject:
    """A book that went out; two parties see it."""

    state: LoanState = graphql_sql.column(description="State.")
    due: dt.date | None = graphql_sql.column(description="Back by.")
    weight: float = graphql_sql.column(description="Weight; may be NaN in the table.")
    note: str | None = graphql_sql.column(description="Note.")
    book: BookObject = graphql_sql.one(Loan.book_id, description="The book.")
    member: MemberObject = graphql_sql.one(
        Loan.member_id, description="The member: hidden from the other side, though promised."
    )
    maybe_member: MemberObject | None = graphql_sql.one(Loan.member_id, description="The same.")


@graphql_sql.extend(BookObject)
class BookLoans:
    @graphql_sql.field
    def loans(
        self,
        states: list[LoanState] | None = None,
        due_by: dt.date | None = None,
        first: int = 2,
        after: str | None = None,
    ) -> graphql_sql.Connection[LoanObject]:
        """Loans that the viewer sees, those due first."""
        query = select(Loan).where(Loan.book_id == Book.id)
        if states is not None:
            query = query.where(Loan.state.in_([s.value for s in states]))
        if due_by is not None:
            query = query.where(Loan.due <= due_by)
        return graphql_sql.page(query, order_by=[Loan.due, Loan.id], first=first, after=after)

    @graphql_sql.field
    def loan_count(self) -> int | None:
        """How many loans the viewer sees."""
        return graphql_sql.sql(
            select(func.count()).select_from(Loan).where(Loan.book_id == Book.id).scalar_subquery()
        )


@graphql_sql.value()
class GenreTotal:
    """Books of a genre."""

    genre: Genre = graphql_sql.column(description="Genre.")
    books: int = graphql_sql.column(description="How many.")
    price: graphql_sql.Rupiah | None = graphql_sql.column(description="Their price together.")
    sample: BookObject | None = graphql_sql.one("sample_id", description="One of them.")

    @graphql_sql.field
    def dearest(self) -> BookObject | None:
        """The dearest of them."""
        return graphql_sql.row(
            select(Book)
            .where(Book.genre == graphql_sql.label("genre"))
            .order_by(Book.price.desc(), Book.id)
        )


@graphql_sql.value()
class Priced:
    """A book and how far its price is from one asked for."""

    book: BookObject = graphql_sql.part(Book, description="The book.")
    distance: graphql_sql.Rupiah = graphql_sql.column(description="The difference.")


class ShelfQueries:
    @graphql_sql.field
    def author(self, id: graphql_sql.ID) -> AuthorObject | None:
        """The author with this id."""
        return graphql_sql.row(
            select(Author).where(Author.id == graphql_sql.id_of(id, AuthorObject))
        )

    @graphql_sql.field
    def authors(
        self,
        names: list[str] | None = None,
        born_after: dt.date | None = None,
        first: int = 2,
        after: str | None = None,
    ) -> graphql_sql.Connection[AuthorObject]:
        """All authors by day of birth, the unknown last."""
        query = select(Author)
        if names is not None:
            query = query.where(Author.name == func.any(names))
        if born_after is not None:
            query = query.where(Author.born > born_after)
        return graphql_sql.page(query, order_by=[Author.born, Author.id], first=first, after=after)

    @graphql_sql.field
    def books(
        self,
        filter: BookFilter | None = None,
        ids: list[graphql_sql.ID] | None = None,
        first: int = 3,
        after: str | None = None,
    ) -> graphql_sql.Connection[BookObject]:
        """All books, the latest printed first."""
        query = _filtered(select(Book), filter)
        if ids is not None:
            query = query.where(Book.id == func.any(graphql_sql.id_of(ids, BookObject)))
        return graphql_sql.page(
            query, order_by=[Book.printed.desc(), Book.id.desc()], first=first, after=after
        )

    @graphql_sql.field
    def book(self, code: str) -> BookObject | None:
        """The book with this code."""
        return graphql_sql.row(select(Book).where(Book.code == code))

    @graphql_sql.field
    def book_needed(self, code: str) -> BookObject:
        """The book with this code, promised."""
        return graphql_sql.row(select(Book).where(Book.code == code))

    @graphql_sql.field
    def genres(self, least: int = 1) -> list[GenreTotal]:
        """Totals per genre."""
        return graphql_sql.rows(
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

    @graphql_sql.field
    def near(self, price: graphql_sql.Rupiah, loaned: bool | None = None) -> list[Priced]:
        """The three books nearest to a price; `loaned` asks for those with or without loans."""
        distance = func.abs(Book.price - price)
        query = select(Book, distance.label("distance"))
        if loaned is not None:
            there = exists(select(1).where(Loan.book_id == Book.id))
            query = query.where(there if loaned else ~there)
        return graphql_sql.rows(query.order_by(distance, Book.id).limit(3))

    @graphql_sql.field
    def ends(self) -> list[AuthorObject]:
        """The first and the last two authors: a union of limited branches."""
        head = select(Author).order_by(Author.id).limit(2).subquery()
        tail = select(Author).order_by(Author.id.desc()).limit(2).subquery()
        both = union_all(select(head), select(tail)).subquery()
        end = aliased(Author, both)
        return graphql_sql.rows(select(end).order_by(end.id.desc()))

    @graphql_sql.field
    def average(self, factor: float = 1.0) -> float | None:
        """The average rating, times a factor."""
        return graphql_sql.sql(select(func.avg(Book.rating) * factor).scalar_subquery())

    @graphql_sql.field
    def loan_total(self) -> int | None:
        """How many loans the viewer sees."""
        return graphql_sql.sql(select(func.count()).select_from(Loan).scalar_subquery())

    @graphql_sql.field
    def lent(self, first: int = 2, after: str | None = None) -> graphql_sql.Connection[LoanObject]:
        """What the viewer has given."""
        return graphql_sql.page(
            select(Loan).where(Loan.giver_id == graphql_sql.tenant()),
            order_by=[Loan.id.desc()],
            first=first,
            after=after,
        )

    @graphql_sql.field
    def something(self, place: int) -> graphql_sql.Node | None:
        """An author, a book or a loan, by the remainder of `place` and three."""
        kind = func.mod(place, 3)
        return graphql_sql.choice(
            func.coalesce(func.nullif(func.concat("", ""), ""), _named(kind)), place
        )

    @graphql_sql.field(audience=["tenant", "gov"])
    def staff_only(self) -> str | None:
        """Not for everybody."""
        return graphql_sql.sql(func.concat("staff"))

    @strawberry.field(description="A plain resolver at the root.")
    def motto(self) -> str:
        return "read"


def _named(kind: Any) -> Any:
    return case((kind == 0, "Author"), (kind == 1, "Book"), else_="Loan")
