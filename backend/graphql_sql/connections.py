"""Connections: a page of a select in a total order.

One correlated sub-select serves edges, nodes and pageInfo. It reads one row more than `first`,
but only if the document selects whether there are more. The total is counted beside it, only if
the document selects it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from graphql import GraphQLObjectType
from graphql.execution.collect_fields import FieldDetails
from sqlalchemy import Integer, LargeBinary

from .arguments import Check, Slot
from .cursors import Cursors, key_of
from .field_errors import BadPageSize, DeclarationError
from .plan import Path
from .results import Page
from .sqltext import MARK, Argument, Marks, against_parent, quoted, text_literal

if TYPE_CHECKING:
    from .selected import Selected

# The most that `first` may ever be; a guard in front of the schema may allow less.
MAX_PAGE = 1000


def compile_page(selected: Selected, page: Page) -> str:
    """SQL of a connection: the JSON object of what the document selects of it."""
    return _Page(selected, page).sql()


def empty_page(selected: Selected) -> str:
    """A connection without items, for viewers who may not see any."""
    compiler = selected.compiler
    kind: GraphQLObjectType = selected.type
    columns: list[str] = []
    for key, details in compiler.subfields(kind, selected.details).items():
        name = details[0].node.name.value
        if name == "pageInfo":
            nothing = {"hasNextPage": "false", "hasPreviousPage": "false"}
            sql = _page_info(selected, details, nothing)
        else:
            sql = {
                "__typename": f"{text_literal(kind.name)}::text",
                "totalCount": "0",
            }.get(name, "'[]'::json")
        columns.append(f"{sql} AS {quoted(key)}")
    return compiler.nested(compiler.select(kind, columns))


def _page_info(selected: Selected, details: list[FieldDetails], values: dict[str, str]) -> str:
    compiler = selected.compiler
    kind = cast("GraphQLObjectType", compiler.request.schema.type_map["PageInfo"])
    columns: list[str] = []
    for key, inner in compiler.subfields(kind, details).items():
        name = inner[0].node.name.value
        sql = "'PageInfo'::text" if name == "__typename" else values.get(name, "NULL::text")
        columns.append(f"{sql} AS {quoted(key)}")
    return compiler.nested(compiler.select(kind, columns))


class _Page:
    """A page while its SQL is built."""

    def __init__(self, selected: Selected, page: Page) -> None:
        compiler = selected.compiler
        self.selected = selected
        self.compiler = compiler
        self.page = page
        self.kind: GraphQLObjectType = selected.type
        self.fields = compiler.subfields(self.kind, selected.details)
        self.item: Any = self.kind.fields["nodes"].type.of_type.of_type.of_type
        ordered = page.select.order_by(None).order_by(*page.order_by)
        self.opened = selected.open(ordered, self.item)
        chosen = self.opened.select
        self.keys = [key_of(c, chosen) for c in chosen._order_by_clauses]  # noqa: SLF001
        where = selected.where
        if not self.opened.total([key.expression for key in self.keys]):
            raise DeclarationError(
                f"{where}: the order must contain a unique column that is never null"
            )
        # The declared order, not yet rewritten for this row: equal lists have equal cursors.
        order = ", ".join(
            MARK.sub("?", Marks().text(against_parent(clause, None, where)))
            for clause in page.order_by
        )
        self.cursors = Cursors(self.keys, where, order, compiler.request.cursor_key)
        self.sums = compiler.alias("a")
        self.wanted = self._wanted()
        self.first = self._first()

    def _wanted(self) -> set[str]:
        """Names of the selected fields of pageInfo, and `cursor` if edges select theirs."""
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

    def _first(self) -> Slot:
        first = self.page.first
        if not isinstance(first, Argument):
            raise DeclarationError(f"{self.selected.where}: first must be an argument, Int!")
        self._check(Check(first.slot, _fits))
        return first.slot

    def _check(self, check: Check) -> None:
        self.compiler.checks.append((self.selected.path, check))

    def sql(self) -> str:
        """The connection."""
        compiler, opened, row = self.compiler, self.opened, self.opened.row
        total = self._total()
        after = self.page.after
        if isinstance(after, Argument):
            self._check(Check(after.slot, self.cursors.read))
            opened.select = opened.select.where(self.cursors.behind(after.slot))
        more = "hasNextPage" in self.wanted
        limit = Argument(self.first, Integer())
        opened.select = opened.select.limit(limit + 1 if more else limit)
        joins, sums, outer = self._parts(total)
        cursors = bool(self.wanted & {"cursor", "startCursor", "endCursor"})
        extra = [k.expression.label(f"#{n}") for n, k in enumerate(self.keys)] if cursors else []
        inner = opened.text(compiler.marks, *extra)
        source = f"({inner}) AS {row.alias}"
        if more:
            source = f'(SELECT *, row_number() OVER () AS "#" FROM ({inner}) AS i) AS {row.alias}'
        answer = compiler.alias("r")
        body = compiler.select(self.kind, outer)
        gathered = f"SELECT {', '.join(sums)} FROM {source}{''.join(joins)}" if sums else "SELECT"
        return (
            f"(SELECT row_to_json({answer}) FROM ({gathered}) AS {self.sums}"
            f" CROSS JOIN LATERAL ({body}) AS {answer})"
        )

    def _size(self) -> str:
        """SQL of the page's size."""
        return self.compiler.marks.slot(self.first, Integer())

    def _secret(self) -> str:
        return self.compiler.marks.slot(self.compiler.cursor_secret, LargeBinary())

    def _total(self) -> str:
        """SQL of the total number of rows, before the page is cut out of them."""
        names = {details[0].node.name.value for details in self.fields.values()}
        if "totalCount" not in names:
            return ""
        return f"(SELECT count(*)::int4 FROM ({self.opened.rows(self.compiler.marks)}) AS c)"

    def _parts(self, total: str) -> tuple[list[str], list[str], list[str]]:
        """Joins that make the items, aggregates over the page, and the result's columns."""
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
            elif name == "totalCount":
                sql = total
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
                sql = f"{self.sums}.{alias}"
            outer.append(f"{sql} AS {quoted(key)}")
        return joins, sums, outer

    def _edges(self, details: list[FieldDetails], path: Path) -> str:
        compiler, row = self.compiler, self.opened.row
        edge = self._edge()
        columns: list[str] = []
        for key, inner in compiler.subfields(edge, details).items():
            name = inner[0].node.name.value
            if name == "node":
                sql = compiler.nested(compiler.object(self.item, inner, row, (*path, key)))
            elif name == "cursor":
                places = [f'{row.alias}."#{n}"' for n in range(len(self.keys))]
                sql = self.cursors.sql(places, self._secret())
            else:
                sql = f"{text_literal(edge.name)}::text"
            columns.append(f"{sql} AS {quoted(key)}")
        return compiler.select(edge, columns)

    def _info(self, sums: list[str], within: str) -> dict[str, str]:
        """SQL of pageInfo's fields; the aggregates that they need are added to `sums`."""
        alias = self.opened.row.alias
        values = {"hasPreviousPage": "true" if self.page.after is not None else "false"}

        def over(sql: str) -> str:
            name = f"s{len(sums)}"
            sums.append(f"{sql} AS {name}")
            return f"{self.sums}.{name}"

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


def _fits(first: int) -> None:
    if not 1 <= first <= MAX_PAGE:
        raise BadPageSize(maximum=MAX_PAGE)
