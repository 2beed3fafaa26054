"""A declaration that can't keep its promise stops the start, and says where."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import func, select, union_all
from sqlmodel import SQLModel, col

from ksbb import reads
from tests.reads.differential import build
from tests.reads.library import AuthorObject, BookObject
from tests.reads.tables import Author, Book, Member


def fails(*queries: type, types: list[Any] | None = None) -> str:
    with pytest.raises(reads.DeclarationError) as told:
        reads.build_schema(
            queries=queries, types=types or [], cursor_key=lambda: b"k", open_schemas=["shelf"]
        )
    return str(told.value)


def type_of(model: type[SQLModel], **fields: Any) -> type:
    """A type with these fields, given as name=(annotation, declaration)."""
    namespace: dict[str, Any] = {"__annotations__": {}, "__module__": __name__}
    for name, (kind, declared) in fields.items():
        namespace[name] = declared
        if kind is not None:
            namespace["__annotations__"][name] = kind
    return reads.type(model, description="T.")(type("Odd", (), namespace))


def body(answer: Any, kind: Any) -> Any:
    """A field whose body gives this answer."""

    def odd(self: Any) -> Any:
        """One."""
        del self
        return answer

    odd.__annotations__ = {"return": kind}
    return reads.field(odd)


def query_of(kind: Any, query: Any) -> type:
    """A root field that gives an object of this type."""
    return type("Queries", (), {"odd": body(reads.row(query), kind | None)})


def test_a_column_that_may_be_null_does_not_keep_a_promise() -> None:
    odd = type_of(Author, motto=(str, reads.column(description="M.")))
    told = fails(query_of(odd, select(Author)))
    assert "Odd.motto is never null, but its column may be" in told


def test_a_foreign_key_that_may_be_null_does_not_keep_a_promise() -> None:
    odd = type_of(Author, teacher=(AuthorObject, reads.one(Author.teacher_id, description="T.")))
    assert "Odd.teacher is never null, but its column may be" in fails(
        query_of(odd, select(Author))
    )


def test_a_column_of_another_type_does_not_keep_a_promise() -> None:
    odd = type_of(Author, born=(dt.datetime | None, reads.column(description="B.")))
    assert "Odd.born is a DateTime, not a Date()" in fails(query_of(odd, select(Author)))


def test_a_column_that_is_not_there_is_missed() -> None:
    odd = type_of(Author, nothing=(str, reads.column(description="N.")))
    assert "there is no column or label 'nothing'" in fails(query_of(odd, select(Author)))


def test_a_field_without_a_description_is_not_published() -> None:
    odd = type_of(Author, name=(str, reads.column()))
    assert "Odd.name has no description" in fails(query_of(odd, select(Author)))


def test_a_select_of_another_table_is_refused() -> None:
    odd = type_of(Author, name=(str, reads.column(description="N.")))
    assert "the select does not yield Author" in fails(query_of(odd, select(Book)))


def test_a_union_must_be_wrapped() -> None:
    odd = type_of(Author, name=(str, reads.column(description="N.")))
    union = union_all(select(Author), select(Author))
    assert "wrap a union" in fails(query_of(odd, union))


def test_a_promised_edge_may_not_lead_where_not_everybody_sees() -> None:
    hidden = reads.type(Member, name="Hidden", description="H.")(
        type(
            "Hidden",
            (),
            {
                "__annotations__": {"name": str},
                "name": reads.column(description="N."),
            },
        )
    )
    odd = type_of(Book, seen=(hidden, reads.one(Member.id, description="S.")))
    assert "not everybody sees its table" in fails(query_of(odd, select(Book)))


class _Lists:
    @reads.field
    def unordered(self) -> list[BookObject]:
        """A list."""
        return reads.rows(select(Book))

    @reads.field
    def not_total(self, first: int = 3) -> reads.Connection[BookObject]:
        """A page."""
        return reads.page(select(Book), order_by=[Book.price], first=first)

    @reads.field
    def nullable_end(self, first: int = 3) -> reads.Connection[BookObject]:
        """A page."""
        return reads.page(select(Book), order_by=[Book.price, Book.pages], first=first)

    @reads.field
    def whole(self) -> reads.Connection[BookObject]:
        """A page of whatever size."""
        return reads.page(select(Book), order_by=[Book.id], first=5)

    @reads.field
    def looks(self, first: int = 3) -> int:
        """Python may not look at a value."""
        return reads.sql(func.length("x" if first else "y"))

    @reads.field
    def wrong_answer(self) -> str | None:
        """Not SQL."""
        return "text"

    @reads.field
    def one_for_many(self) -> list[BookObject]:
        """One."""
        return reads.row(select(Book).order_by(col(Book.id)))


def test_lists_need_an_order_and_pages_a_total_one() -> None:
    told = fails(_Lists)
    assert "Query.unordered: Query.unordered: a list needs an order" in told
    assert "Query.notTotal: Query.notTotal: the order must contain a unique column" in told
    assert "Query.nullableEnd: Query.nullableEnd: the order must contain a unique column" in told


def test_a_page_is_as_long_as_its_caller_says() -> None:
    told = fails(_Lists)
    assert "Query.notTotal is a connection without first and after" in told
    assert "Query.whole is a connection without first and after" in told
    assert "Query.whole: Query.whole: first must be an argument, Int!" in told


def test_a_body_may_not_look_at_a_value() -> None:
    assert "Query.looks: an argument can be tested for None" in fails(_Lists)


def test_a_body_answers_sql() -> None:
    told = fails(_Lists)
    assert "a body answers sql, rows, row, page, nest or choice, not 'text'" in told
    assert "Query.oneForMany: Query.oneForMany: a list comes from rows" in told


def test_the_parents_table_needs_an_alias_to_be_looked_at_again() -> None:
    count = select(func.count()).select_from(Author).scalar_subquery()
    odd = type_of(Author, others=(None, body(reads.sql(count), int)))
    assert "take aliased(Author)" in fails(query_of(odd, select(Author)))


def test_a_field_is_added_once() -> None:
    with pytest.raises(reads.DeclarationError, match="already has code"):

        @reads.extend(BookObject)
        class Again:
            code: str = reads.column(description="Again.")


def test_a_root_field_is_there_once() -> None:
    class One:
        @reads.field
        def same(self) -> int | None:
            """One."""
            return reads.sql(func.length("x"))

    class Two:
        same = One.same  # type: ignore[attr-defined]

    assert "Two.same is there twice" in fails(One, Two)


def test_the_library_keeps_its_promises() -> None:
    assert "type BookConnection" in build().as_str()
