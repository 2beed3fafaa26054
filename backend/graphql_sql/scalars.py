"""The scalars of the schema: how GraphQL parses each, SQL forms it, an argument is bound.

The database returns values in their final JSON form, so that Python doesn't touch them. When the
executor walks a tree instead, the serializers here pass such a value unchanged and refuse
anything else.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NewType

from graphql import GraphQLError, GraphQLScalarType
from sqlalchemy import JSON as SQL_JSON
from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Double,
    Float,
    Integer,
    Numeric,
    String,
    Text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeEngine
from strawberry.types.scalar import ScalarDefinition, scalar

MAX_ID = 120  # characters of base64
BIGINT = range(-(2**63), 2**63)

Rupiah = NewType("Rupiah", int)
"""Whole rupiah, a bigint. In GraphQL a string of digits, because Int has 32 bits."""

JSON = NewType("JSON", object)
"""A JSON value as stored in the database."""


@dataclass(frozen=True, slots=True)
class ID:
    """The id of an object anywhere in the schema: its type's name and its number.

    On the wire: standard base64 of ``Unit:123``.
    """

    type: str
    id: int

    def __str__(self) -> str:
        return base64.b64encode(f"{self.type}:{self.id}".encode()).decode()

    @classmethod
    def parse(cls, text: object) -> ID:
        """Parse the wire form.

        Raises:
            ValueError: it is not base64 of a name, a colon and a bigint.
        """
        wrong = ValueError("ID cannot represent value: it is not the id of an object.")
        if not isinstance(text, str) or len(text) > MAX_ID:
            raise wrong
        try:
            name, _, number = base64.b64decode(text, validate=True).decode("ascii").partition(":")
        except (binascii.Error, ValueError):
            raise wrong from None
        if not re.fullmatch(r"[A-Za-z]\w*", name, re.ASCII) or not _integer(number):
            raise wrong
        return cls(name, int(number))


def _integer(text: str) -> bool:
    plain = re.fullmatch(r"-?(0|[1-9][0-9]{0,18})", text, re.ASCII)
    return plain is not None and int(text) in BIGINT


def _rupiah(value: object) -> int:
    # A plain number is accepted too where it is exact, as in a hand-written query.
    if isinstance(value, str) and _integer(value):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and value in BIGINT:
        return value
    raise ValueError('Rupiah cannot represent value: write whole rupiah, such as "200000".')


def _date(value: object) -> date:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError('Date cannot represent value: write a day, such as "2020-05-03".')


_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)", re.ASCII)


def _moment(value: object) -> datetime:
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        try:
            return datetime.fromisoformat(value).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise ValueError(
        "DateTime cannot represent value: write a moment with its offset,"
        ' such as "2020-05-03T12:00:00+07:00".'
    )


def _formed(name: str, kinds: type | tuple[type, ...]) -> Callable[[Any], Any]:
    """A serializer that passes a value formed by SQL or by a resolver."""

    def serialize(value: Any) -> Any:
        if isinstance(value, kinds) and not isinstance(value, bool):
            return value
        if name == "DateTime" and isinstance(value, datetime):
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        if name == "Date" and isinstance(value, date):
            return value.isoformat()
        if name == "ID" and isinstance(value, ID):
            return str(value)
        if name == "Rupiah" and isinstance(value, int) and value in BIGINT:
            return str(value)
        raise GraphQLError(f"{name} cannot represent value: {value!r}")

    return serialize


def _definition(
    name: str, parse: Callable[[Any], Any], description: str, link: str | None = None
) -> ScalarDefinition:
    return scalar(
        name=name,
        serialize=_formed(name, str),
        parse_value=parse,
        description=description,
        specified_by_url=link,
    )


class _IDType(GraphQLScalarType):
    """GraphQL's own `ID`, parsed to our `ID`.

    graphql-core reserves the names of its own scalars; this is the one that we replace.
    """

    reserved_types = {}  # noqa: RUF012 - an attribute of graphql-core's classes


_id = _definition("ID", ID.parse, "The id of an object: opaque, keep it as it is.")
_id.implementation = _IDType("ID", serialize=_id.serialize, parse_value=ID.parse)

SCALARS: dict[object, ScalarDefinition] = {
    ID: _id,
    Rupiah: _definition("Rupiah", _rupiah, 'Whole rupiah as a string of digits, such as "200000".'),
    date: _definition("Date", _date, 'A day in Jakarta (WIB), such as "2020-05-03".'),
    datetime: _definition(
        "DateTime",
        _moment,
        'A moment in UTC with six decimals, such as "2020-05-03T05:00:00.000000Z".',
        "https://www.rfc-editor.org/rfc/rfc3339",
    ),
    JSON: scalar(
        name="JSON",
        serialize=lambda value: value,
        parse_value=lambda value: value,
        description="A JSON value, as it stands.",
    ),
}


@dataclass(frozen=True, slots=True)
class Leaf:
    """What the compiler must know about a scalar.

    Attributes:
        type: SQL type of the JSON form.
        parameter: how an argument is bound.
        form: turns the SQL of a raw value into the SQL of its JSON form; NULL stays NULL.
        guard: the same, but fails for a value that GraphQL would refuse.
        families: SQLAlchemy types of the columns that it may have.
    """

    type: str
    parameter: TypeEngine[Any]
    families: tuple[type[TypeEngine[Any]], ...]
    form: Callable[[str], str] = lambda sql: sql
    guard: Callable[[str], str] = lambda sql: sql


# Fails only when it is evaluated, in any position: it reads a setting that does not exist. The
# planner never evaluates it beforehand, because current_setting is STABLE.
UNEXPECTED_VALUE = "current_setting('graphql_sql.unexpected_value')"


def _finite(sql: str) -> str:
    return (
        f"CASE WHEN ({sql}) IN ('NaN', 'Infinity', '-Infinity')"
        f" THEN {UNEXPECTED_VALUE}::float8 ELSE {sql} END"
    )


def utc_text(sql: str) -> str:
    """SQL of a timestamp in UTC with six decimals, the wire form of DateTime."""
    return f"""to_char(({sql}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""


LEAVES: dict[str, Leaf] = {
    "Int": Leaf("int4", Integer(), (Integer,), guard=lambda sql: f"({sql})::int4"),
    "Float": Leaf(
        "float8",
        Double(),
        (Float, Numeric, Integer),
        form=lambda sql: f"({sql})::float8",
        guard=_finite,
    ),
    "String": Leaf("text", Text(), (String,)),
    "Boolean": Leaf("bool", Boolean(), (Boolean,)),
    "ID": Leaf("text", BigInteger(), ()),
    "Rupiah": Leaf("text", BigInteger(), (Integer, Numeric), form=lambda sql: f"({sql})::text"),
    "Date": Leaf("date", Date(), (Date,)),
    "DateTime": Leaf("text", DateTime(timezone=True), (DateTime,), form=utc_text),
    "JSON": Leaf(
        "json",
        JSONB(),
        (SQL_JSON,),
        form=lambda sql: f"({sql})::json",
        guard=lambda sql: f"CASE WHEN json_typeof({sql}) <> 'null' THEN {sql} END",
    ),
}
