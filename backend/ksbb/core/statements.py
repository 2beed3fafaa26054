"""Runs statements in a transaction of `Pools`, with typed rows.

Statements are constants at the top of their module, with a ``bindparam`` for each value, so that
SQLAlchemy builds and compiles each of them once. They run on the transaction's connection. The
session's unit of work and its identity map are not used.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import CursorResult, Executable
from sqlalchemy.ext.asyncio import AsyncSession

RowType = TypeVar("RowType")
Values = Mapping[str, Any] | None


async def execute(
    tx: AsyncSession, statement: Executable, values: Values = None
) -> CursorResult[Any]:
    """Run a statement with a value for each of its parameters."""
    connection = await tx.connection()
    return await connection.execute(statement, values)


async def fetch_value(tx: AsyncSession, statement: Executable, values: Values = None) -> Any:
    """The first column of the first row; None if there is no row."""
    return (await execute(tx, statement, values)).scalar()


async def fetch_values(tx: AsyncSession, statement: Executable, values: Values = None) -> list[Any]:
    """The first column of all rows."""
    return list((await execute(tx, statement, values)).scalars())


async def fetch_one(
    tx: AsyncSession,
    row_type: type[RowType],
    statement: Executable,
    values: Values = None,
) -> RowType | None:
    """The only row, as a dataclass with fields named like the columns; None if there is none."""
    row = (await execute(tx, statement, values)).one_or_none()
    return None if row is None else row_type(**row._asdict())


async def fetch_all(
    tx: AsyncSession,
    row_type: type[RowType],
    statement: Executable,
    values: Values = None,
) -> list[RowType]:
    """All rows, each as a dataclass with fields named like the columns."""
    return [row_type(**row._asdict()) for row in await execute(tx, statement, values)]
