"""Documents are complete and their links resolve."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest

from tools.dev.paths import checkout

ROOT = checkout()
DECISIONS = ROOT / "docs" / "decisions"
DOCUMENTS = sorted(
    chain(ROOT.glob("*.md"), (ROOT / "docs").rglob("*.md"), (ROOT / "frontend").glob("*.md"))
)
SOURCES = ("backend", "frontend/scripts", "frontend/src", "infra", "tests")
SOURCE_SUFFIXES = {".css", ".md", ".py", ".sql", ".ts", ".tsx"}

FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
STATUS = re.compile(r"^Status: (accepted|superseded by (\d{4})), \d{4}-\d\d-\d\d\b", re.MULTILINE)
ENTRY = re.compile(r"^\| \[(\d{4})\]\(([^)]+)\) \| (.+) \| (.+) \|$", re.MULTILINE)
COMMAND = re.compile(r"\./ksbb [^`#\n]*[^`#\s]")
MENTION = re.compile(r"\bdecisions?[ /](\d{4})(-[a-z0-9-]+\.md)?\b")


def _anchors(document: Path) -> set[str]:
    """The anchors of a document's headings, as GitHub makes them."""
    headings = HEADING.findall(FENCE.sub("", document.read_text()))
    kept = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {text.replace(" ", "-") for text in kept}


def _decisions() -> list[Path]:
    return sorted(DECISIONS.glob("[0-9]*.md"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_relative_link_of_a_document_resolves(document: Path) -> None:
    broken: list[str] = []
    for link in LINK.findall(FENCE.sub("", document.read_text())):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = document.parent / name if name else document
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            broken.append(link)
    assert broken == []


def test_both_readmes_show_the_same_commands_pictures_and_documents() -> None:
    english, indonesian = ((ROOT / name).read_text() for name in ("README.md", "README.id.md"))
    assert COMMAND.findall(english) == COMMAND.findall(indonesian)
    # The first link of each goes to the other one.
    assert LINK.findall(english)[1:] == LINK.findall(indonesian)[1:]


def test_the_index_of_decisions_names_every_decision_once() -> None:
    index = ENTRY.findall((DECISIONS / "README.md").read_text())
    assert sorted(name for _, name, _, _ in index) == [path.name for path in _decisions()]
    assert [number for number, name, _, _ in index if not name.startswith(f"{number}-")] == []


def test_numbers_of_decisions_are_unique() -> None:
    numbers = [path.name[:4] for path in _decisions()]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("path", _decisions(), ids=lambda path: path.name)
def test_a_decision_has_the_title_and_status_that_the_index_gives(path: Path) -> None:
    text = path.read_text()
    number = path.name[:4]
    status = STATUS.search(text)
    assert status, "a line such as 'Status: accepted, 2026-11-24'"
    if later := status[2]:
        assert list(DECISIONS.glob(f"{later}-*.md")), "the decision that replaced it"
    title = text.splitlines()[0].removeprefix(f"# {number}. ")
    assert (number, path.name, title, status[1]) in ENTRY.findall(
        (DECISIONS / "README.md").read_text()
    )


def test_every_decision_that_the_source_mentions_exists() -> None:
    known = {path.name[:4]: path.name for path in _decisions()}
    wrong: list[str] = []
    for path in chain.from_iterable((ROOT / folder).rglob("*") for folder in SOURCES):
        if path.suffix not in SOURCE_SUFFIXES or not path.is_file():
            continue
        for number, name in MENTION.findall(path.read_text()):
            if number not in known or (name and f"{number}{name}" != known[number]):
                wrong.append(f"{path.relative_to(ROOT)}: {number}{name}")
    assert wrong == []
