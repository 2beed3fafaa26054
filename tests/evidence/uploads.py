"""Files that people send: good ones, and hostile ones."""

import io
import struct
import zlib
from typing import Any

import pikepdf
from PIL import Image


def jpeg(width: int = 800, height: int = 600, **options: Any) -> bytes:
    made = io.BytesIO()
    Image.effect_noise((width, height), 30).convert("RGB").save(made, "JPEG", **options)
    return made.getvalue()


def png(mode: str = "RGBA", size: tuple[int, int] = (60, 40)) -> bytes:
    made = io.BytesIO()
    Image.new(mode, size).save(made, "PNG")
    return made.getvalue()


def png_bomb(side: int = 30_000) -> bytes:
    """A PNG of some hundred bytes that says it has 900 megapixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def pdf(change: Any = None, **options: Any) -> bytes:
    """A PDF of one page; `change` gets it before it is saved."""
    made = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        if change:
            change(document)
        document.save(made, **options)
    return made.getvalue()


def _action(name: str) -> Any:
    def change(document: pikepdf.Pdf) -> None:
        document.Root.OpenAction = pikepdf.Dictionary(
            S=pikepdf.Name(f"/{name}"), JS=pikepdf.String("app.alert(1)")
        )

    return change


def _nested(document: pikepdf.Pdf) -> None:
    document.pages[0].Annots = pikepdf.Array(
        [pikepdf.Dictionary(A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("x.exe")))]
    )


def _attachment(document: pikepdf.Pdf) -> None:
    document.attachments["x.exe"] = pikepdf.AttachedFileSpec(document, b"MZ", filename="x.exe")


def hostile() -> dict[str, tuple[bytes, str]]:
    """Each with the refusal that it gets."""
    photo, paper = jpeg(), pdf()
    return {
        "a bomb": (png_bomb(), "ImageTooLarge"),
        "a truncated photo": (photo[: len(photo) // 2], "FileNotReadable"),
        "a web page": (b"<html><script>alert(1)</script>", "FileNotReadable"),
        "a drawing with scripts": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "FileNotReadable"),
        "nothing": (b"", "FileNotReadable"),
        "a picture in another format": (b"GIF89a" + b"\0" * 100, "FileNotReadable"),
        "a PDF with a script": (pdf(_action("JavaScript")), "PdfActive"),
        "a PDF that starts a program": (pdf(_nested), "PdfActive"),
        "a PDF with an attachment": (pdf(_attachment), "PdfActive"),
        "a locked PDF": (
            pdf(encryption=pikepdf.Encryption(owner="o", user="u")),
            "PdfLocked",
        ),
        "a PDF that anybody can open but not change": (
            pdf(encryption=pikepdf.Encryption(owner="o", user="")),
            "PdfLocked",
        ),
        "a truncated PDF": (paper[: len(paper) // 2], "FileNotReadable"),
        "a PDF of nothing": (b"%PDF-1.7\n", "FileNotReadable"),
        "a PDF that is too large": (paper + b"\n% " + b"x" * 10_000_000, "FileNotReadable"),
    }
