"""Columns that most tables have: a bigint identity, a reference, a text."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Date, DateTime, ForeignKey, Identity, Text
from sqlmodel import Field


def identity() -> Any:
    """The table's own number, given by the database."""
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
    """A 64-bit integer: rupiah, sums, numbers of rows elsewhere."""
    options: dict[str, Any] = {"default": None} if nullable else {}
    return Field(
        **options, sa_column=Column(BigInteger, nullable=nullable, primary_key=primary_key)
    )


def text(*, nullable: bool = False, primary_key: bool = False) -> Any:
    """A text without a length."""
    options: dict[str, Any] = {"default": None} if nullable else {}
    return Field(**options, sa_column=Column(Text, nullable=nullable, primary_key=primary_key))


def day(*, nullable: bool = False, primary_key: bool = False) -> Any:
    """A date in WIB."""
    options: dict[str, Any] = {"default": None} if nullable else {}
    return Field(**options, sa_column=Column(Date, nullable=nullable, primary_key=primary_key))


def moment(*, nullable: bool = False) -> Any:
    """A moment with its time zone."""
    options: dict[str, Any] = {"default": None} if nullable else {}
    return Field(**options, sa_column=Column(DateTime(timezone=True), nullable=nullable))
