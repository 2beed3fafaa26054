"""The oracle: the same schema, answered by plain Python over rows in memory.

It shares only the schema (SDL) and graphql-core's executor with the code under test: no
declaration, no SQL, no plan. It has its own code for IDs, scalars and cursors.
"""

from __future__ import annotations

import base64
import datetime as dt
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from graphql import GraphQLObjectType, GraphQLSchema, build_schema, execute_sync, parse

from graphql_sql import field_errors
from tests.graphql_sql.lists import Order, empty_page, error_of, moment, page, storable
from tests.graphql_sql.world import Author, Book, Loan, Member, World

# A document is run several times in a row.
parsed = lru_cache(8)(parse)

LOANS_OF_NOBODY = frozenset({"public"})


@dataclass(frozen=True)
class Reader:
    """A viewer: an audience, and the organisation in its signed context."""

    audience: str
    tenant: int


# --- scalars -----------------------------------------------------------------------------------


def _id(name: str, number: int) -> str:
    return base64.b64encode(f"{name}:{number}".encode()).decode()


def _read_id(text: str) -> tuple[str, int]:
    name, number = base64.b64decode(text).decode().split(":")
    return name, int(number)


class Oracle:
    """Answers documents from the rows of a world."""

    def __init__(self, sdl: str, world: World) -> None:
        self.world = world
        self.schema: GraphQLSchema = build_schema(sdl)
        self._scalars()
        self._resolvers()

    def answer(
        self, document: str, variables: dict[str, Any], reader: Reader
    ) -> tuple[Any, list[tuple[Any, ...]]]:
        """Data, and errors as (path, message, code)."""
        result = execute_sync(
            self.schema, parsed(document), context_value=reader, variable_values=variables
        )
        return result.data, sorted(
            (
                tuple(str(p) for p in error.path or ()),
                error.message,
                (error.extensions or {}).get("code"),
            )
            for error in result.errors or ()
        )

    # --- the schema ---

    def _scalars(self) -> None:
        types: Any = self.schema.type_map
        types["ID"].coerce_input_value = _read_id
        types["Rupiah"].coerce_input_value = int
        types["Rupiah"].coerce_output_value = str
        types["Date"].coerce_input_value = dt.date.fromisoformat
        types["Date"].coerce_output_value = lambda d: d.isoformat()
        types["DateTime"].coerce_input_value = dt.datetime.fromisoformat
        types["DateTime"].coerce_output_value = moment
        for name in ("ID", "Rupiah", "Date", "DateTime"):
            parse_value = types[name].coerce_input_value
            types[name].coerce_input_literal = lambda node, p=parse_value: p(node.value)

    def _resolvers(self) -> None:
        tables = {"Author": Author, "Book": Book, "Loan": Loan, "Member": Member}
        names = {cls: name for name, cls in tables.items()}
        for kind in self.schema.type_map.values():
            if not isinstance(kind, GraphQLObjectType) or kind.name.startswith("__"):
                continue
            for name, field in kind.fields.items():
                field.resolve = self._resolver(kind.name, name)
        node: Any = self.schema.type_map["Node"]
        node.resolve_type = lambda value, _info, _type: names[type(value)]

    def _resolver(self, kind: str, name: str) -> Callable[..., Any]:
        special = getattr(self, f"_{kind}_{_snake(name)}", None)
        if special is not None:
            return lambda source, info, **a: special(
                source, info.context, SimpleNamespace(**{_snake(k): v for k, v in a.items()})
            )
        if kind in ("Author", "Book", "Loan", "Member") and name == "id":
            return lambda source, _info: _id(kind, source.id)
        attribute = _snake(name)
        return lambda source, _info, **_: getattr(source, attribute)

    # --- Query ---

    def _seen(self, reader: Reader) -> list[Loan]:
        if reader.audience in LOANS_OF_NOBODY:
            return []
        return [
            loan
            for loan in self.world.loans.values()
            if reader.tenant in (loan.giver_id, loan.taker_id)
        ]

    def _member(self, number: int, reader: Reader) -> Member | None:
        member = self.world.members.get(number)
        seen = member is not None and reader.audience != "public"
        return member if seen and member and member.tenant_id == reader.tenant else None

    def _find(self, name: str, number: int, reader: Reader) -> Any:
        match name:
            case "Author":
                return self.world.authors.get(number)
            case "Book":
                return self.world.books.get(number)
            case "Loan":
                return next((x for x in self._seen(reader) if x.id == number), None)
            case "Member":
                return self._member(number, reader)
            case _:
                return None

    def _Query_node(self, _s: Any, reader: Reader, a: Any) -> Any:
        name, number = a.id
        return self._find(name, number, reader)

    def _Query_author(self, _s: Any, _reader: Reader, a: Any) -> Any:
        name, number = a.id
        if name != "Author":
            raise error_of(field_errors.WrongId(expected="Author"))
        return self.world.authors.get(number)

    def _Query_authors(self, _s: Any, _reader: Reader, a: Any) -> Any:
        rows = list(self.world.authors.values())
        if getattr(a, "names", None) is not None:
            storable(*a.names)
            rows = [r for r in rows if r.name in a.names]
        if getattr(a, "born_after", None) is not None:
            rows = [r for r in rows if r.born is not None and r.born > a.born_after]
        return page("Query.authors", rows, a)

    def _Query_books(self, _s: Any, _reader: Reader, a: Any) -> Any:
        rows = self._filtered(list(self.world.books.values()), getattr(a, "filter", None))
        if getattr(a, "ids", None) is not None:
            if any(name != "Book" for name, _ in a.ids):
                raise error_of(field_errors.WrongId(expected="Book"))
            wanted = {number for _, number in a.ids}
            rows = [r for r in rows if r.id in wanted]
        return page("Query.books", rows, a)

    def _filtered(self, rows: list[Book], filter: dict[str, Any] | None) -> list[Book]:
        if not filter:
            return rows
        if filter.get("genres") is not None:
            stored = {"NOVEL": "novel", "POEM": "poem", "ESSAY": "essay"}
            rows = [r for r in rows if r.genre in {stored[g] for g in filter["genres"]}]
        if filter.get("text") is not None:
            storable(filter["text"])
            part = filter["text"].lower()
            rows = [r for r in rows if r.title is not None and part in r.title.lower()]
        if filter.get("printedAfter") is not None:
            rows = [r for r in rows if r.printed and r.printed > filter["printedAfter"]]
        if filter.get("cheaperThan") is not None:
            rows = [r for r in rows if r.price < filter["cheaperThan"]]
        return rows

    def _Query_book(self, _s: Any, _reader: Reader, a: Any) -> Any:
        storable(a.code)
        return next((b for b in self.world.books.values() if b.code == a.code), None)

    _Query_book_needed = _Query_book

    def _Query_genres(self, _s: Any, _reader: Reader, a: Any) -> Any:
        groups: dict[str, list[Book]] = {}
        for book in self.world.books.values():
            groups.setdefault(book.genre, []).append(book)
        return [
            SimpleNamespace(
                stored=genre,
                genre=_genre(genre),
                books=len(books),
                price=sum(b.price for b in books),
                sample=min(books, key=lambda b: b.id),
            )
            for genre, books in sorted(groups.items())
            if len(books) >= a.least
        ]

    def _GenreTotal_dearest(self, source: Any, _reader: Reader, _a: Any) -> Any:
        books = [b for b in self.world.books.values() if b.genre == source.stored]
        return min(books, key=lambda b: (-b.price, b.id))

    def _Query_near(self, _s: Any, reader: Reader, a: Any) -> Any:
        rows = list(self.world.books.values())
        if getattr(a, "loaned", None) is not None:
            if reader.audience == "public":
                return []
            lent = {loan.book_id for loan in self._seen(reader)}
            rows = [b for b in rows if (b.id in lent) == a.loaned]
        rows.sort(key=lambda b: (abs(b.price - a.price), b.id))
        return [SimpleNamespace(book=b, distance=abs(b.price - a.price)) for b in rows[:3]]

    def _Query_ends(self, _s: Any, _reader: Reader, _a: Any) -> Any:
        ids = sorted(self.world.authors)
        return [self.world.authors[n] for n in sorted(ids[:2] + ids[-2:], reverse=True)]

    def _Query_average(self, _s: Any, _reader: Reader, a: Any) -> Any:
        known = [b.rating for b in self.world.books.values() if b.rating is not None]
        return sum(known) / len(known) * a.factor if known else None

    def _Query_loan_total(self, _s: Any, reader: Reader, _a: Any) -> Any:
        if reader.audience == "public":
            raise error_of(field_errors.Forbidden(reader.audience))
        return len(self._seen(reader))

    def _Query_lent(self, _s: Any, reader: Reader, a: Any) -> Any:
        if reader.audience == "public":
            return empty_page(a)
        return page("Query.lent", [x for x in self._seen(reader) if x.giver_id == reader.tenant], a)

    def _Query_something(self, _s: Any, reader: Reader, a: Any) -> Any:
        kind = {0: "Author", 1: "Book"}.get(int(math.fmod(a.place, 3)), "Loan")
        return self._find(kind, a.place, reader)

    def _Query_staff_only(self, _s: Any, reader: Reader, _a: Any) -> Any:
        if reader.audience == "public":
            raise error_of(field_errors.Forbidden(reader.audience))
        return "staff"

    def _Query_motto(self, _s: Any, _reader: Reader, _a: Any) -> Any:
        return "read"

    # --- Author ---

    def _books_of(self, author: Author) -> list[Book]:
        return [b for b in self.world.books.values() if b.author_id == author.id]

    def _Author_teacher(self, s: Author, _reader: Reader, _a: Any) -> Any:
        return None if s.teacher_id is None else self.world.authors[s.teacher_id]

    def _Author_students(self, s: Author, _reader: Reader, _a: Any) -> Any:
        found = [x for x in self.world.authors.values() if x.teacher_id == s.id]
        return sorted(found, key=lambda x: (x.name, x.id))

    def _Author_motto_or_name(self, s: Author, _reader: Reader, a: Any) -> Any:
        prefix = getattr(a, "prefix", None)
        if prefix is None:
            return s.motto
        storable(prefix)
        return prefix + (s.motto or "")

    def _Author_books(self, s: Author, _reader: Reader, a: Any) -> Any:
        rows = self._books_of(s)
        if getattr(a, "genre", None) is not None:
            rows = [b for b in rows if _genre(b.genre) == a.genre]
        return page("Author.books", rows, a)

    def _Author_all_books(self, s: Author, _reader: Reader, a: Any) -> Any:
        rows = self._filtered(self._books_of(s), getattr(a, "filter", None))
        return sorted(rows, key=lambda b: b.code)

    def _Author_book_count(self, s: Author, _reader: Reader, _a: Any) -> Any:
        return len(self._books_of(s))

    def _Author_best(self, s: Author, _reader: Reader, _a: Any) -> Any:
        order = Order("", lambda b: b.rating, descending=True)
        rows = [b for b in self._books_of(s) if b.rating is not None]
        return min(rows, key=lambda b: (order.key(b), b.id), default=None)

    def _Author_sentence(self, s: Author, _reader: Reader, a: Any) -> Any:
        if s.motto is None:
            return None
        sentence = f"{s.name}: {s.motto}"
        return sentence.upper() if a.loud else sentence

    # --- Book ---

    def _Book_genre(self, s: Book, _reader: Reader, _a: Any) -> Any:
        return _genre(s.genre)

    def _Book_tags(self, s: Book, _reader: Reader, _a: Any) -> Any:
        return list(s.tags)

    def _Book_author(self, s: Book, _reader: Reader, _a: Any) -> Any:
        return self.world.authors[s.author_id]

    def _Book_firm_title(self, s: Book, _reader: Reader, _a: Any) -> Any:
        return s.title or None

    def _Book_measure(self, s: Book, _reader: Reader, _a: Any) -> Any:
        if s.pages is None:
            return None
        author = self.world.authors[s.author_id]
        return SimpleNamespace(pages=s.pages, doubled=2 * s.pages, author=author)

    def _Book_siblings(self, s: Book, _reader: Reader, a: Any) -> Any:
        rows = [b for b in self.world.books.values() if b.author_id == s.author_id and b.id != s.id]
        return page("Book.siblings", rows, a)

    def _Book_loans(self, s: Book, reader: Reader, a: Any) -> Any:
        if reader.audience == "public":
            return empty_page(a)
        rows = [x for x in self._seen(reader) if x.book_id == s.id]
        if getattr(a, "states", None) is not None:
            rows = [x for x in rows if x.state in a.states]
        if getattr(a, "due_by", None) is not None:
            rows = [x for x in rows if x.due is not None and x.due <= a.due_by]
        return page("Book.loans", rows, a)

    def _Book_loan_count(self, s: Book, reader: Reader, _a: Any) -> Any:
        if reader.audience == "public":
            raise error_of(field_errors.Forbidden(reader.audience))
        return sum(x.book_id == s.id for x in self._seen(reader))

    # --- Loan ---

    def _Loan_book(self, s: Loan, _reader: Reader, _a: Any) -> Any:
        return self.world.books[s.book_id]

    def _Loan_member(self, s: Loan, reader: Reader, _a: Any) -> Any:
        return self._member(s.member_id, reader)

    _Loan_maybe_member = _Loan_member


def _genre(stored: str) -> str:
    return stored.upper() if stored in ("novel", "poem", "essay") else stored


def _snake(name: str) -> str:
    return re.sub("([A-Z])", lambda m: "_" + m[1].lower(), name)
