"""Rules of documents: the states of a version, and why a signed copy is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from ksbb.core.lifecycle import Lifecycle, Party, Transition
from ksbb.core.refusals import Fact, Refusal

LIFECYCLE = Lifecycle(
    "bast_version",
    "BastVersion",
    (
        Transition("", "draft", Party.SYSTEM),
        Transition("draft", "superseded", Party.SYSTEM),
        Transition("countersigned", "superseded", Party.SYSTEM),
        *(
            Transition("draft", "countersigned", party)
            for party in (Party.EXECUTOR, Party.KELURAHAN, Party.PEMPROV)
        ),
    ),
)


class PdfExpected(Refusal):
    """A signed document is a PDF."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Kirim PDF yang ditandatangani, bukan gambar.",
        "en": "Send the signed PDF, not an image.",
    }


class NotOurDocument(Refusal):
    """The file does not begin with the bytes that were issued for this version."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Berkas ini bukan salinan versi yang diterbitkan. Unduh PDF versi ini, lalu tanda"
        " tangani berkas itu tanpa mencetak atau menyimpannya ulang.",
        "en": "This file is not a copy of the version that was issued. Download the PDF of this"
        " version and sign that file, without printing it or saving it anew.",
    }


class DocumentChanged(Refusal):
    """Something else than the prepared signatures was added."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Isi berkas ini berubah sejak diterbitkan. Tanda tangani PDF aslinya di kolom Pihak1"
        " atau Pihak2, tanpa mengubah hal lain.",
        "en": "The content of this file changed since it was issued. Sign the original PDF in the"
        " field Pihak1 or Pihak2, and change nothing else.",
    }


class SignatureMissing(Refusal):
    """The file has no signature."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Berkas ini belum ditandatangani secara elektronik.",
        "en": "This file has no electronic signature yet.",
    }


class SignatureBroken(Refusal):
    """A signature does not fit the bytes that it covers."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Tanda tangan di berkas ini rusak. Tanda tangani ulang PDF aslinya.",
        "en": "A signature in this file is broken. Sign the original PDF again.",
    }


class IssuerNotTrusted(Refusal):
    """The certificate does not lead to a root that this installation trusts."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Penerbit sertifikat penanda tangan tidak dipercaya di sini. Pakai sertifikat dari"
        " penyelenggara yang diakui.",
        "en": "The issuer of the signer's certificate is not trusted here. Use a certificate of a"
        " recognised provider.",
    }


class CertificateRevoked(Refusal):
    """The issuer has revoked the certificate."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Sertifikat penanda tangan sudah dicabut penerbitnya.",
        "en": "The signer's certificate was revoked by its issuer.",
    }


class RevocationUnknown(Refusal):
    """Nothing says whether the certificate was revoked."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Tidak diketahui apakah sertifikat penanda tangan dicabut. Tanda tangani dengan data"
        " pencabutan di dalam berkas (PAdES B-LT).",
        "en": "It is not known whether the signer's certificate was revoked. Sign with revocation"
        " data in the file (PAdES B-LT).",
    }


class NotReadableAsSigned(Refusal):
    """The signatures can't be read, or reading them takes too much."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Tanda tangan di berkas ini tidak dapat dibaca.",
        "en": "The signatures in this file can't be read.",
    }


@dataclass(eq=False)
class VersionSuperseded(Refusal):
    """A newer version replaced the one that was signed."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Versi ini sudah diganti versi {current}. Tanda tangani versi yang berlaku.",
        "en": "Version {current} has replaced this one. Sign the current version.",
    }
    current: Annotated[int, Fact("The current version.")]


PROBLEMS: dict[str, type[Refusal]] = {
    "NOT_OURS": NotOurDocument,
    "CHANGED": DocumentChanged,
    "NO_SIGNATURE": SignatureMissing,
    "BROKEN": SignatureBroken,
    "NOT_TRUSTED": IssuerNotTrusted,
    "REVOKED": CertificateRevoked,
    "REVOCATION_UNKNOWN": RevocationUnknown,
}
"""By the word of the program that checks signatures."""
