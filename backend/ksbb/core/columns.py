"""Columns that most tables have: a bigint identity, a reference, a text."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ARRAY, BigInteger, Column, Date, DateTime, ForeignKey, Identity, Text
from sqlmodel import Field


def identity() -> Any:
    """The row id, assigned by the database."""
    return Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True)
    )


def reference(target: str, *, nullable: bool = False, primary_key: bool = False) -> Any:
    """A bigint that refers to ``schema.table.column``."""
    options: dict[str, Any] = {"default": None} if nullable else {}
    return Field(
        **options,
        sa_column=Column(
            BigInteger, ForeignKey(target), nullable=nullable, primary_key=primary_key
        ),
    )


def bigint(*, nullable: bool = False, primary_key: bool = False) -> Any:
    """A 64-bit integer: rupiah, sums, row ids of other tables without a foreign key."""
    options: dict[str, Any] = {"default": None} if nullable else {}
    return Field(
        **options, sa_column=Column(BigInteger, nullable=nullable, primary_key=primary_key)
    )


def bigints() -> Any:
    """A list of 64-bit integers; empty if there are none."""
    return Field(sa_column=Column(ARRAY(BigInteger), nullable=False))


def text(*, nullable: bool = False, primary_key: bool = False) -> Any:
    """A text of any length."""
    options: dict[str, Any] = {"default": None} if nullable else {}
    return Field(**options, sa_column=Column(Text, nullable=nullable, primary_key=primary_key))


def day(*, nullable: bool = False, primary_key: bool = False) -> Any:
    """A date in WIB."""
    options: dict[str, Any] = {"default": None} if nullable else {}
    return Field(**options, sa_column=Column(Date, nullable=nullable, primary_key=primary_key))


def moment(*, nullable: bool = False) -> Any:
    """A timestamp with time zone."""
    options: dict[str, Any] = {"default": None} if nullable else {}
    return Field(**options, sa_column=Column(DateTime(timezone=True), nullable=nullable))
