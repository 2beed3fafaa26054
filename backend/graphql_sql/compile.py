"""Compiles a document to SQL.

graphql-core collects the fields and coerces arguments, declarations give the source of values,
and this module nests the SQL of each level into the level above.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graphql import (
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
)
from graphql.execution.collect_fields import (
    FieldDetails,
    FragmentDetails,
    GroupedFieldSet,
    collect_fields,
    collect_subfields,
)
from graphql.execution.values import VariableValues

from .arguments import Arguments, Check, Naming, Slot
from .declare import DeclaredField
from .field_errors import DeclarationError, FieldError, Forbidden
from .leaves import Leaves
from .plan import REFUSED, TYPENAME, Parameter, Path, Plan, Refused
from .rowsource import Row
from .selected import Selected
from .sqltext import Marks, quoted, text_literal

SCHEMA_FIELDS = frozenset({"__schema", "__type"})


class NotStrict(Exception):
    """The document needs the executor: a field is refused, or only Python can compute it."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a plan is compiled for.

    `open_schemas` are the database schemas that the audience "public" may read.
    """

    schema: GraphQLSchema
    operation: OperationDefinitionNode
    fragments: dict[str, FragmentDetails]
    variables: VariableValues
    audience: str
    open_schemas: frozenset[str]
    naming: Naming
    cursor_key: bytes


def fragment_details(
    fragments: Mapping[str, FragmentDefinitionNode],
) -> dict[str, FragmentDetails]:
    """Fragments in the form that graphql-core's collector takes."""
    return {name: FragmentDetails(node) for name, node in fragments.items()}


class Compiler:
    """Compiles one operation for one key of its variables and one audience."""

    def __init__(
        self, request: Request, *, strict: bool, refused: frozenset[Path] = frozenset()
    ) -> None:
        """Start a statement.

        Args:
            request: the document's operation and what else decides the plan.
            strict: the statement yields the final JSON, and fails where GraphQL would report an
                error; if false, it yields a tree for the executor.
            refused: fields whose checks failed; a tree marks them.
        """
        self.request = request
        self.strict = strict
        self.refused = refused
        self.marks = Marks()
        self.leaves = Leaves(strict=strict)
        self.checks: list[tuple[Path, Check]] = []
        self.placeholders: list[Path] = []
        self.errors: dict[Path, Refused] = {}
        # A cached plan may hold the key, but not the request with its values.
        key = request.cursor_key
        self.cursor_secret = Slot(lambda _: key)
        self._aliases = 0

    def query(self) -> Plan:
        """The plan of a whole query.

        Raises:
            NotStrict: in strict mode, if the document needs the executor.
            DeclarationError: a declaration is wrong.
        """
        request = self.request
        root = request.schema.query_type
        if root is None:
            raise DeclarationError("the schema has no queries")
        fields = collect_fields(
            request.schema, request.fragments, request.variables, root, request.operation
        ).grouped_field_set
        return self.plan(self.columns(root, fields, Row(None, ""), ()))

    def plan(self, columns: list[str], *, inside: bool = False) -> Plan:
        """A plan from the columns of the top level.

        Args:
            columns: `sql AS "key"` each.
            inside: it runs in a transaction in which the viewer's context is already set.
        """
        signed = self.request.audience != "public" and not inside
        body = f"SELECT {', '.join(columns)}"
        answer = f"convert_to((SELECT row_to_json(data)::text FROM ({body}) AS data), 'UTF8')"
        # CASE fixes the order: the context is set before the policies of the tables are evaluated.
        text = (
            f"SELECT CASE WHEN set_config('app.ctx', $1, true) IS NOT NULL THEN {answer} END"
            if signed
            else f"SELECT {answer}"
        )
        sql, binds = self.marks.numbered(text, 2 if signed else 1)
        return Plan(
            sql=sql if columns else "",
            signed=signed,
            parameters=tuple(Parameter.of(bind) for bind in binds),
            tree=not self.strict,
            checks=tuple(self.checks),
            placeholders=tuple(self.placeholders),
            errors=self.errors,
        )

    def alias(self, letter: str = "t") -> str:
        """A new name in this statement."""
        self._aliases += 1
        return f"{letter}{self._aliases}"

    def columns(
        self, kind: GraphQLObjectType, fields: GroupedFieldSet, row: Row, path: Path
    ) -> list[str]:
        """`sql AS "key"` for each selected field of an object whose values are in `row`."""
        found: list[str] = []
        for key, details in fields.items():
            sql = self.field(kind, details, row, (*path, key))
            if sql is not None:
                found.append(f"{sql} AS {quoted(key)}")
        return found

    def object(
        self, kind: GraphQLObjectType, details: list[FieldDetails], row: Row, path: Path
    ) -> str:
        """`SELECT ...` of the fields that the document selects of a field's object."""
        columns = self.columns(kind, self.subfields(kind, details), row, path)
        return self.select(kind, columns)

    def select(self, kind: GraphQLObjectType, columns: list[str]) -> str:
        """`SELECT ...` of these columns; in a tree, an object also gives its type."""
        if not self.strict:
            columns = [f"{text_literal(kind.name)}::text AS {quoted(TYPENAME)}", *columns]
        return f"SELECT {', '.join(columns)}"

    def nested(self, body: str) -> str:
        """The JSON object of a `SELECT ...` that yields one row."""
        alias = self.alias("r")
        return f"(SELECT row_to_json({alias}) FROM ({body}) AS {alias})"

    def subfields(self, kind: GraphQLObjectType, details: list[FieldDetails]) -> GroupedFieldSet:
        """What the document selects of an object of this type."""
        request = self.request
        return collect_subfields(
            request.schema,
            request.fragments,
            request.variables,
            request.operation,
            kind,
            details,
        ).grouped_field_set

    def field(
        self, parent: GraphQLObjectType, details: list[FieldDetails], row: Row, path: Path
    ) -> str | None:
        """SQL of one field, in its JSON form and checked; None if the executor does it alone."""
        name = details[0].node.name.value
        if name == "__typename":
            # The executor knows it by itself.
            return f"{text_literal(parent.name)}::text" if self.strict else None
        if name in SCHEMA_FIELDS:
            return self.leave_to_executor()
        field = parent.fields[name]
        declared = field.extensions.get("strawberry-definition")
        if not isinstance(declared, DeclaredField) or declared.source is None:
            return self.leave_to_executor()
        if path in self.refused:
            return self.placeholder(path)
        if declared.audience is not None and self.request.audience not in declared.audience:
            return self.refuse(path, Forbidden(self.request.audience, declared.audience))
        checks = len(self.checks)
        try:
            arguments = Arguments(
                field, details[0].node, self.request.variables, self.request.naming
            )
            selected = Selected(self, parent, field.type, details, row, path)
            sql = selected.sql(declared, arguments.values)
        except (FieldError, GraphQLError) as error:
            # Drop the checks of this field; parameters are numbered at the end, so none is left.
            del self.checks[checks:]
            return self.refuse(path, error)
        # Arguments are checked before the checks that the body adds.
        self.checks[checks:checks] = [(path, check) for check in arguments.checks]
        return sql

    def leave_to_executor(self) -> None:
        """The field can't be SQL: the document is read as a tree.

        Raises:
            NotStrict: in strict mode.
        """
        if self.strict:
            raise NotStrict

    def refuse(self, path: Path, error: Refused) -> str:
        """A field that fails whatever the row is.

        Raises:
            NotStrict: in strict mode.
        """
        self.leave_to_executor()
        # Plans are cached and must not keep the current stack frames alive.
        self.errors[path] = error.with_traceback(None)
        return self.placeholder(path)

    def placeholder(self, path: Path) -> str:
        """The value that a tree has in the place of a refused field."""
        self.placeholders.append(path)
        return f"json_build_object('{REFUSED}', {len(self.placeholders) - 1})"
