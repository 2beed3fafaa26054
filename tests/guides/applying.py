"""Applies the fenced blocks of a guide to a copy of the checkout.

The info string of a block names its file and where the lines go:

- `python new=PATH`: they are a new file;
- `python in=PATH after='LINE'`: after the line that begins so (spaces before it don't count),
  with `skip=1` after the line below that one;
- `python in=PATH instead='LINE'`: in the place of the line that begins so;
- `graphql shows=PATH`: they stand in that file once the guide was followed;
- `sh run`: commands that are run on the demo once the guide was followed;
- `text printed`: parts of lines that the commands above have printed.

A block without one of these is only read. In paths and lines LAST is the number of the last
revision of the database before the guide, and NEXT the number after it.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

VERSIONS = "backend/db/migrations/versions"
_BLOCK = re.compile(r"^```(\w+) +(\S.*)\n((?:.*\n)*?)```$", re.MULTILINE)


_RUN = ("run", "printed")


class StaleGuideError(Exception):
    """A guide does not fit the code any more."""


@dataclass(frozen=True)
class Block:
    """Lines of a guide, and what to do with them."""

    guide: str
    path: str
    lines: str
    action: str
    line: str
    skip: int
    instead: bool


def blocks(guide: Path) -> list[Block]:
    """The blocks of a guide that name a file."""
    text = guide.read_text()
    found: list[Block] = []
    for _, info, lines in _BLOCK.findall(text):
        if info in _RUN:
            continue
        words: dict[str, str] = {}
        for word in shlex.split(info):
            name, _, value = word.partition("=")
            words[name] = value
        action = next(iter(words))
        placed = len(words.keys() & {"after", "instead"})
        if action not in ("new", "in", "shows") or placed != (action == "in"):
            raise StaleGuideError(f"{guide.name}: the block with {info} is not understood")
        path = words[action]
        # Readers don't see the info string.
        if f"`{path}`" not in text:
            raise StaleGuideError(f"{guide.name}: the text does not name `{path}`")
        found.append(
            Block(
                guide.name,
                path,
                lines,
                action,
                words.get("after", words.get("instead", "")),
                int(words.get("skip", 0)),
                "instead" in words,
            )
        )
    return found


def runs(guide: Path) -> list[tuple[list[str], list[str]]]:
    """The commands of a guide that are run, each group with what it prints."""
    found: list[tuple[list[str], list[str]]] = []
    for _, info, lines in _BLOCK.findall(guide.read_text()):
        if info == "run":
            found.append((lines.splitlines(), []))
        elif info == "printed":
            if not found:
                raise StaleGuideError(f"{guide.name}: it says what nothing printed")
            found[-1][1].extend(lines.splitlines())
    return found


def follow(guide: Path, checkout: Path) -> list[Block]:
    """Apply a guide to a checkout; the blocks to be compared afterwards."""
    last = max(path.stem.split("_")[3] for path in (checkout / VERSIONS).glob("*.py"))
    names = {"LAST": last, "NEXT": f"{int(last) + 1:04d}"}

    def filled(text: str) -> str:
        return re.sub(r"LAST|NEXT", lambda name: names[name[0]], text)

    for block in blocks(guide):
        target = checkout / filled(block.path)
        if block.action == "new":
            if target.exists():
                raise StaleGuideError(f"{guide.name}: {block.path} exists already")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(filled(block.lines))
        elif block.action == "in":
            _insert(block, target)
    return [block for block in blocks(guide) if block.action == "shows"]


def _insert(block: Block, target: Path) -> None:
    before = target.read_text().splitlines(keepends=True) if target.exists() else []
    places = [at for at, line in enumerate(before) if line.strip().startswith(block.line)]
    if len(places) != 1:
        raise StaleGuideError(
            f"{block.guide}: {len(places)} lines of {block.path} begin with {block.line!r}, not 1"
        )
    at = places[0] if block.instead else places[0] + 1 + block.skip
    before[at : at + block.instead] = [block.lines]
    target.write_text("".join(before))
