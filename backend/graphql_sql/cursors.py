"""Signed cursors: the position of an item in the order of a list.

A cursor is base64 of 12 bytes of HMAC-SHA256 and the signed text. The text is a JSON array of the
order's signature and the values (as texts, or null) of the order's expressions at that item. The
signature names the field and the order, so a cursor of another list is refused.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    DateTime,
    Float,
    Integer,
    Numeric,
    Select,
    String,
    Uuid,
    and_,
    not_,
    null,
    or_,
    tuple_,
)
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import UnaryExpression

from .arguments import Slot
from .field_errors import BadCursor, DeclarationError
from .scalars import utc_text
from .sqltext import Argument, outer_joined, text_literal

MAC_BYTES = 12


@dataclass(frozen=True, slots=True)
class Key:
    """One expression of a page's order."""

    expression: ColumnElement[Any]
    descending: bool
    nulls_first: bool
    nullable: bool


@dataclass(frozen=True, slots=True)
class Form:
    """How a value of an order is written in a cursor."""

    text: Callable[[str], str]
    read: Callable[[str], Any]


def _plain(sql: str) -> str:
    return f"({sql})::text"


def _day(sql: str) -> str:
    return f"to_char({sql}, 'YYYY-MM-DD')"


FORMS: tuple[tuple[type[Any], Form], ...] = (
    (Integer, Form(_plain, int)),
    (Float, Form(_plain, float)),
    (Numeric, Form(_plain, Decimal)),
    (String, Form(_plain, str)),
    (Boolean, Form(_plain, lambda text: text == "true")),
    (Date, Form(_day, date.fromisoformat)),
    (DateTime, Form(utc_text, datetime.fromisoformat)),
    (Uuid, Form(_plain, UUID)),
)


def _form(key: Key, where: str) -> Form:
    for kind, form in FORMS:
        if isinstance(key.expression.type, kind):
            return form
    raise DeclarationError(
        f"{where}: can't page by {key.expression}: cast it to a type that cursors know"
    )


def key_of(clause: Any, select: Select[Any]) -> Key:
    """One clause of a select's ORDER BY, parsed."""
    descending, nulls = False, None
    while isinstance(clause, UnaryExpression) and clause.modifier is not None:
        if clause.modifier is operators.desc_op:
            descending = True
        elif clause.modifier is operators.nulls_first_op:
            nulls = True
        elif clause.modifier is operators.nulls_last_op:
            nulls = False
        elif clause.modifier is not operators.asc_op:
            break
        clause = clause.element
    return Key(
        expression=clause,
        descending=descending,
        # PostgreSQL sorts null as the largest value.
        nulls_first=descending if nulls is None else nulls,
        nullable=getattr(clause, "nullable", True) is not False or outer_joined(select),
    )


class Cursors:
    """Cursors of one field's order."""

    def __init__(self, keys: list[Key], where: str, order: str, secret: bytes) -> None:
        self.keys = keys
        self.forms = [_form(key, where) for key in keys]
        self.signature = hashlib.sha256(f"{where} {order}".encode()).hexdigest()[:8]
        self.secret = secret

    def sql(self, values: list[str], secret: str) -> str:
        """SQL of a cursor.

        Args:
            values: SQL of the order's expressions at an item.
            secret: SQL of the key.
        """
        texts = ", ".join(form.text(v) for form, v in zip(self.forms, values, strict=True))
        signed = f"json_build_array({text_literal(self.signature)}, {texts})::text"
        return (
            "(SELECT translate(encode("
            f"substring(hmac(b, {secret}, 'sha256') FOR {MAC_BYTES}) || b, 'base64'), E'\\n', '')"
            f" FROM (SELECT convert_to({signed}, 'UTF8') AS b OFFSET 0) AS s)"
        )

    def read(self, cursor: str) -> list[Any]:
        """The values in a cursor of this order.

        Raises:
            BadCursor: it was not signed by this installation, or is for another order.
        """
        try:
            raw = base64.b64decode(cursor, validate=True)
        except (binascii.Error, ValueError):
            raise BadCursor from None
        mac, text = raw[:MAC_BYTES], raw[MAC_BYTES:]
        expected = hmac.new(self.secret, text, hashlib.sha256).digest()[:MAC_BYTES]
        if not hmac.compare_digest(mac, expected):
            raise BadCursor
        signature, *values = json.loads(text)
        if signature != self.signature:
            raise BadCursor
        return [
            None if value is None else form.read(value)
            for form, value in zip(self.forms, values, strict=True)
        ]

    def behind(self, after: Slot) -> ColumnElement[bool]:
        """The condition for the rows after a cursor."""
        values = [
            Argument(after.then(lambda text, n=n: self.read(text)[n]), key.expression.type)
            for n, key in enumerate(self.keys)
        ]
        keys = self.keys
        if not any(key.nullable for key in keys) and len({k.descending for k in keys}) == 1:
            # An index can be used for one row comparison.
            mine, theirs = tuple_(*(k.expression for k in keys)), tuple_(*values)
            return mine < theirs if keys[0].descending else mine > theirs
        condition = _beyond(keys[-1], values[-1])
        for key, value in zip(reversed(keys[:-1]), reversed(values[:-1]), strict=True):
            same = key.expression.is_not_distinct_from(value)
            condition = or_(_beyond(key, value), and_(same, condition))
        return condition


def _beyond(key: Key, value: Argument) -> ColumnElement[bool]:
    """The rows whose value comes strictly after `value` in the order of `key`."""
    mine = key.expression
    beyond = mine < value if key.descending else mine > value
    if not key.nullable:
        return beyond
    if key.nulls_first:
        return or_(beyond, and_(value.is_(null()), not_(mine.is_(null()))))
    return or_(beyond, and_(mine.is_(null()), not_(value.is_(null()))))
