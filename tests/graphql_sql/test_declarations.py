"""A declaration that can't keep its promise prevents the start, with a message that names it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import func, select, union_all
from sqlmodel import SQLModel, col

import graphql_sql
from tests.graphql_sql.differential import build
from tests.graphql_sql.library import AuthorObject, BookObject
from tests.graphql_sql.tables import Author, Book, Member


def fails(*queries: type, types: list[Any] | None = None) -> str:
    with pytest.raises(graphql_sql.DeclarationError) as failed:
        graphql_sql.build_schema(
            queries=queries, types=types or [], cursor_key=lambda: b"k", open_schemas=["shelf"]
        )
    return str(failed.value)


def type_of(model: type[SQLModel], **fields: Any) -> type:
    """A type with these fields, given as name=(annotation, declaration)."""
    namespace: dict[str, Any] = {"__annotations__": {}, "__module__": __name__}
    for name, (kind, declared) in fields.items():
        namespace[name] = declared
        if kind is not None:
            namespace["__annotations__"][name] = kind
    return graphql_sql.type(model, description="T.")(type("Odd", (), namespace))


def body(answer: Any, kind: Any) -> Any:
    """A field whose body returns this."""

    def odd(self: Any) -> Any:
        """One."""
        del self
        return answer

    odd.__annotations__ = {"return": kind}
    return graphql_sql.field(odd)


def query_of(kind: Any, query: Any) -> type:
    """A root field that returns an object of this type."""
    return type("Queries", (), {"odd": body(graphql_sql.row(query), kind | None)})


def test_a_nullable_column_for_a_non_null_field_is_refused() -> None:
    odd = type_of(Author, motto=(str, graphql_sql.column(description="M.")))
    failed = fails(query_of(odd, select(Author)))
    assert "Odd.motto is never null, but its column may be" in failed


def test_a_nullable_foreign_key_for_a_non_null_field_is_refused() -> None:
    odd = type_of(
        Author, teacher=(AuthorObject, graphql_sql.one(Author.teacher_id, description="T."))
    )
    assert "Odd.teacher is never null, but its column may be" in fails(
        query_of(odd, select(Author))
    )


def test_a_column_of_another_type_is_refused() -> None:
    odd = type_of(Author, born=(dt.datetime | None, graphql_sql.column(description="B.")))
    assert "Odd.born is a DateTime, not a Date()" in fails(query_of(odd, select(Author)))


def test_a_missing_column_is_refused() -> None:
    odd = type_of(Author, nothing=(str, graphql_sql.column(description="N.")))
    assert "there is no column or label 'nothing'" in fails(query_of(odd, select(Author)))


def test_a_field_without_a_description_is_refused() -> None:
    odd = type_of(Author, name=(str, graphql_sql.column()))
    assert "Odd.name has no description" in fails(query_of(odd, select(Author)))


def test_a_select_of_another_table_is_refused() -> None:
    odd = type_of(Author, name=(str, graphql_sql.column(description="N.")))
    assert "the select does not yield Author" in fails(query_of(odd, select(Book)))


def test_a_union_must_be_wrapped() -> None:
    odd = type_of(Author, name=(str, graphql_sql.column(description="N.")))
    union = union_all(select(Author), select(Author))
    assert "wrap a union" in fails(query_of(odd, union))


def test_a_non_null_object_in_a_table_that_not_everybody_sees_is_refused() -> None:
    hidden = graphql_sql.type(Member, name="Hidden", description="H.")(
        type(
            "Hidden",
            (),
            {
                "__annotations__": {"name": str},
                "name": graphql_sql.column(description="N."),
            },
        )
    )
    odd = type_of(Book, seen=(hidden, graphql_sql.one(Member.id, description="S.")))
    assert "not everybody sees its table" in fails(query_of(odd, select(Book)))


class _Lists:
    @graphql_sql.field
    def unordered(self) -> list[BookObject]:
        """A list."""
        return graphql_sql.rows(select(Book))

    @graphql_sql.field
    def not_total(self, first: int = 3) -> graphql_sql.Connection[BookObject]:
        """A page."""
        return graphql_sql.page(select(Book), order_by=[Book.price], first=first)

    @graphql_sql.field
    def nullable_end(self, first: int = 3) -> graphql_sql.Connection[BookObject]:
        """A page."""
        return graphql_sql.page(select(Book), order_by=[Book.price, Book.pages], first=first)

    @graphql_sql.field
    def whole(self) -> graphql_sql.Connection[BookObject]:
        """A page of whatever size."""
        return graphql_sql.page(select(Book), order_by=[Book.id], first=5)

    @graphql_sql.field
    def looks(self, first: int = 3) -> int:
        """Python may not look at a value."""
        return graphql_sql.sql(func.length("x" if first else "y"))

    @graphql_sql.field
    def wrong_answer(self) -> str | None:
        """Not SQL."""
        return "text"

    @graphql_sql.field
    def one_for_many(self) -> list[BookObject]:
        """One."""
        return graphql_sql.row(select(Book).order_by(col(Book.id)))


def test_lists_need_an_order_and_pages_need_a_total_order() -> None:
    failed = fails(_Lists)
    assert "Query.unordered: Query.unordered: a list needs an order" in failed
    assert "Query.notTotal: Query.notTotal: the order must contain a unique column" in failed
    assert "Query.nullableEnd: Query.nullableEnd: the order must contain a unique column" in failed


def test_a_page_needs_the_arguments_first_and_after() -> None:
    failed = fails(_Lists)
    assert "Query.notTotal is a connection without first and after" in failed
    assert "Query.whole is a connection without first and after" in failed
    assert "Query.whole: Query.whole: first must be an argument, Int!" in failed


def test_a_body_cannot_branch_on_a_value() -> None:
    assert "Query.looks: an argument can be tested for None" in fails(_Lists)


def test_a_body_must_return_sql() -> None:
    failed = fails(_Lists)
    assert "a body answers sql, rows, row, page, nest or choice, not 'text'" in failed
    assert "Query.oneForMany: Query.oneForMany: a list comes from rows" in failed


def test_a_second_select_from_the_parents_table_needs_an_alias() -> None:
    count = select(func.count()).select_from(Author).scalar_subquery()
    odd = type_of(Author, others=(None, body(graphql_sql.sql(count), int)))
    assert "take aliased(Author)" in fails(query_of(odd, select(Author)))


def test_adding_a_field_twice_is_refused() -> None:
    with pytest.raises(graphql_sql.DeclarationError, match="already has code"):

        @graphql_sql.extend(BookObject)
        class Again:
            code: str = graphql_sql.column(description="Again.")


def test_declaring_a_root_field_twice_is_refused() -> None:
    class One:
        @graphql_sql.field
        def same(self) -> int | None:
            """One."""
            return graphql_sql.sql(func.length("x"))

    class Two:
        same = One.same  # type: ignore[attr-defined]

    assert "Two.same is there twice" in fails(One, Two)


def test_the_librarys_declarations_are_valid() -> None:
    assert "type BookConnection" in build().as_str()
