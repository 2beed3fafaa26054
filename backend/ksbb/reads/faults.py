"""Faults of a request that GraphQL reports at a field: a wrong id, a wrong cursor, no right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graphql import GraphQLError

from ksbb.kernel.errors import Refusal


class DeclarationError(TypeError):
    """A declaration can't keep what it promises. Raised when the schema is built."""


class Fault(Refusal):
    """Something is wrong with what a field was asked for; reported with `extensions.code`."""

    def error(self, locale: str) -> GraphQLError:
        """As GraphQL reports it."""
        return GraphQLError(self.message(locale), extensions={"code": self.code})


class BadCursor(Fault):
    texts: ClassVar[dict[str, str]] = {
        "id": "Penanda halaman (after) tidak berlaku untuk daftar ini.",
        "en": "The cursor (after) does not belong to this list.",
    }


@dataclass(eq=False)
class BadPageSize(Fault):
    texts: ClassVar[dict[str, str]] = {
        "id": "Jumlah per halaman (first) harus antara 1 dan {most}.",
        "en": "The page size (first) must be between 1 and {most}.",
    }
    most: int


class BadText(Fault):
    texts: ClassVar[dict[str, str]] = {
        "id": "Teks berisi tanda yang tidak dapat disimpan.",
        "en": "The text contains a character that can't be stored.",
    }


@dataclass(eq=False)
class WrongId(Fault):
    texts: ClassVar[dict[str, str]] = {
        "id": "ID ini bukan ID {expected}.",
        "en": "This is not the id of a {expected}.",
    }
    expected: str


# Who may, by the audiences that a field is declared for.
_WHO = {
    frozenset({"gov"}): ("Pemprov", "the provincial government"),
    frozenset({"tenant"}): ("donatur dan agregator", "donors and aggregators"),
}
_MEMBERS = ("anggota organisasi yang terdaftar", "members of registered organisations")


@dataclass(eq=False)
class Forbidden(Fault):
    """A part of the graph is not for whoever asks.

    Attributes:
        asks: the audience of whoever asks.
        audience: those who may; None for all who are signed in.
    """

    asks: str
    audience: frozenset[str] | None = None

    def message(self, locale: str = "id") -> str:
        """Who may; only those who are not signed in are told to do so."""
        indonesian, english = _WHO.get(self.audience or frozenset(), _MEMBERS)
        if self.asks == "public":
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
class LongAlias(Fault):
    texts: ClassVar[dict[str, str]] = {
        "id": "Alias lebih dari {most} bita.",
        "en": "An alias is longer than {most} bytes.",
    }
    most: int


class TimedOut(Fault):
    texts: ClassVar[dict[str, str]] = {
        "id": "Permintaan ini terlalu lama. Persempit pilihannya lalu coba lagi.",
        "en": "This request took too long. Narrow it down and try again.",
    }
