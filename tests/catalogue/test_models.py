"""The models agree with the tables: the compiler relies on them for non-null fields."""

import importlib
import pkgutil
from typing import Any

from sqlmodel import SQLModel

import ksbb
from tests.catalogue.conftest import Query

# SQLAlchemy's name of a type, and PostgreSQL's.
TYPES = {
    "BIGINT": "bigint",
    "BOOLEAN": "boolean",
    "BYTEA": "bytea",
    "DATE": "date",
    "INTEGER": "integer",
    "JSONB": "jsonb",
    "BIGINT[]": "bigint[]",
    "TEXT": "text",
    "UUID": "uuid",
    "VARCHAR": "text",
    "TIMESTAMP WITH TIME ZONE": "timestamp with time zone",
}


def _models() -> dict[str, Any]:
    """All tables that have a model, by full name."""
    for module in pkgutil.walk_packages(ksbb.__path__, "ksbb."):
        if module.name.endswith(".models"):
            importlib.import_module(module.name)
    return {
        name: table
        for name, table in SQLModel.metadata.tables.items()
        if name.partition(".")[0] in ("app", "ledger", "pub", "sec")
    }


async def test_each_column_of_a_model_is_a_column_of_its_table(query: Query) -> None:
    from sqlalchemy.dialects import postgresql

    stored = {
        (name, column): (type_, not_null)
        for name, column, type_, not_null in await query(
            'SELECT name, "column", type, not_null FROM attribute'
        )
    }
    models = _models()
    assert len(models) > 15
    wrong: list[str] = []
    for name, table in models.items():
        for column in table.columns:
            where = f"{name}.{column.name}"
            if (name, column.name) not in stored:
                wrong.append(f"{where} is not there")
                continue
            type_, not_null = stored[name, column.name]
            declared = column.type.compile(dialect=postgresql.dialect()).partition("(")[0]
            if type_ not in ("geography", "geometry") and TYPES.get(declared, declared) != type_:
                wrong.append(f"{where} is {type_}, not {declared}")
            if not column.nullable and not not_null:
                wrong.append(f"{where} may be null")
            if column.nullable and not_null:
                wrong.append(f"{where} is never null")
    assert wrong == []


async def test_each_foreign_key_of_a_model_is_kept_by_the_database(query: Query) -> None:
    # Also through other tables: an allocation's pledge is that of its line.
    leads: dict[str, set[str]] = {}
    for child, parent, pairs in await query("SELECT child, parent, pairs FROM reference"):
        for pair in pairs:
            own, other = pair.split("=")
            leads.setdefault(f"{child}.{own}", set()).add(f"{parent}.{other}")

    def reached(column: str) -> set[str]:
        found: set[str] = set()
        further = {column}
        # A table may refer to itself.
        while further := {other for each in further for other in leads.get(each, ())} - found:
            found |= further
        return found

    declared = [
        (f"{name}.{key.parent.name}", f"{key.column.table.fullname}.{key.column.name}")
        for name, table in _models().items()
        for key in table.foreign_keys
    ]
    assert len(declared) > 20
    assert [(own, other) for own, other in declared if other not in reached(own)] == []
