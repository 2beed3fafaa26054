"""Rows of the library, in memory for the oracle and in the database for the code under test."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, fields
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

TENANTS = (1, 2, 3)


@dataclass(frozen=True)
class Author:
    id: int
    name: str
    motto: str | None
    born: dt.date | None
    teacher_id: int | None


@dataclass(frozen=True)
class Book:
    id: int
    code: str
    title: str | None
    genre: str
    pages: int | None
    price: int
    rating: float | None
    printed: dt.datetime | None
    tags: tuple[str | None, ...]
    extra: Any
    author_id: int


@dataclass(frozen=True)
class Member:
    id: int
    tenant_id: int
    name: str


@dataclass(frozen=True)
class Loan:
    id: int
    giver_id: int
    taker_id: int
    book_id: int
    member_id: int
    state: str
    due: dt.date | None
    weight: float
    note: str | None


@dataclass(frozen=True)
class World:
    authors: dict[int, Author]
    books: dict[int, Book]
    members: dict[int, Member]
    loans: dict[int, Loan]


TITLES = ("Laut", "100% kopi", "a_b", "back\\slash", 'quo"te', "élan", "kopi susu", "\u2028x")
EXTRAS = (None, {"a": 1}, [1, 2.5, None], "text", 3, True, {"n": None, "$type": "Book"})


ALL = frozenset({"motto", "title", "genre", "pages", "rating", "tags", "member", "state", "weight"})


def make_world(seed: int, broken: frozenset[str] = frozenset()) -> World:
    """A world in which some rows can't keep what the schema promises for these columns."""
    r = random.Random(seed)

    def rarely(column: str, value: Any, otherwise: Any) -> Any:
        return value if r.random() < 0.12 and column in broken else otherwise

    authors = {
        n: Author(
            id=n,
            name=f"author{r.randrange(4)}",
            motto=rarely("motto", None, r.choice(["m", "work", "…"])),
            born=r.choice([None, dt.date(1970, 1, r.randrange(1, 4)), dt.date(1980, 5, 5)]),
            teacher_id=r.choice([None, *range(1, n)]),
        )
        for n in range(1, 7)
    }
    books = {
        n: Book(
            id=n,
            code=f"b{n:03}",
            title=rarely("title", r.choice([None, ""]), r.choice(TITLES)),
            genre=rarely("genre", "sermon", r.choice(["novel", "poem", "essay"])),
            pages=r.choice(
                [None, rarely("pages", 3_000_000_000, 7), rarely("pages", 1_500_000_000, 320)]
            ),
            price=r.choice([0, 5000, 5000, 9_000_000_000, r.randrange(10**5)]),
            rating=r.choice(
                [
                    None,
                    rarely("rating", float("nan"), 0.5),
                    rarely("rating", float("inf"), 4.0),
                    3.5,
                    -0.25,
                ]
            ),
            printed=r.choice(
                [
                    None,
                    dt.datetime(2020, 4, 24, 17, 0, tzinfo=dt.UTC),
                    dt.datetime(2020, 5, r.randrange(1, 9), 1, 2, 3, 450, tzinfo=dt.UTC),
                ]
            ),
            tags=tuple(
                r.choice(["x", "y z", rarely("tags", None, "w")]) for _ in range(r.randrange(3))
            ),
            extra=r.choice(EXTRAS),
            author_id=r.randrange(1, 7),
        )
        for n in range(1, 19)
    }
    members = {n: Member(id=n, tenant_id=r.choice(TENANTS), name=f"member{n}") for n in range(1, 8)}
    loans = {}
    for n in range(1, 31):
        giver = r.choice(TENANTS)
        taker = r.choice(TENANTS)
        # Without broken columns, both parties may see the member: only own members get loans.
        own = [m.id for m in members.values() if m.tenant_id == giver]
        if "member" not in broken:
            taker = giver
        loans[n] = Loan(
            id=n,
            giver_id=giver,
            taker_id=taker,
            book_id=r.randrange(1, 19),
            member_id=r.choice(own or [1]),
            state=rarely("state", "LOST", r.choice(["REQUESTED", "OUT", "BACK"])),
            due=r.choice([None, dt.date(2020, 5, r.randrange(1, 5))]),
            weight=rarely("weight", float("nan"), r.choice([1.0, 2.25])),
            note=r.choice([None, "n"]),
        )
    return World(authors, books, members, loans)


def load(world: World, admin: str) -> None:
    """Put the world into the database, replacing the one that was there."""
    with psycopg.connect(admin) as connection:
        connection.execute("TRUNCATE shelf.author, shelf.book, desk.member, desk.loan")
        for table, rows in (
            ("shelf.author", world.authors),
            ("shelf.book", world.books),
            ("desk.member", world.members),
            ("desk.loan", world.loans),
        ):
            for row in rows.values():
                names = [f.name for f in fields(row)]
                values = [_stored(name, getattr(row, name)) for name in names]
                marks = ", ".join(["%s"] * len(names))
                written = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608
                connection.execute(written.encode(), values)


def _stored(name: str, value: Any) -> Any:
    if name == "tags":
        return list(value)
    if name == "extra" and value is not None:
        return Jsonb(value)
    return value
