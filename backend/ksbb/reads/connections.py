"""Connections: a page of a select in a total order, with signed cursors.

One correlated sub-select serves edges, nodes and pageInfo. It takes one row more than asked
for, only if somebody wants to know whether there are more.

A cursor is base64 of 12 bytes of HMAC-SHA256 and the signed text: a JSON array of the order's
signature and the values (as texts, or null) of the order's expressions at that item. The
signature names the field and the order, so a cursor of another list is refused.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from graphql import GraphQLObjectType
from graphql.execution.collect_fields import FieldDetails
from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    Numeric,
    String,
    Uuid,
    and_,
    not_,
    null,
    or_,
    tuple_,
)
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import UnaryExpression

from . import declare
from .arguments import Check, Slot
from .faults import BadCursor, BadPageSize, DeclarationError
from .plan import Path
from .rowsource import Opened
from .sqltext import MARK, Argument, Marks, against_parent, outer_joined, quoted, text_literal

if TYPE_CHECKING:
    from .selected import Selected

# The most that `first` may ever be; a guard before may allow a caller less.
LONGEST_PAGE = 1000
MAC_BYTES = 12


@dataclass(frozen=True, slots=True)
class Key:
    """One expression of a page's order."""

    expression: ColumnElement[Any]
    descending: bool
    nulls_first: bool
    nullable: bool


@dataclass(frozen=True, slots=True)
class Form:
    """How a value of an order travels in a cursor."""

    text: Callable[[str], str]
    read: Callable[[str], Any]


def _plain(sql: str) -> str:
    return f"({sql})::text"


def _day(sql: str) -> str:
    return f"to_char({sql}, 'YYYY-MM-DD')"


def _moment(sql: str) -> str:
    return f"""to_char(({sql}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""


FORMS: tuple[tuple[type[Any], Form], ...] = (
    (Integer, Form(_plain, int)),
    (Float, Form(_plain, float)),
    (Numeric, Form(_plain, Decimal)),
    (String, Form(_plain, str)),
    (Boolean, Form(_plain, lambda text: text == "true")),
    (Date, Form(_day, date.fromisoformat)),
    (DateTime, Form(_moment, datetime.fromisoformat)),
    (Uuid, Form(_plain, UUID)),
)


def _form(key: Key, where: str) -> Form:
    for kind, form in FORMS:
        if isinstance(key.expression.type, kind):
            return form
    raise DeclarationError(
        f"{where}: can't page by {key.expression}: cast it to a type that cursors know"
    )


def _key(clause: Any, opened: Opened) -> Key:
    descending, nulls = False, None
    while isinstance(clause, UnaryExpression) and clause.modifier is not None:
        if clause.modifier is operators.desc_op:
            descending = True
        elif clause.modifier is operators.nulls_first_op:
            nulls = True
        elif clause.modifier is operators.nulls_last_op:
            nulls = False
        elif clause.modifier is not operators.asc_op:
            break
        clause = clause.element
    return Key(
        expression=clause,
        descending=descending,
        # PostgreSQL takes null as the largest value.
        nulls_first=descending if nulls is None else nulls,
        nullable=getattr(clause, "nullable", True) is not False or outer_joined(opened.select),
    )


class Cursors:
    """Cursors of one field's order."""

    def __init__(self, keys: list[Key], where: str, order: str, secret: bytes) -> None:
        self.keys = keys
        self.forms = [_form(key, where) for key in keys]
        self.signature = hashlib.sha256(f"{where} {order}".encode()).hexdigest()[:8]
        self.secret = secret

    def sql(self, values: list[str], secret: str) -> str:
        """SQL of a cursor.

        Args:
            values: SQL of the order's expressions at an item.
            secret: SQL of the key.
        """
        texts = ", ".join(form.text(v) for form, v in zip(self.forms, values, strict=True))
        signed = f"json_build_array({text_literal(self.signature)}, {texts})::text"
        return (
            "(SELECT translate(encode("
            f"substring(hmac(b, {secret}, 'sha256') FOR {MAC_BYTES}) || b, 'base64'), E'\\n', '')"
            f" FROM (SELECT convert_to({signed}, 'UTF8') AS b OFFSET 0) AS s)"
        )

    def read(self, cursor: str) -> list[Any]:
        """The values in a cursor of this order.

        Raises:
            BadCursor: it was not made here, or for another order.
        """
        try:
            raw = base64.b64decode(cursor, validate=True)
        except (binascii.Error, ValueError):
            raise BadCursor from None
        mac, text = raw[:MAC_BYTES], raw[MAC_BYTES:]
        expected = hmac.new(self.secret, text, hashlib.sha256).digest()[:MAC_BYTES]
        if not hmac.compare_digest(mac, expected):
            raise BadCursor
        signature, *values = json.loads(text)
        if signature != self.signature:
            raise BadCursor
        return [
            None if value is None else form.read(value)
            for form, value in zip(self.forms, values, strict=True)
        ]

    def behind(self, after: Slot) -> ColumnElement[bool]:
        """The condition of the rows behind a cursor."""
        values = [
            Argument(after.then(lambda text, n=n: self.read(text)[n]), key.expression.type)
            for n, key in enumerate(self.keys)
        ]
        keys = self.keys
        if not any(key.nullable for key in keys) and len({k.descending for k in keys}) == 1:
            # One comparison of rows is what an index understands.
            mine, theirs = tuple_(*(k.expression for k in keys)), tuple_(*values)
            return mine < theirs if keys[0].descending else mine > theirs
        condition = _beyond(keys[-1], values[-1])
        for key, value in zip(reversed(keys[:-1]), reversed(values[:-1]), strict=True):
            same = key.expression.is_not_distinct_from(value)
            condition = or_(_beyond(key, value), and_(same, condition))
        return condition


def _beyond(key: Key, value: Argument) -> ColumnElement[bool]:
    """The rows whose value stands strictly behind `value` in the order of `key`."""
    mine = key.expression
    beyond = mine < value if key.descending else mine > value
    if not key.nullable:
        return beyond
    if key.nulls_first:
        return or_(beyond, and_(value.is_(null()), not_(mine.is_(null()))))
    return or_(beyond, and_(mine.is_(null()), not_(value.is_(null()))))


def compile_page(selected: Selected, page: declare.Page) -> str:
    """SQL of a connection: the JSON object of what the document selects of it."""
    return _Page(selected, page).sql()


def empty_page(selected: Selected) -> str:
    """A connection without items, for those who never see any."""
    compiler = selected.compiler
    kind: GraphQLObjectType = selected.type
    columns: list[str] = []
    for key, details in compiler.subfields(kind, selected.details).items():
        name = details[0].node.name.value
        if name == "pageInfo":
            sql = _page_info(
                selected,
                details,
                {"hasNextPage": "false", "hasPreviousPage": "false"},
            )
        else:
            sql = f"{text_literal(kind.name)}::text" if name == "__typename" else "'[]'::json"
        columns.append(f"{sql} AS {quoted(key)}")
    alias = compiler.alias("r")
    return f"(SELECT row_to_json({alias}) FROM ({compiler.select(kind, columns)}) AS {alias})"


def _page_info(selected: Selected, details: list[FieldDetails], values: dict[str, str]) -> str:
    compiler = selected.compiler
    kind = cast("GraphQLObjectType", compiler.request.schema.type_map["PageInfo"])
    columns: list[str] = []
    for key, inner in compiler.subfields(kind, details).items():
        name = inner[0].node.name.value
        sql = "'PageInfo'::text" if name == "__typename" else values.get(name, "NULL::text")
        columns.append(f"{sql} AS {quoted(key)}")
    alias = compiler.alias("r")
    return f"(SELECT row_to_json({alias}) FROM ({compiler.select(kind, columns)}) AS {alias})"


class _Page:
    """A page while its SQL is made."""

    def __init__(self, selected: Selected, page: declare.Page) -> None:
        compiler = selected.compiler
        self.selected = selected
        self.compiler = compiler
        self.page = page
        self.kind: GraphQLObjectType = selected.type
        self.fields = compiler.subfields(self.kind, selected.details)
        self.item: Any = self.kind.fields["nodes"].type.of_type.of_type.of_type
        ordered = page.select.order_by(None).order_by(*page.order_by)
        self.opened = selected.open(ordered, self.item)
        self.keys = [_key(c, self.opened) for c in self.opened.select._order_by_clauses]  # noqa: SLF001
        where = selected.where
        if not self.opened.total([key.expression for key in self.keys]):
            raise DeclarationError(
                f"{where}: the order must contain a unique column that is never null"
            )
        # As declared, not as placed here: the same list gives the same cursors everywhere.
        order = ", ".join(
            MARK.sub("?", Marks().text(against_parent(clause, None, where)))
            for clause in page.order_by
        )
        self.cursors = Cursors(self.keys, where, order, compiler.request.cursor_key)
        self.wanted = self._wanted()
        self.first = self._first()

    def _wanted(self) -> set[str]:
        """Names of what is selected of pageInfo, and `cursor` if an edge wants its own."""
        found: set[str] = set()
        types = self.compiler.request.schema.type_map
        for details in self.fields.values():
            name = details[0].node.name.value
            if name == "pageInfo":
                info: Any = types["PageInfo"]
                inner = self.compiler.subfields(info, details)
                found |= {d[0].node.name.value for d in inner.values()}
            elif name == "edges":
                inner = self.compiler.subfields(self._edge(), details)
                found |= {d[0].node.name.value for d in inner.values()} & {"cursor"}
        return found

    def _edge(self) -> GraphQLObjectType:
        return self.kind.fields["edges"].type.of_type.of_type.of_type

    def _first(self) -> int | Slot:
        first = self.page.first
        if isinstance(first, Argument):

            def fits(value: int) -> None:
                if not 1 <= value <= LONGEST_PAGE:
                    raise BadPageSize(most=LONGEST_PAGE)

            self._check(Check(first.slot, fits))
            return first.slot
        if isinstance(first, int) and 1 <= first <= LONGEST_PAGE:
            return first
        raise DeclarationError(f"{self.selected.where}: first must be an Int! argument or a size")

    def _check(self, check: Check) -> None:
        path: Path = self.selected.path
        self.compiler.checks.append((path, check))

    def sql(self) -> str:
        """The connection."""
        compiler, opened, row = self.compiler, self.opened, self.opened.row
        after = self.page.after
        if isinstance(after, Argument):
            self._check(Check(after.slot, self.cursors.read))
            opened.select = opened.select.where(self.cursors.behind(after.slot))
        more = "hasNextPage" in self.wanted
        limit: Any = Argument(self.first, Integer()) if isinstance(self.first, Slot) else self.first
        opened.select = opened.select.limit(limit + 1 if more else limit)
        outside = compiler.factors
        compiler.factors = (*outside, self.first)
        joins, sums, outer = self._parts()
        compiler.factors = outside
        cursors = bool(self.wanted & {"cursor", "startCursor", "endCursor"})
        extra = [k.expression.label(f"#{n}") for n, k in enumerate(self.keys)] if cursors else []
        inner = opened.text(compiler.marks, *extra)
        source = f"({inner}) AS {row.alias}"
        if more:
            source = f'(SELECT *, row_number() OVER () AS "#" FROM ({inner}) AS i) AS {row.alias}'
        total, answer = compiler.alias("a"), compiler.alias("r")
        body = compiler.select(self.kind, [sql.replace("\x03", total) for sql in outer])
        gathered = f"SELECT {', '.join(sums)} FROM {source}{''.join(joins)}" if sums else "SELECT"
        return (
            f"(SELECT row_to_json({answer}) FROM ({gathered}) AS {total}"
            f" CROSS JOIN LATERAL ({body}) AS {answer})"
        )

    def _size(self) -> str:
        """SQL of the page's size."""
        if isinstance(self.first, Slot):
            return self.compiler.marks.slot(self.first, Integer())
        return str(self.first)

    def _secret(self) -> str:
        return self.compiler.marks.slot(self.compiler.cursor_secret, LargeBinary())

    def _parts(self) -> tuple[list[str], list[str], list[str]]:
        r"""Joins that make the items, sums over the page, and columns of the answer.

        In the columns, `\x03` stands for the alias of the sums.
        """
        within = (
            f' FILTER (WHERE {self.opened.row.alias}."#" <= {self._size()})'
            if "hasNextPage" in self.wanted
            else ""
        )
        joins: list[str] = []
        sums: list[str] = []
        outer: list[str] = []
        for key, details in self.fields.items():
            name = details[0].node.name.value
            if name == "__typename":
                sql = f"{text_literal(self.kind.name)}::text"
            elif name == "pageInfo":
                sql = _page_info(self.selected, details, self._info(sums, within))
            else:
                path = (*self.selected.path, key)
                alias = self.compiler.alias("r")
                body = (
                    self.compiler.object(self.item, details, self.opened.row, path)
                    if name == "nodes"
                    else self._edges(details, path)
                )
                joins.append(f" CROSS JOIN LATERAL ({body}) AS {alias}")
                sums.append(f"coalesce(json_agg({alias}){within}, '[]'::json) AS {alias}")
                sql = f"\x03.{alias}"
            outer.append(f"{sql} AS {quoted(key)}")
        return joins, sums, outer

    def _edges(self, details: list[FieldDetails], path: Path) -> str:
        compiler, row = self.compiler, self.opened.row
        edge = self._edge()
        columns: list[str] = []
        for key, inner in compiler.subfields(edge, details).items():
            name = inner[0].node.name.value
            if name == "node":
                alias = compiler.alias("r")
                body = compiler.object(self.item, inner, row, (*path, key))
                sql = f"(SELECT row_to_json({alias}) FROM ({body}) AS {alias})"
            elif name == "cursor":
                places = [f'{row.alias}."#{n}"' for n in range(len(self.keys))]
                sql = self.cursors.sql(places, self._secret())
            else:
                sql = f"{text_literal(edge.name)}::text"
            columns.append(f"{sql} AS {quoted(key)}")
        return compiler.select(edge, columns)

    def _info(self, sums: list[str], within: str) -> dict[str, str]:
        """SQL of pageInfo's fields over the sums, which are added to `sums` as needed."""
        alias = self.opened.row.alias
        values = {"hasPreviousPage": "true" if self.page.after is not None else "false"}

        def over(sql: str) -> str:
            name = f"s{len(sums)}"
            sums.append(f"{sql} AS {name}")
            return f"\x03.{name}"

        if "hasNextPage" in self.wanted:
            values["hasNextPage"] = f"({over('count(*)')} > {self._size()})"
        for name, place in (("startCursor", "1"), ("endCursor", None)):
            if name not in self.wanted:
                continue
            count = over(f"count(*){within}")
            ends = [over(f'array_agg({alias}."#{n}"){within}') for n in range(len(self.keys))]
            at = place or count
            cursor = self.cursors.sql([f"{e}[{at}]" for e in ends], self._secret())
            values[name] = f"CASE WHEN {count} > 0 THEN {cursor} END"
        return values
