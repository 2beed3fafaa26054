"""Names use plain words: none has a word that was replaced, in the sense in which it was replaced.

Checked are paths, names that Python and TypeScript define, names of the database and of the GraphQL
schema, each by its whole parts: `told_by` has the parts `told` and `by`, `ToldAct` has `told` and
`act`. Names of tests are sentences, so they may have any word.
"""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import graphql
import pytest

from tools.dev.paths import checkout

ROOT = checkout()

# Each word with what is written instead.
REPLACED = {
    "acting": "who acts, or what is done",
    "asked": "requested",
    "carried": "carried_out",
    "door": "login, or web/site",
    "fault": "error, failure, or the refusal",
    "faults": "errors",
    "gave": "given",
    "graph": "api, types, or GraphQL",
    "persisted": "registered",
    "played": "seeded",
    "player": "runner",
    "said": "message, output, text",
    "scene": "small_programme, factories",
    "stage": "server, pledge_context",
    "standing": "state, balance",
    "story": "scenario",
    "tell": "report",
    "told": "submission, description, message",
    "verb": "action in Python, mutation in GraphQL",
    "verbs": "actions, mutations",
}
# Everyday words, which only files and folders must not have for what is named otherwise now.
REPLACED_IN_PATHS = {
    "cards": "share_images",
    "cast": "people",
    "kernel": "core",
    "local": "dev",
    "once": "idempotency",
    "places": "paths, rws, sheets: what it is",
    "reads": "graphql_sql",
    "script": "scenario",
}
# Names that have such a word in another sense, each with the reason.
ALLOWED = {
    "MONEY_ASKED": "a kind of complaint: somebody asked for money",
    "CarriedOut": "carried out",
    "acting_role": "the role in which somebody acts",
    "acting_role.sql": "the role in which somebody acts",
    "carriedOut": "carried out",
    "carriedOutByDay": "carried out",
    "allCarriedOut": "carried out",
    "carried_out": "carried out",
    "rows_carried_out": "carried out",
    "faults": "tests that plant faults: killed processes",
    "script.py.mako": "Alembic gives this name",
    "test_planted_faults.py": "tests that plant faults",
}

GENERATED = ("__generated__",)
Found = tuple[str, str]


def parts(name: str) -> list[str]:
    """The words of a name in snake or camel case; GraphQL and JavaScript are one word each."""
    name = name.replace("GraphQL", "Graphql").replace("JavaScript", "Javascript")
    return [part.lower() for part in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]


def old_words(names: Iterable[Found], replaced: Mapping[str, str] = REPLACED) -> list[str]:
    """What is wrong with these names: where each is, and what to write instead."""
    return sorted(
        {
            f"{where}: {name}: write {replaced[part]} for {part!r}"
            for where, name in names
            for part in parts(name)
            if part in replaced and name not in ALLOWED
        }
    )


def _files(*suffixes: str) -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        check=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    return [
        path
        for path in listed
        if path.endswith(suffixes or ("",))
        and (ROOT / path).exists()
        and not any(each in path for each in GENERATED)
    ]


def python_names(source: str) -> Iterator[str]:
    """The names that a module defines; not those that it takes from elsewhere."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                if not name.startswith("test_"):
                    yield name
            case ast.ClassDef(name=name) | ast.arg(arg=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name
            case ast.ExceptHandler(name=str(name)) | ast.alias(asname=str(name)):
                yield name
            case _:
                pass


_DECLARED = re.compile(
    r"\b(?:const|let|var|function\*?|class|type|interface|enum)\s+(\w+)|^\s+(\w+)\??:", re.MULTILINE
)
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:'\"])//[^\n]*", re.DOTALL)


def typescript_names(source: str) -> Iterator[str]:
    """The names that a file declares, and the keys of its objects and types."""
    for declared, key in _DECLARED.findall(_COMMENT.sub("", source)):
        yield declared or key


_CREATED = re.compile(
    r"^CREATE (?:OR REPLACE |UNIQUE )?(?:FUNCTION|INDEX|POLICY|SEQUENCE|TABLE|TRIGGER|VIEW|SCHEMA)"
    r" (?:(\w+)\.)?(\w+)(.*?)(?:;|\bLANGUAGE\b)",
    re.MULTILINE | re.DOTALL,
)
_COLUMN = re.compile(r"^    (?:CONSTRAINT )?([a-z_0-9]+) ", re.MULTILINE)
_PARAMETER = re.compile(r"[(,] ?(?:OUT )?([a-z_0-9]+) [a-z]")


def sql_names(structure: str) -> Iterator[str]:
    """Schemas, tables and columns, functions and parameters, indexes, policies and triggers."""
    for statement in _CREATED.finditer(structure):
        schema, name, rest = statement.groups()
        yield from filter(None, (schema, name))
        if statement[0].startswith("CREATE TABLE"):
            yield from _COLUMN.findall(rest)
        elif "FUNCTION" in statement[0].partition("\n")[0]:
            yield from _PARAMETER.findall(rest)


def graphql_names(sdl: str) -> Iterator[str]:
    """Types, fields, arguments and values of enums."""
    found: list[str] = []

    class Names(graphql.Visitor):
        def enter_name(self, node: graphql.NameNode, *_rest: object) -> None:
            found.append(node.value)

    graphql.visit(graphql.parse(sdl), Names())
    yield from found


def _of_paths() -> Iterator[Found]:
    for path in _files():
        # Decisions are records, named by sentences.
        if not path.startswith("docs/decisions/"):
            yield from ((path, each) for each in Path(path).parts)


def _of_python() -> Iterator[Found]:
    for path in _files(".py"):
        for name in python_names((ROOT / path).read_text()):
            yield path, name


def _of_typescript() -> Iterator[Found]:
    for path in _files(".ts", ".tsx"):
        for name in typescript_names((ROOT / path).read_text()):
            yield path, name


def _of_database() -> Iterator[Found]:
    path = "backend/db/structure.sql"
    for name in sql_names((ROOT / path).read_text()):
        yield path, name


def _of_schema() -> Iterator[Found]:
    for name in graphql_names((ROOT / "schema.graphql").read_text()):
        yield "schema.graphql", name


NAMES = {
    "paths": _of_paths,
    "python": _of_python,
    "typescript": _of_typescript,
    "database": _of_database,
    "graphql": _of_schema,
}


@pytest.mark.parametrize("kind", NAMES)
def test_no_name_has_a_word_that_was_replaced(kind: str) -> None:
    names = [*NAMES[kind]()]
    assert len(names) > 200
    assert old_words(names) == []


def test_no_path_has_a_word_that_was_replaced_there() -> None:
    assert old_words(_of_paths(), REPLACED_IN_PATHS) == []


def test_every_exception_is_a_name() -> None:
    names = {name for find in NAMES.values() for _, name in find()}
    assert {*ALLOWED} - names == set()


@pytest.mark.parametrize(
    ("find", "text", "word"),
    [
        (python_names, "class ToldAct: ...", "told"),
        (python_names, "def find(asked_by: int): ...", "asked"),
        (python_names, "self.stage = 1", "stage"),
        (python_names, "try: ...\nexcept OSError as fault: ...", "fault"),
        (typescript_names, "  const storyOf = 1;", "story"),
        (typescript_names, "  asked: [...requested],", "asked"),
        (sql_names, "CREATE TABLE app.complaint (\n    told text NOT NULL\n);", "told"),
        (sql_names, "CREATE FUNCTION app.find(door text) RETURNS text LANGUAGE sql;", "door"),
        (sql_names, "CREATE POLICY player_select ON app.pledge USING (true);", "player"),
        (graphql_names, "type Query { told: Int }", "told"),
        (graphql_names, "enum State { PLAYED_ALREADY }", "played"),
    ],
)
def test_a_planted_word_is_found(
    find: Callable[[str], Iterator[str]], text: str, word: str
) -> None:
    [error] = old_words([("planted", name) for name in find(text)])
    assert error.endswith(repr(word))


def test_a_name_of_a_test_is_a_sentence() -> None:
    assert [*python_names("def test_it_is_told_once(): ...")] == []
