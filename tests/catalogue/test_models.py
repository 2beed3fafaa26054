"""The models say of the tables what is true: reads promise non-null by them."""

import importlib
import pkgutil
from typing import Any

from sqlmodel import SQLModel

import ksbb
from tests.catalogue.conftest import Ask

# SQLAlchemy's name of a type, and PostgreSQL's.
TYPES = {
    "BIGINT": "bigint",
    "BOOLEAN": "boolean",
    "BYTEA": "bytea",
    "DATE": "date",
    "INTEGER": "integer",
    "JSONB": "jsonb",
    "TEXT": "text",
    "UUID": "uuid",
    "VARCHAR": "text",
    "TIMESTAMP WITH TIME ZONE": "timestamp with time zone",
}


def _models() -> dict[str, Any]:
    """Every table of the slices by its full name."""
    for module in pkgutil.iter_modules(ksbb.__path__):
        if module.ispkg:
            for inner in pkgutil.iter_modules([f"{ksbb.__path__[0]}/{module.name}"]):
                if inner.name == "models":
                    importlib.import_module(f"ksbb.{module.name}.models")
    return {
        name: table
        for name, table in SQLModel.metadata.tables.items()
        if name.partition(".")[0] in ("app", "ledger", "pub", "sec")
    }


async def test_each_column_of_a_model_is_a_column_of_its_table(ask: Ask) -> None:
    from sqlalchemy.dialects import postgresql

    stored = {
        (name, column): (type_, not_null)
        for name, column, type_, not_null in await ask(
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
            said = column.type.compile(dialect=postgresql.dialect()).partition("(")[0]
            if type_ not in ("geography", "geometry") and TYPES.get(said, said) != type_:
                wrong.append(f"{where} is {type_}, not {said}")
            if not column.nullable and not not_null:
                wrong.append(f"{where} may be null")
            if column.nullable and not_null:
                wrong.append(f"{where} is never null")
    assert wrong == []


async def test_each_foreign_key_of_a_model_is_kept_by_the_database(ask: Ask) -> None:
    # Also over other tables: an allocation's pledge is that of its line.
    leads: dict[str, set[str]] = {}
    for child, parent, pairs in await ask("SELECT child, parent, pairs FROM reference"):
        for pair in pairs:
            own, other = pair.split("=")
            leads.setdefault(f"{child}.{own}", set()).add(f"{parent}.{other}")

    def reached(column: str) -> set[str]:
        found = set(leads.get(column, ()))
        return found.union(*(reached(further) for further in found))

    said = [
        (f"{name}.{key.parent.name}", f"{key.column.table.fullname}.{key.column.name}")
        for name, table in _models().items()
        for key in table.foreign_keys
    ]
    assert len(said) > 20
    assert [(own, other) for own, other in said if other not in reached(own)] == []
