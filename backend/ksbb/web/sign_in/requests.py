"""Reads the POST requests of sign-in: plain forms, and JSON objects of texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from graphql_sql.scalars import ID
from ksbb.domain.identity.rules import FieldMissing, is_token
from ksbb.web.bodies import (
    FORM,
    NotReadable,
    checked_texts,
    form_fields,
    media_type_of,
    read_small_body,
)
from ksbb.web.security import check_csrf_header, check_own_page

if TYPE_CHECKING:
    from starlette.requests import Request

    from ksbb.core.database import Pools

BODY_BYTES = 4096
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class FormRequest:
    """A POST: its fields as texts, and whether it is a plain form or JSON."""

    request: Request
    fields: dict[str, str]
    is_form: bool

    @property
    def pools(self) -> Pools:
        return self.request.app.state.pools

    @property
    def agent(self) -> str:
        """The browser's name, shown in the list of a person's sessions."""
        return self.request.headers.get("user-agent", "").replace("\0", "")

    def token(self, field: str) -> str:
        """The token in a field; empty if it can't be one of ours."""
        given = self.fields.get(field, "").strip()
        return given if is_token(given) else ""

    def number(self, field: str, *types: str) -> int:
        """The number in an id of one of these types.

        Raises:
            FieldMissing: it is not such an id.
        """
        try:
            given = ID.parse(self.fields.get(field))
        except ValueError:
            raise FieldMissing(field) from None
        if given.type not in types or given.id <= 0:
            raise FieldMissing(field)
        return given.id


def is_form(request: Request) -> bool:
    """Whether the response goes to a person who has sent a plain form."""
    return media_type_of(request) != JSON


async def read(request: Request, own_url: str) -> FormRequest:
    """A POST that was sent from one of our pages.

    Raises:
        NotOurPage: it comes from elsewhere, or is JSON without our header.
        NotReadable: it is not a small form and not a small JSON object of texts.
    """
    check_own_page(request.headers, own_url)
    if not is_form(request):
        check_csrf_header(request.headers)
    return FormRequest(request, await _fields(request), is_form(request))


async def _fields(request: Request) -> dict[str, str]:
    body = await read_small_body(request, BODY_BYTES)
    if media_type_of(request) == JSON:
        return _json_fields(body)
    if body and media_type_of(request) != FORM:
        raise NotReadable
    return form_fields(body)


def _json_fields(body: bytes) -> dict[str, str]:
    """The fields of a JSON object; null counts as empty."""
    try:
        given = orjson.loads(body or b"{}")
    except ValueError:
        raise NotReadable from None
    if not isinstance(given, dict):
        raise NotReadable
    fields = {name: "" if value is None else value for name, value in given.items()}
    if not all(isinstance(value, str) for value in fields.values()):
        raise NotReadable
    return checked_texts(fields)
