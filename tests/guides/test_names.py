"""Everything that the guides and the architecture name as `code` exists: paths, commands, names."""

from __future__ import annotations

import ast
import json
import re
import shlex
import sys
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import typer.main

from tests.guides.conftest import GUIDES, Followed
from tools import cli
from tools.dev import paths

# In the process that has the copy in which the guides were followed.
pytestmark = pytest.mark.xdist_group("guides")

DOCUMENTS = [*GUIDES, paths.checkout() / "docs" / "architecture.md"]
# What a document names although it is not in the code, with the reason.
EXCEPTIONS = {
    'export PATH="$PWD/.venv/bin:$PATH"': "the shell's words",
    "updateNeedState": "a name that a mutation should not have",
    **dict.fromkeys(
        ("Rows Removed by Filter", "Seq Scan", "Limit", "loops=", "actual ... rows="),
        "PostgreSQL's words in a plan",
    ),
    "CREATE STATISTICS": "a statement of PostgreSQL that no revision needs yet",
    ".local/pictures/layar/": "written by the tests in a browser",
    ".local/run/web.log": "written by ./ksbb run",
}

_FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`]+)`")
_WORD = re.compile(r"[A-Za-z_]\w+")
_PATH = re.compile(
    r"[\w.<>{},*-]*(/[\w.<>{},*-]*)+|[\w<>-]+\.(cfg|css|graphql|json|md|py|sql|toml|tsx?|yml)"
)
_DOTTED = re.compile(r"@?(\w+(?:\.\w+)+)(\(.*\))?")
_CALL = re.compile(r"@?(\w+)\(\)")

# Where a path that is not written from the checkout's root may begin.
_BEGINNINGS = (
    *("", "backend", "backend/db", "backend/ksbb", "backend/ksbb/domain", "backend/ksbb/web"),
    *("backend/tools", "docs", "frontend", "frontend/src", "frontend/src/ui", "tests"),
)
_SOURCES = ("backend", "frontend/scripts", "frontend/src", "tests")
_SUFFIXES = {".css", ".py", ".sql", ".ts", ".tsx"}


class Code:
    """What is in a checkout, to look names up."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        files = chain.from_iterable((folder / name).rglob("*") for name in _SOURCES)
        found = (file for file in files if file.suffix in _SUFFIXES and file.is_file())
        self.texts = {file: file.read_text() for file in found if "guides" not in file.parts}
        self.all = "\n".join([*self.texts.values(), (folder / "schema.graphql").read_text()])
        self.words = {*_WORD.findall(self.all)}
        self.names = {file.name for file in self.texts}

    @cached_property
    def members(self) -> set[str]:
        """`module.name` and `Class.member` of all Python code."""
        found: set[str] = set()
        for file, text in self.texts.items():
            if file.suffix == ".py":
                module = file.parent.name if file.stem == "__init__" else file.stem
                found |= {f"{module}.{name}" for name in _defined(ast.parse(text))}
                classes = (n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.ClassDef))
                found |= {f"{each.name}.{name}" for each in classes for name in _defined(each)}
        return found

    @cached_property
    def commands(self) -> dict[str, Any]:
        group: Any = typer.main.get_command(cli.build())
        return group.commands

    def problem(self, code: str) -> str | None:
        """Why this is not in the code; None if it is."""
        if code.startswith("./ksbb "):
            return self._of_command(code)
        if code.startswith(".venv/bin/"):
            program = Path(sys.executable).with_name(code.split(maxsplit=1)[0].rpartition("/")[2])
            return None if program.exists() else "no such program"
        if code.startswith("npm run "):
            scripts = json.loads((self.folder / "frontend" / "package.json").read_text())["scripts"]
            return None if code.split()[2] in scripts else "no such script of npm"
        if not code.startswith("/") and _PATH.fullmatch(code):
            return None if self._is_path(code) else "no such path"
        dotted = _DOTTED.fullmatch(code)
        if dotted and (problem := self._of_dotted(dotted[1])):
            return problem
        if call := _CALL.fullmatch(code):
            return None if re.search(rf"\b{call[1]}\(", self.all) else "no such function"
        unknown = sorted({*_WORD.findall(code)} - self.words)
        return f"unknown: {', '.join(unknown)}" if unknown else None

    def _of_command(self, code: str) -> str | None:
        _, name, *arguments = shlex.split(code, comments=True)
        command = self.commands.get(name)
        if command is None and not name.startswith("--"):
            return "no such command"
        options = {option for each in command.params for option in each.opts} if command else set()
        passes_on = command is not None and command.ignore_unknown_options
        for argument in arguments:
            if argument.startswith("--") and argument not in options and not passes_on:
                return f"no such option: {argument}"
            if "tests/" in argument and not (self.folder / argument).exists():
                return f"no such tests: {argument}"
        return None

    def _is_path(self, code: str) -> bool:
        return all(
            path in self.names or any(self._exists(f"{begin}/{path}") for begin in _BEGINNINGS)
            for path in _alternatives(re.sub(r"<\w+>", "*", code))
        )

    def _exists(self, path: str) -> bool:
        return any(True for _ in self.folder.glob(path.strip("/")))

    def _of_dotted(self, name: str) -> str | None:
        if ".".join(name.split(".")[-2:]) in self.members:
            return None
        # An object of the page or the test, or something of the database: as it is written there.
        owner, _, last = name.rpartition(".")
        if re.search(rf"\b{re.escape(name)}\b", self.all):
            return None
        in_database = re.search(rf"\b{re.escape(owner)}\b", self.all) and "." in owner
        return None if in_database and last in self.words else "no such name"


def _defined(scope: ast.Module | ast.ClassDef) -> set[str]:
    found: set[str] = set()
    for node in scope.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
        elif isinstance(node, ast.Assign):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found |= {each.asname or each.name for each in node.names}
    return found


def _alternatives(path: str) -> list[str]:
    """`a/{b,c}.py` as `a/b.py` and `a/c.py`."""
    inside = re.search(r"\{([^}]*)\}", path)
    if inside is None:
        return [path]
    return [path.replace(inside[0], each) for each in inside[1].split(",")]


def named(document: Path) -> list[str]:
    """What a document names: code within a sentence, and lines of commands."""
    text = document.read_text()
    commands = [
        line
        for language, lines in _FENCE.findall(text)
        if language == "sh"
        for line in lines.splitlines()
        if line
    ]
    code = [" ".join(found.split()) for found in _CODE.findall(_FENCE.sub("", text))]
    return list(dict.fromkeys([*code, *commands]))


@pytest.fixture(scope="module")
def code(followed: Followed) -> Code:
    return Code(followed.folder)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_everything_that_a_document_names_exists(code: Code, document: Path) -> None:
    found = named(document)
    assert found
    written = {name for name in found if re.search(r"LAST|NEXT", name)}
    wrong = {
        name: problem
        for name in found
        if name not in written and name not in EXCEPTIONS and (problem := code.problem(name))
    }
    assert wrong == {}


def test_no_exception_is_left_over(code: Code) -> None:
    everything = {name for document in DOCUMENTS for name in named(document)}
    assert {
        name for name in EXCEPTIONS if name not in everything or not code.problem(name)
    } == set()


@pytest.mark.parametrize(
    "name",
    [
        "backend/ksbb/domain/nothing.py",
        "nothing.py",
        "frontend/src/office/<word>/nothing/",
        "reports/giving/{queries,nothing}.py",
        "./ksbb nothing",
        "./ksbb seed --nothing",
        "./ksbb pytest tests/nothing",
        "npm run nothing",
        "rules.check_nothing",
        "Pools.nothing",
        "app.nothing_at_all()",
        "nothing_at_all()",
        "nothingAtAll",
        'api.mutate(viewer, nothingAtAll="x")',
    ],
)
def test_what_does_not_exist_is_found(code: Code, name: str) -> None:
    assert code.problem(name)
