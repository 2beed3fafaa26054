"""The container files say what their formats allow, and nothing a linter frowns at."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ksbb.local import databases, places

ROOT = places.checkout()
IMAGES = ROOT / "infra" / "images"


def said(program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).parent / program, *arguments],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=dict(os.environ),
    )


def test_the_compose_file_keeps_to_its_specification() -> None:
    ended = said(
        "check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"
    )
    assert ended.returncode == 0, ended.stdout


@pytest.mark.parametrize("image", sorted(IMAGES.rglob("Dockerfile")), ids=lambda f: f.parent.name)
def test_the_linter_finds_nothing_in_an_image(image: Path) -> None:
    ended = said("hadolint", image)
    assert ended.returncode == 0, ended.stdout


def test_the_database_image_brings_the_extensions_the_migrations_want() -> None:
    created = re.findall(r"CREATE EXTENSION (\w+)", (IMAGES / "db" / "extensions.sql").read_text())
    assert tuple(created) == databases.EXTENSIONS


def test_the_images_and_the_launcher_install_the_same_uv() -> None:
    launcher = re.search(r"uv_wanted='(.+)'", (ROOT / "ksbb").read_text())
    image = re.search(r'pip install .*"(uv==.+)"', (IMAGES / "Dockerfile").read_text())
    assert launcher is not None
    assert image is not None
    assert launcher.group(1) == image.group(1)
