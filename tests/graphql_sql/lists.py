"""Lists in the oracle: their orders, pages and cursors, written again in Python."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from graphql import GraphQLError

from graphql_sql import field_errors

CURSOR_KEY = b"the cursors of the tests are signed with this"


def error_of(error: field_errors.FieldError) -> GraphQLError:
    return GraphQLError(error.message("id"), extensions={"code": error.code})


def moment(value: dt.datetime) -> str:
    return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{value.microsecond:06}Z"


def storable(*texts: str | None) -> None:
    for text in texts:
        if text is not None and ("\x00" in text or re.search("[\ud800-\udfff]", text)):
            raise error_of(field_errors.BadText())


@dataclass(frozen=True)
class Order:
    """One expression of a list's order: its text in the declared SQL, and how rows compare."""

    sql: str
    value: Callable[[Any], Any]
    descending: bool = False
    nulls_first: bool = False

    def key(self, row: Any) -> tuple[Any, ...]:
        """A sort key that sorts as PostgreSQL does: nulls at their end, NaN above every number."""
        value = self.value(row)
        if value is None:
            return (0 if self.nulls_first else 2,)
        if isinstance(value, float):
            value = (1, 0.0) if math.isnan(value) else (0, value)
        return (1, _Reversed(value) if self.descending else value)


class _Reversed:
    def __init__(self, value: Any) -> None:
        self.value = value

    def __lt__(self, other: _Reversed) -> bool:
        return other.value < self.value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Reversed) and other.value == self.value

    __hash__ = None  # type: ignore[assignment]


def _cursor_text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        return moment(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float):
        if math.isnan(value):
            return "NaN"
        if math.isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
        return repr(int(value)) if value.is_integer() else repr(value)
    return str(value)


BOOK_PRICE = Order("shelf.book.price DESC", lambda b: b.price, descending=True, nulls_first=True)
BOOK_ID = Order("shelf.book.id", lambda b: b.id)
LISTS: dict[str, tuple[Order, ...]] = {
    "Author.books": (BOOK_PRICE, BOOK_ID),
    "Book.siblings": (
        Order("book_1.rating DESC NULLS LAST", lambda b: b.rating, descending=True),
        Order("book_1.id", lambda b: b.id),
    ),
    "Book.loans": (
        Order("desk.loan.due", lambda loan: loan.due),
        Order("desk.loan.id", lambda loan: loan.id),
    ),
    "Query.authors": (
        Order("shelf.author.born", lambda a: a.born),
        Order("shelf.author.id", lambda a: a.id),
    ),
    "Query.books": (
        Order("shelf.book.printed DESC", lambda b: b.printed, descending=True, nulls_first=True),
        Order("shelf.book.id DESC", lambda b: b.id, descending=True, nulls_first=True),
    ),
    "Query.lent": (
        Order("desk.loan.id DESC", lambda loan: loan.id, descending=True, nulls_first=True),
    ),
}


def cursor(place: str, row: Any, key: bytes = CURSOR_KEY) -> str:
    """The cursor of a row in a list."""
    order = LISTS[place]
    text = ", ".join(o.sql for o in order)
    signature = hashlib.sha256(f"{place} {text}".encode()).hexdigest()[:8]
    payload = json.dumps(
        [signature, *(_cursor_text(o.value(row)) for o in order)], ensure_ascii=False
    ).encode()
    mac = hmac.new(key, payload, hashlib.sha256).digest()[:12]
    return base64.b64encode(mac + payload).decode()


def page(place: str, rows: list[Any], a: Any) -> Any:
    order = LISTS[place]
    if not 1 <= a.first <= 1000:
        raise error_of(field_errors.BadPageSize(maximum=1000))
    after = getattr(a, "after", None)
    if after is not None:
        if "\x00" in after:
            raise error_of(field_errors.BadText())
        _genuine(place, after)
    ordered = sorted(rows, key=lambda row: [o.key(row) for o in order])
    total = len(ordered)
    if after is not None:
        # The position of the cursor's row, whether it is in this list or not.
        at = _values(after)
        ordered = [row for row in ordered if _behind(order, row, at)]
    shown = ordered[: a.first]
    edges = [SimpleNamespace(node=row, cursor=cursor(place, row)) for row in shown]
    return SimpleNamespace(
        nodes=shown,
        edges=edges,
        total_count=total,
        page_info=SimpleNamespace(
            has_next_page=len(ordered) > len(shown),
            has_previous_page=after is not None,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        ),
    )


def _genuine(place: str, text: str) -> None:
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raise error_of(field_errors.BadCursor()) from None
    mac = hmac.new(CURSOR_KEY, raw[12:], hashlib.sha256).digest()[:12]
    if mac != raw[:12]:
        raise error_of(field_errors.BadCursor())
    order = ", ".join(o.sql for o in LISTS[place])
    expected = hashlib.sha256(f"{place} {order}".encode()).hexdigest()[:8]
    if json.loads(raw[12:])[0] != expected:
        raise error_of(field_errors.BadCursor())


def _values(text: str) -> list[str | None]:
    return json.loads(base64.b64decode(text)[12:])[1:]


def _behind(order: tuple[Order, ...], row: Any, at: list[str | None]) -> bool:
    for o, text in zip(order, at, strict=True):
        mine = o.value(row)
        theirs = _typed(text, o)
        stand_in = Order("", lambda v: v, o.descending, o.nulls_first)
        a, b = stand_in.key(mine), stand_in.key(theirs)
        if a != b:
            return b < a
    return False


def empty_page(a: Any) -> Any:
    if getattr(a, "after", None) is not None and "\x00" in a.after:
        raise error_of(field_errors.BadText())
    info = SimpleNamespace(
        has_next_page=False, has_previous_page=False, start_cursor=None, end_cursor=None
    )
    return SimpleNamespace(nodes=[], edges=[], total_count=0, page_info=info)


def _typed(text: str | None, order: Order) -> Any:
    """A cursor's text as a value that can be compared with the list's own."""
    if text is None:
        return None
    if "printed" in order.sql:
        return dt.datetime.fromisoformat(text)
    if "due" in order.sql or "born" in order.sql:
        return dt.date.fromisoformat(text)
    if "rating" in order.sql:
        return float(text)
    return int(text)
