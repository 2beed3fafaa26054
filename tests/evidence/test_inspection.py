"""What is stored of an upload, and which uploads are refused."""

import hashlib
from pathlib import Path

import pytest
from PIL import Image

from ksbb.core.refusals import Refusal
from ksbb.domain.evidence import inspection
from tests.evidence.uploads import hostile, jpeg, pdf, png


async def inspected(folder: Path, content: bytes) -> tuple[Path, inspection.Content]:
    upload = folder / "upload"
    upload.write_bytes(content)
    return await inspection.inspect(upload, folder)


async def test_a_photo_is_made_smaller_and_upright_and_says_nothing_of_its_place(
    tmp_path: Path,
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010F] = "a maker of phones"
    exif.get_ifd(0x8825)[1] = "S"  # GPS
    file, content = await inspected(tmp_path, jpeg(4000, 3000, exif=exif, comment=b"Jl. Contoh 1"))
    with Image.open(file) as stored:
        assert (stored.format, stored.size) == ("JPEG", (1200, 1600))
        assert {*stored.info} <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"phones" not in file.read_bytes()
    assert (content.size, content.media) == (file.stat().st_size, "image/jpeg")
    assert content.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "I;16"])
async def test_a_drawn_signature_becomes_a_jpeg(tmp_path: Path, mode: str) -> None:
    file, _ = await inspected(tmp_path, png(mode))
    with Image.open(file) as stored:
        assert (stored.mode, stored.size) == ("RGB", (60, 40))


async def test_what_is_transparent_becomes_white(tmp_path: Path) -> None:
    file, _ = await inspected(tmp_path, png("RGBA"))
    with Image.open(file) as stored:
        assert stored.getpixel((5, 5)) == (255, 255, 255)


async def test_the_same_photo_gives_the_same_bytes(tmp_path: Path) -> None:
    photo = jpeg()
    (tmp_path / "again").mkdir()
    _, first = await inspected(tmp_path, photo)
    _, second = await inspected(tmp_path / "again", photo)
    assert first == second


async def test_a_pdf_is_stored_as_it_came(tmp_path: Path) -> None:
    paper = pdf()
    file, content = await inspected(tmp_path, paper)
    assert file.read_bytes() == paper
    assert content.media == "application/pdf"


HOSTILE = hostile()


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_file_is_refused(tmp_path: Path, name: str) -> None:
    content, refusal = HOSTILE[name]
    with pytest.raises(Refusal) as refused:
        await inspected(tmp_path, content)
    assert type(refused.value).__name__ == refusal
    assert refused.value.message("id") != refused.value.message("en")


async def test_a_pdf_may_have_ten_megabytes(tmp_path: Path) -> None:
    large = pdf(
        lambda document: setattr(document.Root, "X", document.make_stream(b"x" * 10**7)),
        compress_streams=False,
    )
    with pytest.raises(Refusal) as refused:
        await inspected(tmp_path, large)
    assert type(refused.value).__name__ == "FileTooLarge"
