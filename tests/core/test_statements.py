"""Statements: built once, complete by themselves, and rows with types."""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import BigInteger, Text, bindparam, cast, literal, select, union_all
from sqlalchemy.dialects.postgresql.asyncpg import dialect
from sqlalchemy.sql import Executable
from sqlalchemy.sql.elements import CompilerElement

import ksbb
from ksbb.core.statements import fetch_all, fetch_one, fetch_value, fetch_values
from tests.as_party import AsParty
from tests.database import Database


@dataclass(frozen=True, slots=True)
class _Named:
    id: int
    name: str


_ONE = select(
    bindparam("id", type_=BigInteger).label("id"), bindparam("name", type_=Text).label("name")
)
_NONE = _ONE.where(cast(literal(None), BigInteger).is_not(None))
_TWO = union_all(_ONE, _ONE)
_VALUES = {"id": 7, "name": "seven"}


def _statements() -> Iterator[tuple[str, CompilerElement]]:
    """Every statement at the top of a module of the product, with its name."""
    for module in pkgutil.walk_packages(ksbb.__path__, "ksbb."):
        if not module.name.startswith(("ksbb.core.", "ksbb.domain.")):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            # One for each of several tables stands in a dict.
            several = list(value.values()) if isinstance(value, dict) else [value]
            for one in several:
                if (
                    isinstance(one, Executable)
                    and isinstance(one, CompilerElement)
                    and (one.is_select or one.is_dml)
                ):
                    yield f"{module.name}.{name}", one


async def test_every_statement_can_be_prepared_on_the_driver(database: Database) -> None:
    # Complete when compiled: nothing is left for each execution to fill in, such as a list's
    # length, so that the driver can run it without SQLAlchemy.
    names: set[str] = set()
    async with database.connection("admin") as connection:
        for name, statement in _statements():
            compiled = statement.compile(dialect=dialect())
            assert "POSTCOMPILE" not in str(compiled), name
            prepared = await connection.prepare(str(compiled))
            assert len(prepared.get_parameters()) == len(compiled.params or {}), name
            names.add(name)
    assert len(names) > 50


async def test_a_row_is_a_dataclass(db: AsParty) -> None:
    assert await fetch_one(db.session, _Named, _ONE, _VALUES) == _Named(7, "seven")
    assert await fetch_one(db.session, _Named, _NONE, _VALUES) is None
    assert await fetch_all(db.session, _Named, _TWO, _VALUES) == [_Named(7, "seven")] * 2


async def test_a_column_the_dataclass_does_not_have_is_an_error(db: AsParty) -> None:
    with pytest.raises(TypeError, match="surplus"):
        await fetch_one(db.session, _Named, _ONE.add_columns(literal(1).label("surplus")), _VALUES)


async def test_values_are_those_of_the_first_column(db: AsParty) -> None:
    assert await fetch_value(db.session, _ONE, _VALUES) == 7
    assert await fetch_value(db.session, _NONE, _VALUES) is None
    assert await fetch_values(db.session, _TWO, _VALUES) == [7, 7]
