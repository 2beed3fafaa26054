"""The messages of refusals, in both languages."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import graphql_sql
import ksbb
from graphql_sql.field_errors import Forbidden
from ksbb.core import refusals
from ksbb.core.refusals import InvalidInput, NotAllowed, NotFound, Refusal, StateRefused
from ksbb.core.viewer import Kind, Role
from ksbb.core.words import join_or, word_for


def _kinds(kind: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    """The classes that are raised: those without subclasses."""
    for inner in kind.__subclasses__():
        if inner.__subclasses__():
            yield from _kinds(inner)
        else:
            yield inner


def _all_kinds() -> list[type[Refusal]]:
    for package in (ksbb, graphql_sql):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    return sorted(
        {kind for kind in _kinds() if kind.__module__.startswith(("ksbb.", "graphql_sql."))},
        key=lambda kind: kind.__qualname__,
    )


@pytest.mark.parametrize("kind", _all_kinds(), ids=lambda kind: kind.__name__)
def test_a_refusal_has_a_message_of_its_own_in_both_languages(kind: type[Refusal]) -> None:
    if kind.message is Refusal.message:
        assert kind.texts is not Refusal.texts
        assert kind.texts["id"] != kind.texts["en"]


# The second sentence for people who are signed in already.
_SIGNED_IN = (
    "Anda sudah masuk, tetapi organisasi atau peran Anda tidak dapat membukanya.",
    "You are signed in, but your organisation or role can't open it.",
)


@pytest.mark.parametrize(
    ("refusal", "indonesian", "english"),
    [
        (
            NotAllowed([Kind.PEMPROV], [Role.OPERATOR, Role.OWNER]),
            "Tindakan ini hanya untuk Pemprov, peran operator atau pemilik akun.",
            "This is done by the provincial government in the role of operator or owner.",
        ),
        (
            NotAllowed([], [Role.OWNER]),
            "Tindakan ini hanya untuk peran pemilik akun.",
            "This is done by people in the role of owner.",
        ),
        (
            NotAllowed([Kind.PEMPROV], list(Role)),
            "Ini hanya untuk Pemprov.",
            "This is for the provincial government only.",
        ),
        (
            Forbidden("tenant", frozenset({"gov"})),
            f"Bagian ini hanya untuk Pemprov. {_SIGNED_IN[0]}",
            f"This part is for the provincial government only. {_SIGNED_IN[1]}",
        ),
        (
            Forbidden("public", frozenset({"gov"})),
            "Bagian ini untuk Pemprov. Silakan masuk terlebih dahulu.",
            "This part is for the provincial government. Please sign in first.",
        ),
        (
            Forbidden("public"),
            "Bagian ini untuk anggota organisasi yang terdaftar. Silakan masuk terlebih dahulu.",
            "This part is for members of registered organisations. Please sign in first.",
        ),
        (
            NotFound("Pledge"),
            "Janji bantuan itu tidak ditemukan.",
            "That pledge was not found.",
        ),
        (
            StateRefused("Agreement", "terminated"),
            "PKS ini berstatus “diakhiri”; langkah ini tidak dapat dilakukan.",
            "This agreement is “terminated”; it can't take this step.",
        ),
        (
            StateRefused("", ""),
            "Sementara itu ada orang lain yang mengubahnya. Muat ulang, lalu periksa kembali.",
            "Somebody else changed it meanwhile. Reload and look again.",
        ),
        (InvalidInput("name", ("Tulis nama.", "Write a name.")), "Tulis nama.", "Write a name."),
    ],
)
def test_a_message_names_its_facts(refusal: Refusal, indonesian: str, english: str) -> None:
    assert refusal.message() == refusal.message("id") == indonesian
    assert refusal.message("en") == str(refusal) == english


def test_an_unknown_language_gets_indonesian() -> None:
    assert refusals.NotSignedIn().message("fr") == "Silakan masuk dahulu."


def test_the_code_for_programs_is_made_from_the_name() -> None:
    assert NotFound("Unit").code == "NOT_FOUND"
    assert refusals.KeyReused().code == "KEY_REUSED"


def test_an_unknown_word_is_shown_as_it_is() -> None:
    assert word_for("Zzz") == word_for("Zzz", "en") == "Zzz"


def test_alternatives_are_joined_with_commas_and_or() -> None:
    assert join_or([], "en") == ""
    assert join_or(["OWNER"], "en") == "owner"
    assert join_or(["OWNER", "VIEWER"], "en") == "owner or viewer"
    assert join_or(["OWNER", "OPERATOR", "VIEWER"]) == "pemilik akun, operator atau pembaca"
