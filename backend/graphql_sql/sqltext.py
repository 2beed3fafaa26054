"""Turns SQLAlchemy expressions into pieces of SQL text that can be joined.

Each body is compiled on its own, so SQLAlchemy's decisions about FROM and correlation in one body
never affect another one. A parameter stays a mark in the text. The marks are numbered when the
statement is complete, so a parameter that was dropped meanwhile takes no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NoReturn, Protocol

from sqlalchemy import BindParameter, Column, ColumnClause, Join, Select, Table, literal_column
from sqlalchemy.dialects.postgresql import asyncpg
from sqlalchemy.sql import visitors
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.sql.selectable import FromClause, SelectBase
from sqlalchemy.util import immutabledict

from .field_errors import DeclarationError

# PostgreSQL cuts longer names.
MAX_NAME = 63

# The name of a parameter in one compilation and in the whole statement: a piece that was compiled
# before may be part of an expression that is compiled now.
_NAMED = re.compile("\x01([^\x02]+)\x02")
MARK = re.compile("\x04([0-9]+)\x05")


class Argument(BindParameter[Any]):
    """The value of a GraphQL argument inside a body: SQL gets it, Python never sees it.

    `slot` is where each execution finds the value.
    """

    inherit_cache = False
    slot: Any = None

    def __init__(self, slot: Any, kind: Any) -> None:
        super().__init__(None, None, type_=kind, unique=True, required=False)
        self.slot = slot

    def __bool__(self) -> NoReturn:
        raise DeclarationError("an argument can be tested for None; all else is up to SQL")


class _Compiler(asyncpg.PGCompiler_asyncpg):
    """Leaves arguments as marks and writes a body's own constants into the text.

    Constants of the code are not secret and never change. Written into the text, they let the
    planner use partial indexes and good estimates even in a generic plan.
    """

    @property
    def bindtemplate(self) -> str:
        return "\x01%(name)s\x02"

    @bindtemplate.setter
    def bindtemplate(self, template: str) -> None:  # pyright: ignore[reportIncompatibleVariableOverride]
        del template

    @property
    def compilation_bindtemplate(self) -> str:
        return "\x01%(name)s\x02"

    @compilation_bindtemplate.setter
    def compilation_bindtemplate(  # pyright: ignore[reportIncompatibleVariableOverride]
        self, template: str
    ) -> None:
        del template

    def visit_bindparam(self, bindparam: Any, *args: Any, **kw: Any) -> str:
        kw["literal_binds"] = not isinstance(bindparam, Argument)
        return super().visit_bindparam(bindparam, *args, **kw)


class _Dialect(asyncpg.PGDialect_asyncpg):
    statement_compiler = _Compiler
    supports_statement_cache = False


DIALECT = _Dialect(paramstyle="named")


def quoted(name: str) -> str:
    """An identifier, always quoted: a GraphQL alias keeps its case."""
    return '"' + name.replace('"', '""') + '"'


def text_literal(text: str) -> str:
    """A string constant of the schema (a type's name) as SQL."""
    return "'" + text.replace("'", "''") + "'"


class Marks:
    """The arguments of one statement: pieces of text refer to them by number."""

    def __init__(self) -> None:
        self.binds: list[Any] = []

    def text(self, element: ClauseElement) -> str:
        """SQL text of an expression or a select, with marks for arguments."""
        compiled: Any = element.compile(dialect=DIALECT)

        def kept(match: re.Match[str]) -> str:
            self.binds.append(compiled.binds[match[1]])
            return f"\x04{len(self.binds) - 1}\x05"

        return _NAMED.sub(kept, str(compiled.string))

    def slot(self, slot: Any, kind: Any) -> str:
        """SQL text of one argument."""
        return self.text(Argument(slot, kind))

    def numbered(self, text: str, start: int) -> tuple[str, list[Any]]:
        """The final text with `$n`, and the arguments in their order.

        Equal values are sent once, however often they are used. Numbers begin at `start`.
        """
        order: dict[tuple[int, str], int] = {}
        binds: list[Any] = []

        def number(match: re.Match[str]) -> str:
            bind = self.binds[int(match[1])]
            key = (id(bind.slot), repr(bind.type))
            if key not in order:
                order[key] = start + len(binds)
                binds.append(bind)
            return f"${order[key]}"

        return MARK.sub(number, text), binds


def clause(element: Any) -> Any:
    """The expression or select of a model's attribute; anything else is returned unchanged."""
    return element if isinstance(element, ClauseElement) else element.__clause_element__()


def core(element: Any) -> Any:
    """The same expression or select without the ORM's annotations.

    The ORM resolves its entities while compiling, where `against_parent` can't reach them: inside
    an `aliased(Pledge, subquery)` the parent's columns would silently add a second FROM.
    """
    element = clause(element)
    # Clone the selects only: tables and entities are shared. (Removing all annotations would clone
    # a joined sub-select apart from the columns that are taken from it.)
    plain: Any = visitors.cloned_traverse(element, {}, {})
    for part in visitors.iterate(plain):
        if isinstance(part, SelectBase) and part._propagate_attrs:
            part._propagate_attrs = immutabledict()
    return plain


class ParentLabel(ColumnClause[Any]):
    """A label of the parent's select, for objects without a table."""

    inherit_cache = False


class Above(Protocol):
    """The row above a body, as far as expressions need it."""

    @property
    def model(self) -> Any: ...

    def column(self, name: str) -> str: ...

    def label(self, name: str, where: str) -> tuple[str, Any]: ...


def against_parent(element: Any, row: Above | None, where: str) -> Any:
    """The expression or select, with the parent's columns and labels replaced by those of its row.

    Args:
        element: of a body; columns of the parent's table, written plainly, are the parent's.
        row: the parent; None changes nothing.
        where: the field, for messages.

    Raises:
        DeclarationError: the parent's own table is in FROM without an alias.
    """
    element = core(element)
    return element if row is None else placed(element, row, where)


def placed(element: Any, row: Above, where: str) -> Any:
    """The same for the result of `core`."""
    own = None if row.model is None else row.model.__table__.key

    def own_column(part: Any) -> bool:
        table = table_of(part)
        return table is not None and table.key == own

    def replace(element: Any, **_: Any) -> Any:
        if isinstance(element, ParentLabel):
            text, kind = row.label(element.name, where)
            return literal_column(text, type_=kind)
        if own_column(element):
            return literal_column(row.column(element.name), type_=element.type)
        return None

    changed: Any = visitors.replacement_traverse(element, {}, replace)
    for select in _selects(changed):
        for source in _sources(select):
            if isinstance(source, Table) and source.key == own:
                name = getattr(row.model, "__name__", source.name)
                raise DeclarationError(
                    f"{where}: plain {name} means the parent's row;"
                    f" to look at the table again, take aliased({name})"
                )
    return changed


def table_of(part: Any) -> Table | None:
    """The table of a column; None for a column of an alias, and for anything else."""
    source: Any = part.table if isinstance(part, Column) else None
    return source if isinstance(source, Table) else None


def _selects(element: Any) -> Iterator[Select[Any]]:
    for part in visitors.iterate(element):
        if isinstance(part, Select):
            yield part


def _sources(select: Select[Any]) -> Iterator[FromClause]:
    """The sources in a select's FROM, those inside joins too; found without compiling."""
    parts: list[Any] = [
        *select._raw_columns,
        *select._where_criteria,
        *select._from_obj,
        *(joined[0] for joined in select._setup_joins),
    ]
    for part in parts:
        yield from part._from_objects


def outer_joined(select: Select[Any]) -> bool:
    """Whether an outer join may leave columns NULL."""
    if any(flags.get("isouter") or flags.get("full") for *_, flags in select._setup_joins):
        return True
    return any(
        isinstance(part, Join) and (part.isouter or part.full)
        for source in select._from_obj
        for part in visitors.iterate(source)
    )


def tables(element: Any) -> set[Table]:
    """All tables that an expression or a select reads."""
    found: set[Table] = set()
    # Holds the parts themselves, so that no `id` is reused.
    seen: dict[int, Any] = {}
    waiting: list[Any] = [clause(element)]
    while waiting:
        part = waiting.pop()
        if id(part) in seen:
            continue
        seen[id(part)] = part
        if isinstance(part, Table):
            found.add(part)
            continue
        waiting += part.get_children()
        # A column names its source, which may be missing in FROM.
        if isinstance(part, ColumnClause) and part.table is not None:
            waiting.append(part.table)
    return found
