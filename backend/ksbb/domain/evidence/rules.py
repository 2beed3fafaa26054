"""Rules of evidence: which files may be attached to what, and why a file is refused."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from ksbb.core.db_errors import register_refusal
from ksbb.core.lifecycle import Lifecycle, Party, Transition
from ksbb.core.refusals import Fact, Refusal
from ksbb.domain.evidence.models import EvidenceKind

LIFECYCLE = Lifecycle(
    "evidence",
    "Evidence",
    (
        *(
            Transition("", "stored", party)
            for party in (Party.EXECUTOR, Party.FIELD, Party.KELURAHAN)
        ),
        Transition("stored", "erased", Party.PEMPROV, reason_required=True),
        Transition("stored", "erased", Party.SYSTEM, reason_required=True),
    ),
)

MAX_IMAGE_BYTES = 12_000_000
MAX_PDF_BYTES = 10_000_000
MAX_MEGAPIXELS = 40
LONGEST_SIDE = 1600
"""The longest side of a stored image, in pixels."""
MOST_FILES = 20
"""Files of one handover, proof, goods receipt or entry of a phone; erased ones count too."""

JPEG = "image/jpeg"
PDF = "application/pdf"


class Thing(StrEnum):
    """What a file can belong to; the value is its GraphQL type, the name that in the database."""

    HANDOVER = "Handover"
    PROOF = "Proof"
    GOODS_RECEIPT = "GoodsReceipt"
    FIELD_ENTRY = "FieldEntry"


KINDS = {
    Thing.HANDOVER: {EvidenceKind.STACK_PHOTO, EvidenceKind.SIGNATURE, EvidenceKind.PAPER},
    Thing.PROOF: {EvidenceKind.SIGNATURE, EvidenceKind.PAPER},
    Thing.GOODS_RECEIPT: {EvidenceKind.STACK_PHOTO, EvidenceKind.DOCUMENT},
    Thing.FIELD_ENTRY: {EvidenceKind.STACK_PHOTO, EvidenceKind.SIGNATURE, EvidenceKind.PAPER},
}
OF_PDF = {EvidenceKind.PAPER, EvidenceKind.DOCUMENT}
"""Kinds of files that may be a PDF; all may be an image."""


class KindNotFitting(Refusal):
    """A file of this kind does not belong there."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Jenis berkas ini tidak dapat dilampirkan di sini.",
        "en": "A file of this kind can't be attached here.",
    }


class ImageExpected(Refusal):
    """A photo or a signature is an image, not a PDF."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Untuk foto dan tanda tangan, kirim gambar JPEG, PNG, atau WebP.",
        "en": "For photos and signatures, send a JPEG, PNG or WebP image.",
    }


@dataclass(eq=False)
class FileTooLarge(Refusal):
    """The file has more bytes than allowed."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Berkas ini terlalu besar: gambar paling besar {image} MB, PDF {pdf} MB.",
        "en": "This file is too large: an image may have {image} MB, a PDF {pdf} MB.",
    }
    image: Annotated[int, Fact("Megabytes of an image.")] = MAX_IMAGE_BYTES // 1_000_000
    pdf: Annotated[int, Fact("Megabytes of a PDF.")] = MAX_PDF_BYTES // 1_000_000


@dataclass(eq=False)
class ImageTooLarge(Refusal):
    """The image has more pixels than allowed."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Gambar ini lebih dari {megapixels} megapiksel. Kirim gambar yang lebih kecil.",
        "en": "This image has more than {megapixels} megapixels. Send a smaller one.",
    }
    megapixels: Annotated[int, Fact("Megapixels that an image may have.")] = MAX_MEGAPIXELS


class FileNotReadable(Refusal):
    """The file is neither an image nor a PDF, or it is damaged or incomplete."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Berkas ini rusak, tidak lengkap, atau bukan JPEG, PNG, WebP, atau PDF.",
        "en": "This file is damaged, incomplete, or not a JPEG, PNG, WebP or PDF.",
    }


class PdfLocked(Refusal):
    """The PDF is encrypted, so nobody can check it."""

    texts: ClassVar[dict[str, str]] = {
        "id": "PDF ini terkunci. Simpan ulang tanpa kata sandi, lalu kirim lagi.",
        "en": "This PDF is locked. Save it without a password, then send it again.",
    }


class PdfActive(Refusal):
    """The PDF has programs, forms that send data, or other files inside."""

    texts: ClassVar[dict[str, str]] = {
        "id": "PDF ini memuat skrip, tindakan, atau lampiran. Cetak ulang ke PDF, lalu kirim lagi.",
        "en": "This PDF has scripts, actions or attachments. Print it to a new PDF and send that.",
    }


@dataclass(eq=False)
class EnoughFiles(Refusal):
    """It has as many files as it may have."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Sudah ada {most} berkas di sini; tidak dapat ditambah lagi.",
        "en": "There are {most} files here already; no more can be added.",
    }
    most: Annotated[int, Fact("Files that it may have.")] = MOST_FILES


def check_kind(thing: Thing, kind: EvidenceKind) -> None:
    """Refuse a kind of file that does not belong to this kind of thing.

    Raises:
        KindNotFitting.
    """
    if kind not in KINDS[thing]:
        raise KindNotFitting


def check_media(kind: EvidenceKind, media: str) -> None:
    """Refuse a PDF where an image is expected.

    Raises:
        ImageExpected.
    """
    if media == PDF and kind not in OF_PDF:
        raise ImageExpected


register_refusal("evidence_is_enough", EnoughFiles)
