"""What refusals say to people, in both languages."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import ksbb
from ksbb.kernel import errors
from ksbb.kernel.errors import InvalidInput, NotAllowed, NotFound, Refusal, StateRefused
from ksbb.kernel.viewer import Kind, Role
from ksbb.kernel.words import either, say
from ksbb.reads.faults import Forbidden


def _kinds(kind: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    """Those that are raised: a base of others is not."""
    for inner in kind.__subclasses__():
        if inner.__subclasses__():
            yield from _kinds(inner)
        else:
            yield inner


def _all_kinds() -> list[type[Refusal]]:
    for module in pkgutil.iter_modules(ksbb.__path__):
        if module.ispkg:
            path = [f"{ksbb.__path__[0]}/{module.name}"]
            for inner in pkgutil.iter_modules(path):
                if inner.name in ("rules", "faults"):
                    importlib.import_module(f"ksbb.{module.name}.{inner.name}")
    return sorted(
        {kind for kind in _kinds() if kind.__module__.startswith("ksbb.")},
        key=lambda kind: kind.__qualname__,
    )


@pytest.mark.parametrize("kind", _all_kinds(), ids=lambda kind: kind.__name__)
def test_a_refusal_has_words_of_its_own_in_both_languages(kind: type[Refusal]) -> None:
    if kind.message is Refusal.message:
        assert kind.texts is not Refusal.texts
        assert kind.texts["id"] != kind.texts["en"]


# What people who are signed in are told, instead of to sign in.
_IN = (
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
            f"Bagian ini hanya untuk Pemprov. {_IN[0]}",
            f"This part is for the provincial government only. {_IN[1]}",
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
def test_it_names_its_facts(refusal: Refusal, indonesian: str, english: str) -> None:
    assert refusal.message() == refusal.message("id") == indonesian
    assert refusal.message("en") == str(refusal) == english


def test_a_language_nobody_speaks_reads_indonesian() -> None:
    assert errors.NotSignedIn().message("fr") == "Silakan masuk dahulu."


def test_a_code_for_programs_follows_the_name() -> None:
    assert NotFound("Unit").code == "NOT_FOUND"
    assert errors.KeyReused().code == "KEY_REUSED"


def test_a_word_nobody_entered_stands_as_it_is() -> None:
    assert say("Zzz") == say("Zzz", "en") == "Zzz"


def test_alternatives_are_joined_as_people_do() -> None:
    assert either([], "en") == ""
    assert either(["OWNER"], "en") == "owner"
    assert either(["OWNER", "VIEWER"], "en") == "owner or viewer"
    assert either(["OWNER", "OPERATOR", "VIEWER"]) == "pemilik akun, operator atau pembaca"
