"""The container files are valid, and their linter finds nothing."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools.dev import databases, paths

ROOT = paths.checkout()
IMAGES = ROOT / "infra" / "images"


def run_program(program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).parent / program, *arguments],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=dict(os.environ),
    )


def test_the_compose_file_keeps_to_its_specification() -> None:
    ended = run_program(
        "check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"
    )
    assert ended.returncode == 0, ended.stdout


@pytest.mark.parametrize("image", sorted(IMAGES.rglob("Dockerfile")), ids=lambda f: f.parent.name)
def test_the_linter_finds_nothing_in_an_image(image: Path) -> None:
    ended = run_program("hadolint", image)
    assert ended.returncode == 0, ended.stdout


def test_the_database_image_has_the_extensions_that_migrations_need() -> None:
    created = re.findall(r"CREATE EXTENSION (\w+)", (IMAGES / "db" / "extensions.sql").read_text())
    assert tuple(created) == databases.EXTENSIONS


def test_the_images_and_the_launcher_install_the_same_uv() -> None:
    launcher = re.search(r"uv_wanted='(.+)'", (ROOT / "ksbb").read_text())
    image = re.search(r'pip install .*"(uv==.+)"', (IMAGES / "Dockerfile").read_text())
    assert launcher is not None
    assert image is not None
    assert launcher.group(1) == image.group(1)


def test_the_image_of_a_real_installation_has_no_tools_and_is_no_demo() -> None:
    text = (IMAGES / "Dockerfile").read_text()
    stages = dict(
        re.findall(r"^FROM \S+ AS (\S+)\n(.*?)(?=^FROM|\Z)", text, re.MULTILINE | re.DOTALL)
    )
    assert "rm -r backend/tools" in stages["packages"]
    assert "COPY --from=packages /app" in stages["backend"]
    for name in ("program", "backend"):
        assert "tools" not in stages[name]
        assert "KSBB_DEMO" not in stages[name]
    assert "KSBB_DEMO=1" in stages["demo"]
