"""Every guide is followed in a copy of the checkout: what it writes compiles, runs and passes."""

from __future__ import annotations

import json
import re
import shlex
import sys
from functools import partial
from pathlib import Path

import orjson
import pytest

from ksbb.web.site.engine import Engine
from tests.database import Database
from tests.guides.applying import StaleGuideError, follow, runs
from tests.guides.conftest import GUIDES, Followed
from tools.dev import node

# Everything runs in one process, so that the copy is made once.
pytestmark = pytest.mark.xdist_group("guides")

# These need a browser, or the whole demo on the copy's code: minutes for one line of a list.
NOT_RUN = ("tests/e2e/", "tests/web/site/")
BESIDE = (
    "tests/catalogue/test_catalogue.py",
    "tests/catalogue/test_functions.py",
    "tests/catalogue/test_models.py",
    "tests/catalogue/test_revisions.py",
    "tests/tenants/test_mutations.py",
    "tests/tenants/test_rows.py",
    "tests/web/graphql/test_schema_rules.py",
)
_AFTER_EACH = "--- end of the block\n"
# One process for all commands: it builds the schema once.
_COMMANDS = f"""
import json, sys
from ksbb.cli.app import run
from tools.cli import build
for number, group in enumerate(json.loads(sys.argv[1])):
    if number:
        print({_AFTER_EACH!r}, end="", flush=True)
    for program, *arguments in group:
        if code := run(build, program, arguments):
            sys.exit(code)
"""


def test_files_show_what_the_guides_say(followed: Followed) -> None:
    assert followed.shown
    missing = [
        f"{block.guide}: {block.lines}"
        for block in followed.shown
        if block.lines not in (followed.folder / block.path).read_text()
    ]
    assert missing == []


def test_python_of_the_guides_passes_the_checks(followed: Followed) -> None:
    changed = followed.changed(".py")
    assert changed
    ruff = Path(sys.executable).with_name("ruff")
    followed.run(ruff, "check", "--no-cache", *changed)
    followed.run(ruff, "format", "--no-cache", "--check", *changed)
    followed.run(ruff.with_name("lint-imports"), "--no-cache")


def test_the_tests_that_the_guides_write_pass(followed: Followed) -> None:
    written = [
        name
        for name in followed.changed(".py")
        if Path(name).name.startswith("test_") and not name.startswith(NOT_RUN)
    ]
    assert written
    followed.run(
        sys.executable,
        *("-m", "pytest", "-q", "-n0", "-p", "no:randomly", "-p", "no:cacheprovider"),
        *sorted({*written, *BESIDE}),
        # Every mutation and every table; not each login once more.
        *(
            "--deselect",
            "tests/tenants/test_rows.py::test_an_expired_context_is_an_error_everywhere",
        ),
    )


@pytest.fixture(scope="module")
def built(followed: Followed) -> Path:
    """The folder of the built pages; the build also weighs each page against its budget."""
    followed.run(node.node(), "scripts/build.ts", within="frontend")
    return followed.folder / "frontend" / "build"


def test_pages_of_the_guides_pass_the_checks(followed: Followed, built: Path) -> None:
    changed = [
        name.removeprefix("frontend/")
        for suffix in (".ts", ".tsx")
        for name in followed.changed(suffix)
    ]
    assert changed
    tsc, biome = "node_modules/typescript/bin/tsc", "node_modules/@biomejs/biome/bin/biome"
    followed.run(node.node(), tsc, "--noEmit", within="frontend")
    followed.run(node.node(), biome, "check", *changed, within="frontend")
    texts = "node_modules/vitest/vitest.mjs", "run", "tests/texts.test.ts"
    followed.run(node.node(), *texts, within="frontend")
    manifests = [(built / f"manifest-{site}.json").read_text() for site in ("public", "office")]
    assert ["packages/PackagesPage" in text for text in manifests] == [True, False]
    assert ["programmes/PhasesPage" in text for text in manifests] == [False, True]


@pytest.mark.parametrize(
    ("code", "path", "title", "line"),
    [
        ("server.js", "/paket", "Isi paket", "Beras 5 kg"),
        ("server-en.js", "/en/paket", "What is in a package", "Rice 5 kg"),
    ],
)
async def test_the_public_page_of_the_guides_is_complete_without_a_script(
    built: Path, code: str, path: str, title: str, line: str
) -> None:
    item = {"textId": "Beras 5 kg", "textEn": "Rice 5 kg"}
    package = {"id": "1", "code": "SEMBAKO", "per": "FAMILY", "every": "WEEK"}
    package |= {"current": {"price": "200000", "contents": [item]}}
    programme = {"code": "KSBB", "name": "KSBB", "phases": [], "packages": [package]}
    clock = {"now": "2020-05-03T05:00:00Z", "today": "2020-05-03", "demo": False}
    answer = orjson.dumps({"data": {"programmes": [programme], "clock": clock}})
    engine = Engine((built / code).read_text())
    try:
        empty = await engine.render(path, "", {})
        page = await engine.render(path, "", dict.fromkeys(empty.queries, answer))
    finally:
        engine.close()
    assert not page.missing
    assert page.title.startswith(title)
    assert line in page.html
    # From the footer, on every page.
    assert f'href="{path}"' in page.html


@pytest.mark.parametrize("guide", [guide for guide in GUIDES if runs(guide)], ids=lambda g: g.stem)
def test_commands_of_a_guide_print_what_it_says(
    followed: Followed, fresh_seeded: Database, guide: Path
) -> None:
    groups = [[shlex.split(command) for command in commands] for commands, _ in runs(guide)]
    assert {program for group in groups for program, *_ in group} == {"./ksbb"}
    printed = followed.run(
        *(sys.executable, "-c", _COMMANDS, json.dumps(groups)),
        KSBB_DATABASE_URL=fresh_seeded.admin,
        KSBB_SECRET=fresh_seeded.secret,
    ).split(_AFTER_EACH)
    for (_, expected), lines in zip(runs(guide), printed, strict=True):
        assert [part for part in expected if part not in lines] == [], lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```python in=a.py after='x'\ny\n```\n", "does not name `a.py`"),
        ("`a.py`\n```python in=a.py after='x'\ny\n```\n", "2 lines of a.py begin with 'x', not 1"),
        ("`a.py`\n```python in=a.py after='z'\ny\n```\n", "0 lines of a.py begin with 'z', not 1"),
        ("`a.py`\n```python new=a.py\ny\n```\n", "a.py exists already"),
        ("`a.py`\n```python into=a.py\ny\n```\n", "is not understood"),
        ("```text printed\ny\n```\n", "says what nothing printed"),
    ],
)
def test_a_guide_that_does_not_fit_the_code_says_where(
    tmp_path: Path, text: str, expected: str
) -> None:
    versions = tmp_path / "backend" / "db" / "migrations" / "versions"
    versions.mkdir(parents=True)
    (versions / "2026_11_29_0001_context.py").touch()
    (tmp_path / "a.py").write_text("x = 1\n    x = 2\n")
    guide = tmp_path / "guide.md"
    guide.write_text(text)
    apply = runs if "printed" in text else partial(follow, checkout=tmp_path)
    with pytest.raises(StaleGuideError, match=re.escape(expected)):
        apply(guide)
