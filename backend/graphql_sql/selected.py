"""One selected field: its type, the row above it, and the SQL of its value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from graphql import (
    GraphQLObjectType,
    GraphQLOutputType,
    get_named_type,
    is_abstract_type,
    is_list_type,
    is_non_null_type,
)
from graphql.execution.collect_fields import FieldDetails
from sqlalchemy import Column, literal_column, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql import visitors

from . import declare, results
from .connections import compile_page, empty_page
from .declare import Declared, DeclaredField
from .field_errors import DeclarationError, Forbidden
from .leaves import fits, sql_type
from .plan import Path
from .rowsource import Opened, Row, Value
from .sqltext import clause, core, placed, table_of, tables, text_literal

if TYPE_CHECKING:
    from .arguments import IDArgument
    from .compile import Compiler

EMPTY_LIST = "'[]'::json"


class Selected:
    """A field of a document while its SQL is built."""

    def __init__(
        self,
        compiler: Compiler,
        parent: GraphQLObjectType,
        promised: GraphQLOutputType,
        details: list[FieldDetails],
        row: Row,
        path: Path,
    ) -> None:
        self.compiler = compiler
        self.parent = parent
        self.details = details
        self.row = row
        self.path = path
        self.where = f"{parent.name}.{details[0].node.name.value}"
        self.required = is_non_null_type(promised)
        self.type: Any = promised.of_type if is_non_null_type(promised) else promised

    def sql(self, declared: DeclaredField, values: dict[str, Any]) -> str | None:
        """SQL of the field, by the kind of its declaration.

        Args:
            declared: the field's declaration.
            values: its arguments by their names in Python.
        """
        match declared.source:
            case declare.Column(None):
                return self.leaf(self.row.value(str(declared.python_name), self.where))
            case declare.Column(expression):
                return self.leaf(self.expression(expression))
            case declare.Identity(label):
                return self.identity(label)
            case declare.One(key):
                return self.rows(results.Rows(self._one(key), single=True), unique=True)
            case declare.Many(key, order_by, where):
                return self.rows(results.Rows(self._many(key, order_by, where)))
            case declare.Part(model):
                return self._part(model)
            case declare.ByID():
                return self._by_id(values["id"])
            case declare.Python(_, given):
                return self._python(given)
            case declare.Method(body):
                return self._answer(body(None, **values))
            case _:
                raise DeclarationError(f"{self.where}: {declared.source!r} is not a source")

    # --- values ---

    def closed(self, thing: Any) -> bool:
        """Whether it reads tables that this audience never sees."""
        request = self.compiler.request
        return request.audience == "public" and any(
            table.schema not in request.open_schemas for table in tables(thing)
        )

    def expression(self, expression: Any) -> Value:
        """An expression of the declaration over the parent's row.

        Raises:
            Forbidden: it reads tables that this audience never sees.
        """
        if self.closed(expression):
            raise Forbidden(self.compiler.request.audience)
        plain = core(expression)
        nullable = bool(plain.nullable) if isinstance(plain, Column) else None
        text = self.compiler.marks.text(placed(plain, self.row, self.where))
        return Value(f"({text})", plain.type, nullable)

    def identity(self, label: str | None) -> str:
        """The ID in the form of `ID`: base64 without line breaks."""
        # encode() breaks lines after 76 characters; check.py keeps type names short enough.
        name = text_literal(f"{self.parent.name}:")
        number = (
            self.row.column(primary_key(self.row.model).name)
            if label is None
            else self.row.value(label, self.where).sql
        )
        return f"encode(convert_to({name} || {number}, 'UTF8'), 'base64')"

    def leaf(self, value: Value) -> str:
        """A scalar, an enum or a list of them: in its JSON form, and checked in strict mode.

        Raises:
            DeclarationError: its column can't keep what the annotation promises.
        """
        if self.required and value.nullable:
            raise DeclarationError(f"{self.where} is never null, but its column may be")
        leaves = self.compiler.leaves
        unsure = self.required and value.nullable is None
        if is_list_type(self.type):
            sql = leaves.listed(self.type.of_type, value.sql)
            return leaves.present(sql, "json") if unsure else sql
        if not fits(self.type, value.type):
            raise DeclarationError(f"{self.where} is a {self.type}, not a {value.type!r}")
        sql = leaves.formed(self.type, value.sql)
        # A JSON null is a null, although the column is not NULL.
        if unsure or (self.required and self.type.name == "JSON"):
            sql = leaves.present(sql, sql_type(self.type))
        return sql

    # --- answers of bodies ---

    def _answer(self, answer: Any) -> str:
        match answer:
            case results.Expression(expression):
                return self.leaf(self.expression(expression))
            case results.Rows():
                return self.rows(answer)
            case results.Page(query):
                return empty_page(self) if self.closed(query) else compile_page(self, answer)
            case results.Nest(values, when):
                return self._nest(values, when)
            case results.Choice(name, id):
                return self._choice(name, id)
            case _:
                raise DeclarationError(
                    f"{self.where}: a body answers sql, rows, row, page, nest or choice,"
                    f" not {answer!r}"
                )

    def rows(self, answer: results.Rows, *, unique: bool = False) -> str:
        """An object, or a list of objects, from a select.

        Args:
            answer: the select.
            unique: the select itself yields one row at most.
        """
        compiler = self.compiler
        listed = is_list_type(self.type)
        if listed == answer.single:
            raise DeclarationError(f"{self.where}: a list comes from rows, an object from row")
        item: Any = self.type.of_type if listed else self.type
        kind = cast("GraphQLObjectType", item.of_type if is_non_null_type(item) else item)
        if self.closed(answer.select):
            if self.required and not listed:
                raise DeclarationError(
                    f"{self.where} is never null, but not everybody sees its table"
                )
            return EMPTY_LIST if listed else "NULL::json"
        if listed and not answer.select._order_by_clauses:  # noqa: SLF001
            raise DeclarationError(f"{self.where}: a list needs an order")
        opened = self.open(answer.select if listed or unique else answer.select.limit(1), kind)
        body = compiler.object(kind, self.details, opened.row, self.path)
        alias = compiler.alias("r")
        source = (
            f"FROM ({opened.text(compiler.marks)}) AS {opened.row.alias}"
            f" CROSS JOIN LATERAL ({body}) AS {alias}"
        )
        if listed:
            return f"(SELECT coalesce(json_agg({alias}), {EMPTY_LIST}) {source})"
        return self._object(f"(SELECT row_to_json({alias}) {source})")

    def open(self, query: Any, kind: GraphQLObjectType) -> Opened:
        """A body's select as the row of an object of type `kind`."""
        return Opened(
            query,
            alias=self.compiler.alias(),
            model=self.declared(kind).model,
            parent=self.row,
            where=self.where,
        )

    def declared(self, kind: GraphQLObjectType) -> Declared:
        """The declaration of an object type.

        Raises:
            DeclarationError: it was not declared with `graphql_sql.type` or `graphql_sql.value`.
        """
        definition = kind.extensions.get("strawberry-definition")
        found = declare.declared_of(getattr(definition, "origin", None))
        if found is None:
            raise DeclarationError(f"{self.where}: {kind.name} is not declared with reads")
        return found

    def _object(self, sql: str) -> str:
        return self.compiler.leaves.present(sql, "json") if self.required else sql

    def _in_row(self, kind: GraphQLObjectType, row: Row) -> str:
        """An object whose values are already in the row above."""
        return self.compiler.nested(self.compiler.object(kind, self.details, row, self.path))

    def _nest(self, values: dict[str, Any], when: Any) -> str:
        labels = {name: self.expression(value) for name, value in values.items()}
        above = self.row
        row = Row(above.model, above.alias, above.prefix, labels, above.parts, above.used)
        sql = self._in_row(cast("GraphQLObjectType", self.type), row)
        if when is None:
            return sql
        return self._object(f"CASE WHEN {self.expression(when).sql} THEN {sql} END")

    def _part(self, model: Any) -> str:
        row = self.row.parts.get(model)
        if row is None:
            raise DeclarationError(f"{self.where}: the select does not carry {model.__name__}")
        key = row.column(primary_key(model).name)
        sql = self._in_row(cast("GraphQLObjectType", self.type), row)
        return self._object(f"CASE WHEN {key} IS NOT NULL THEN {sql} END")

    # --- edges ---

    def _one(self, key: Any) -> Any:
        """The select of `graphql_sql.one`."""
        kind = cast("GraphQLObjectType", get_named_type(self.type))
        model = self.declared(kind).model
        if model is None:
            raise DeclarationError(f"{self.where}: {kind.name} has no table to look in")
        other = self._beside(model)
        table = model.__table__
        if isinstance(key, str):
            value = literal_column(self.row.value(key, self.where).sql)
            return select(other).where(getattr(other, primary_key(model).name) == value)
        column = key.property.columns[0]
        if self.row.model is not None and column.table is self.row.model.__table__:
            end = next((f.column for f in column.foreign_keys), primary_key(model))
            if end.table is not table:
                raise DeclarationError(f"{self.where}: {key} does not lead to {model.__name__}")
            if self.required and column.nullable:
                raise DeclarationError(f"{self.where} is never null, but its column may be")
            value = literal_column(self.row.column(column.name))
            return select(other).where(getattr(other, end.name) == value)
        value = literal_column(self.row.column(primary_key(self.row.model).name))
        return select(other).where(getattr(other, column.name) == value)

    def _many(self, key: Any, order_by: tuple[Any, ...] | None, where: Any) -> Any:
        """The select of `graphql_sql.many`."""
        kind = cast("GraphQLObjectType", get_named_type(self.type))
        model = self.declared(kind).model
        other = self._beside(model)
        parent = literal_column(self.row.column(primary_key(self.row.model).name))
        query = select(other).where(getattr(other, key.property.columns[0].name) == parent)
        if where is not None:
            query = query.where(_over(other, model, where))
        order = order_by or (getattr(model, primary_key(model).name),)
        return query.order_by(*(_over(other, model, item) for item in order))

    def _beside(self, model: Any) -> Any:
        """The table class, or an alias of it if the parent is a row of the same table."""
        return aliased(model) if model is self.row.model else model

    def _by_id(self, id: IDArgument) -> str:
        """Any object by its ID; its type is part of the plan's key."""
        return self._of_type(str(id.kind), id.number(None), self.path)

    def _of_type(self, name: str, number: Any, path: Path) -> str:
        schema = self.compiler.request.schema
        kind = schema.type_map.get(name)
        if not isinstance(kind, GraphQLObjectType) or not schema.is_sub_type(self.type, kind):
            return "NULL::json"
        model = self.declared(kind).model
        if model is None:
            return "NULL::json"
        other = self._beside(model)
        query = select(other).where(getattr(other, primary_key(model).name) == number)
        inner = Selected(self.compiler, self.parent, kind, self.details, self.row, path)
        return inner.rows(results.Rows(query, single=True), unique=True)

    def _choice(self, name: Any, id: Any) -> str:
        """An object of one of an interface's types; each type has its own select."""
        if not is_abstract_type(self.type):
            raise DeclarationError(f"{self.where}: a choice is of an interface or a union")
        tag, number = self.expression(name), self.expression(id)
        cases: list[str] = []
        for kind in sorted(
            self.compiler.request.schema.get_possible_types(self.type), key=lambda k: k.name
        ):
            # The same key may mean something else in each type, so their paths differ.
            path = (*self.path, kind.name)
            found = self._of_type(kind.name, literal_column(number.sql), path)
            cases.append(f"WHEN {text_literal(kind.name)} THEN {found}")
        return self._object(f"CASE {tag.sql} {' '.join(cases)} END")

    def _python(self, given: dict[str, declare.Given]) -> str:
        """The columns that a Python field needs, as an object under the field's key."""
        self.compiler.leave_to_executor()
        pairs = [
            f"{text_literal(name)}, {self.expression(g.expression).sql}"
            for name, g in given.items()
        ]
        return f"json_build_object({', '.join(pairs)})"


def _over(other: Any, model: Any, element: Any) -> Any:
    """An expression over a table class, rewritten for its alias."""
    if other is model:
        return element

    def replace(element: Any, **_: Any) -> Any:
        table = table_of(element)
        if table is not None and table.key == model.__table__.key:
            return getattr(other, element.name).__clause_element__()
        return None

    return visitors.replacement_traverse(clause(element), {}, replace)


def primary_key(model: Any) -> Any:
    """The one primary key column of a table class.

    Raises:
        DeclarationError: its key has several columns.
    """
    columns = list(model.__table__.primary_key.columns)
    if len(columns) != 1:
        raise DeclarationError(f"{model.__name__} has no key of one column")
    return columns[0]
