"""Errors that GraphQL reports at a field: a wrong ID, a wrong cursor, a missing right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graphql import GraphQLError

from .refusals import Refusal


class DeclarationError(TypeError):
    """A declaration can't keep what its annotation promises. Raised while the schema is built."""


class FieldError(Refusal):
    """A field fails: a wrong argument, no right, or a limit; reported with `extensions.code`."""

    def error(self, locale: str) -> GraphQLError:
        """The error in the form that GraphQL reports."""
        return GraphQLError(self.message(locale), extensions={"code": self.code})


class BadCursor(FieldError):
    texts: ClassVar[dict[str, str]] = {
        "id": "Penanda halaman (after) tidak berlaku untuk daftar ini.",
        "en": "The cursor (after) does not belong to this list.",
    }


@dataclass(eq=False)
class BadPageSize(FieldError):
    texts: ClassVar[dict[str, str]] = {
        "id": "Jumlah per halaman (first) harus antara 1 dan {maximum}.",
        "en": "The page size (first) must be between 1 and {maximum}.",
    }
    maximum: int


class BadText(FieldError):
    texts: ClassVar[dict[str, str]] = {
        "id": "Teks berisi tanda yang tidak dapat disimpan.",
        "en": "The text contains a character that can't be stored.",
    }


@dataclass(eq=False)
class WrongId(FieldError):
    texts: ClassVar[dict[str, str]] = {
        "id": "ID ini bukan ID {expected}.",
        "en": "This is not the id of a {expected}.",
    }
    expected: str


# Who may select a field, by the audiences for which it is declared.
_WHO = {
    frozenset({"gov"}): ("Pemprov", "the provincial government"),
    frozenset({"tenant"}): ("donatur dan agregator", "donors and aggregators"),
}
_MEMBERS = ("anggota organisasi yang terdaftar", "members of registered organisations")


@dataclass(eq=False)
class Forbidden(FieldError):
    """A field of the schema that this viewer may not select.

    Attributes:
        audience_of_viewer: the viewer's audience.
        audience: who may; None: everybody who is signed in.
    """

    audience_of_viewer: str
    audience: frozenset[str] | None = None

    def message(self, locale: str = "id") -> str:
        """Who may select it; only viewers who are not signed in are asked to sign in."""
        indonesian, english = _WHO.get(self.audience or frozenset(), _MEMBERS)
        if self.audience_of_viewer == "public":
            if locale == "en":
                return f"This part is for {english}. Please sign in first."
            return f"Bagian ini untuk {indonesian}. Silakan masuk terlebih dahulu."
        if locale == "en":
            return (
                f"This part is for {english} only. You are signed in, but your organisation or"
                " role can't open it."
            )
        return (
            f"Bagian ini hanya untuk {indonesian}. Anda sudah masuk, tetapi organisasi atau peran"
            " Anda tidak dapat membukanya."
        )


@dataclass(eq=False)
class LongAlias(FieldError):
    texts: ClassVar[dict[str, str]] = {
        "id": "Alias lebih dari {maximum} bita.",
        "en": "An alias is longer than {maximum} bytes.",
    }
    maximum: int


class TimedOut(FieldError):
    texts: ClassVar[dict[str, str]] = {
        "id": "Permintaan ini terlalu lama. Persempit pilihannya lalu coba lagi.",
        "en": "This request took too long. Narrow it down and try again.",
    }
