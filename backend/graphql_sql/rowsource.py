"""Rows: where the values of an object come from while a statement is built.

Each level of a document selects from its own sub-select with its own alias (`t3`). Deeper levels
refer only to that alias, so two levels over the same table never mix.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Label, Select, UniqueConstraint, inspect, literal_column
from sqlalchemy.sql.elements import ColumnClause
from sqlalchemy.sql.selectable import FromClause
from sqlalchemy.types import TypeEngine

from .field_errors import DeclarationError
from .sqltext import Marks, against_parent, quoted


@dataclass(frozen=True, slots=True)
class Value:
    """A raw value in SQL: its text, its type, and whether it may be NULL (None: unknown)."""

    sql: str
    type: TypeEngine[Any] | None
    nullable: bool | None = None


@dataclass(slots=True)
class Row:
    """The parent of some fields.

    Attributes:
        model: the table class whose columns the row has, or None.
        alias: of the sub-select; "" at the root.
        prefix: of the column names in it, where one row has columns of several tables.
        labels: values by name, for objects without a table.
        parts: rows of whole tables inside this one, by table class.
        taken: columns of the table that are used.
    """

    model: Any
    alias: str
    prefix: str = ""
    labels: dict[str, Value] = field(default_factory=dict)
    parts: dict[Any, Row] = field(default_factory=dict)
    used: dict[str, None] = field(default_factory=dict)

    def column(self, name: str) -> str:
        """SQL text of a column of the row's table."""
        self.used[name] = None
        return f"{self.alias}.{quoted(self.prefix + name)}"

    def value(self, name: str, where: str) -> Value:
        """The column or label of this name.

        Raises:
            DeclarationError: there is none.
        """
        if name in self.labels:
            return self.labels[name]
        if self.model is not None and name in self.model.__table__.c:
            found = self.model.__table__.c[name]
            return Value(self.column(name), found.type, bool(found.nullable))
        raise DeclarationError(f"{where}: there is no column or label {name!r}")

    def label(self, name: str, where: str) -> tuple[str, Any]:
        """SQL text and type of a label."""
        value = self.value(name, where)
        return value.sql, value.type


class Opened:
    """A body's select as a row; `text` then selects only the columns that were used."""

    def __init__(
        self, query: Any, *, alias: str, model: Any, parent: Row | None, where: str
    ) -> None:
        """Read what the select yields.

        Args:
            query: the body's select; plain columns of the parent's table are the parent's row.
            alias: for the sub-select.
            model: the table class of the object's type, or None for a value.
            parent: the row above, or None.
            where: the field, for messages.

        Raises:
            DeclarationError: the select does not yield what the type needs.
        """
        if not isinstance(query, Select):
            raise DeclarationError(
                f"{where}: a body answers a select; wrap a union: aliased(Model, union.subquery())"
            )
        classes = [
            None if d.get("entity") is None else inspect(d["entity"]).mapper.class_
            for d in query.column_descriptions
        ]
        self.where = where
        self.select: Select[Any] = against_parent(query, parent, where)
        self.row = Row(model, alias)
        self._entities: list[tuple[Row, FromClause]] = []
        self._labels: list[Any] = []
        for raw, cls in zip(self.select._raw_columns, classes, strict=True):  # noqa: SLF001
            if isinstance(raw, FromClause):
                self._entity(raw, cls)
            else:
                name = raw.name if isinstance(raw, Label) else getattr(raw, "name", "")
                self._labels.append(raw.label(name))
                self.row.labels[name] = Value(f"{alias}.{quoted(name)}", raw.type)
        if model is not None and not any(row is self.row for row, _ in self._entities):
            raise DeclarationError(f"{where}: the select does not yield {model.__name__}")

    def _entity(self, source: FromClause, cls: Any) -> None:
        if cls is self.row.model:
            self._entities.append((self.row, source))
        elif self.row.model is None:
            part = Row(cls, self.row.alias, prefix=f"{cls.__name__}__")
            self.row.parts[cls] = part
            self._entities.append((part, source))

    def total(self, expressions: list[Any]) -> bool:
        """Whether these make a total order: they include the columns of a unique key, none null."""
        for row, source in self._entities:
            if row is not self.row and self.row.model is not None:
                continue
            # Compared by name: what was rewritten for the parent's row is a clone.
            own = {
                expression.name
                for expression in expressions
                if isinstance(expression, ColumnClause)
                and getattr(expression.table, "name", None) == getattr(source, "name", "")
            }
            table = row.model.__table__
            solid = {c.name for c in table.c if not c.nullable}
            if any(key <= own & solid for key in _unique_keys(table)):
                return True
        return False

    def text(self, marks: Marks, *extra: Any) -> str:
        """The sub-select's SQL with the columns that were used, and the `extra` ones."""
        return self._settled(marks, [*self._columns(), *extra], self.select)

    def rows(self, marks: Marks) -> str:
        """SQL that yields as many rows as the select, without their columns and in no order."""
        columns = self._columns() if self._whole() else []
        return self._settled(marks, columns, self.select.order_by(None))

    def _columns(self) -> list[Any]:
        whole = self._whole()
        columns: list[Any] = []
        for row, source in self._entities:
            names = [c.name for c in row.model.__table__.c] if whole else list(row.used)
            columns += [source.c[name].label(row.prefix + name) for name in names]
        return columns + self._labels

    def _whole(self) -> bool:
        """Whether the number of rows depends on which columns are selected."""
        return bool(
            self.select._distinct  # noqa: SLF001
            or self.select._distinct_on  # noqa: SLF001
            or self.select._group_by_clauses  # noqa: SLF001
        )

    @staticmethod
    def _settled(marks: Marks, columns: list[Any], query: Select[Any]) -> str:
        if not columns:
            columns.append(literal_column("1").label("one"))
        # FROM is fixed before the columns change: otherwise a joined sub-select would be there
        # twice, or SQLAlchemy could not decide from which source a join starts.
        settled = query.with_only_columns(*columns, maintain_column_froms=False)
        settled._from_obj = tuple(query.get_final_froms())  # noqa: SLF001
        settled._setup_joins = ()  # noqa: SLF001
        settled._memoized_select_entities = ()  # noqa: SLF001
        return marks.text(settled)


def _unique_keys(table: Any) -> Iterator[set[str]]:
    """The columns of each unique key of the table."""
    yield {c.name for c in table.primary_key.columns}
    for column in table.c:
        if column.unique:
            yield {column.name}
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield {c.name for c in constraint.columns}
    for index in table.indexes:
        if index.unique:
            yield {c.name for c in index.columns}
