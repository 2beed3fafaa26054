"""Adds the two empty signature fields to a PDF that was made for signing."""

from __future__ import annotations

from io import BytesIO

import pikepdf

FIELDS = ("Pihak1", "Pihak2")
_ABOUT = ("Tanda tangan pihak pertama", "Tanda tangan pihak kedua")
# The file has signature fields, and only ever grows.
_SIGNATURES_EXIST_APPEND_ONLY = 3
_PRINTED_LOCKED = 4 | 128


def with_signature_fields(pdf: bytes) -> bytes:
    """The PDF with the fields; they show nothing on the page.

    PDF/A wants an appearance for every field but an empty one, and PDF/UA a place in the reading
    order for every field on the page: so they have no size, and lie just outside of it.
    """
    written = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        page = document.pages[-1].obj
        fields = [
            document.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Widget,
                    FT=pikepdf.Name.Sig,
                    T=name,
                    TU=about,
                    F=_PRINTED_LOCKED,
                    Rect=[-1, -1, -1, -1],
                    P=page,
                )
            )
            for name, about in zip(FIELDS, _ABOUT, strict=True)
        ]
        page.Annots = pikepdf.Array([*page.get("/Annots", []), *fields])
        page.Tabs = pikepdf.Name.S
        document.Root.AcroForm = pikepdf.Dictionary(
            Fields=pikepdf.Array(fields), SigFlags=_SIGNATURES_EXIST_APPEND_ONLY
        )
        document.save(written, linearize=False)
    return written.getvalue()
