"""A signed copy is ours, unchanged, intact, and its signers are trusted; nothing less is kept."""

import base64
import datetime as dt
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from ksbb.domain.documents import check_signed
from ksbb.domain.documents.rendering import render
from ksbb.domain.documents.signing_fields import with_signature_fields
from ksbb.domain.documents.wording import bast_sheet
from tests.documents.facts import FACTS, data_of
from tests.documents.signers import Authority

AUTHORITY = Authority("Akar tepercaya (contoh)")
ONE, TWO = AUTHORITY.signer("Penanda tangan satu"), AUTHORITY.signer("Penanda tangan dua")
MADE = dt.datetime(2020, 4, 28, 10, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def issued() -> bytes:
    sheet = bast_sheet(
        data_of(FACTS), code="ABCD2345EFGH", sha256="ab" * 32, origin="https://ksbb.example"
    )
    return with_signature_fields(render("bast", sheet, MADE))


@pytest.fixture
def trust(tmp_path: Path) -> Path:
    return AUTHORITY.trusted_in(tmp_path / "trust")


async def checked(issued: bytes, copy: bytes, trust: Path | None) -> dict[str, Any]:
    """The verdict of the program, run in this process."""
    return await check_signed.check(copy, issued, str(trust or ""))


async def test_both_parties_sign_and_the_verdict_says_who_and_by_whom(
    issued: bytes, trust: Path
) -> None:
    copy = TWO.sign(ONE.sign(issued, "Pihak1"), "Pihak2")
    verdict = await checked(issued, copy, trust)
    content = [(s["field"], s["signer"], s["trusted"]) for s in verdict["signatures"]]
    assert content == [
        ("Pihak1", "Penanda tangan satu", True),
        ("Pihak2", "Penanda tangan dua", True),
    ]
    assert all("Akar tepercaya" in s["issuer"] for s in verdict["signatures"])
    assert all(s["claimed_at"] and s["stamped_at"] is None for s in verdict["signatures"])
    assert verdict["revocation"] == [base64.b64encode((trust / "root.crl").read_bytes()).decode()]


async def test_without_roots_no_issuer_is_checked_and_the_verdict_says_so(issued: bytes) -> None:
    verdict = await checked(issued, ONE.sign(issued, "Pihak1"), None)
    assert [s["trusted"] for s in verdict["signatures"]] == [None]


def replaced_page(issued: bytes) -> bytes:
    """Signed by somebody trusted, after the page was replaced."""
    writer = IncrementalPdfFileWriter(BytesIO(issued))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(
        generic.StreamObject(stream_data=b"BT /F0 40 Tf 50 500 Td (7000) Tj ET")
    )
    writer.update_container(page)
    return ONE.sign(writer, "Pihak1")


def another_title(issued: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(issued))
    info = writer.trailer["/Info"]
    assert isinstance(info, generic.DictionaryObject)
    info["/Title"] = generic.TextStringObject("Berita acara lain")
    writer.update_container(info)
    return ONE.sign(writer, "Pihak1")


def new_field(issued: bytes) -> bytes:
    return ONE.sign(issued, "Saksi")


def behind_the_end(issued: bytes) -> bytes:
    return ONE.sign(issued, "Pihak1") + b"\n7000 paket\n"


def changed_byte(issued: bytes) -> bytes:
    """The signed attributes are fine, the signed bytes are not."""
    copy = ONE.sign(issued, "Pihak1")
    assert copy.count(b"/Adobe.PPKLite") == 1
    return copy.replace(b"/Adobe.PPKLite", b"/Adobe.PPKLitf")


def printed_again(_issued: bytes) -> bytes:
    sheet = bast_sheet(
        data_of({**FACTS, "receiver": "lurah"}), code="ABCD2345EFGH", sha256="ab" * 32, origin=""
    )
    return ONE.sign(with_signature_fields(render("bast", sheet, MADE)), "Pihak1")


@pytest.mark.parametrize(
    ("made", "problem"),
    [
        (replaced_page, "CHANGED"),
        (another_title, "CHANGED"),
        (new_field, "CHANGED"),
        (behind_the_end, "CHANGED"),
        (changed_byte, "BROKEN"),
        (printed_again, "NOT_OURS"),
        (lambda issued: issued, "NO_SIGNATURE"),
        (lambda issued: issued + b"%PDF nonsense", "NO_SIGNATURE"),
        (lambda issued: Authority("Akar lain").signer("X").sign(issued, "Pihak1"),
         "NOT_TRUSTED"),
    ],
    ids=["page", "title", "field", "end", "byte", "other", "unsigned", "nonsense", "untrusted"],
)  # fmt: skip
async def test_anything_else_is_refused(
    issued: bytes, trust: Path, made: Callable[[bytes], bytes], problem: str
) -> None:
    with pytest.raises(check_signed.RefusedError, match=f"^{problem}$"):
        await checked(issued, made(issued), trust)


async def test_a_revoked_signer_is_refused(issued: bytes, tmp_path: Path) -> None:
    trust = AUTHORITY.trusted_in(tmp_path / "trust", ONE)
    with pytest.raises(check_signed.RefusedError, match=r"^REVOKED$"):
        await checked(issued, ONE.sign(issued, "Pihak1"), trust)


async def test_a_signer_of_whom_no_list_is_known_is_refused(issued: bytes, trust: Path) -> None:
    (trust / "root.crl").unlink()
    with pytest.raises(check_signed.RefusedError, match=r"^REVOCATION_UNKNOWN$"):
        await checked(issued, ONE.sign(issued, "Pihak1"), trust)
