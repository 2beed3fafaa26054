"""Manifests of registered documents: all are valid, or the start stops with the reason."""

import json
from pathlib import Path

import pytest
from starlette.applications import Starlette

from ksbb.app import application
from ksbb.schema import schema as real_schema
from ksbb.web.graphql.documents import Documents
from ksbb.web.graphql.registered import UnusableManifestError, identify, load
from ksbb.web.graphql.request_refused import RequestRefused
from tests.database import Database
from tests.web.graphql.conftest import PLACES, viewer_of
from tests.web.graphql.schema import context_of, schema
from tools.dev import paths

DOCUMENTS = Documents(schema._schema)
OLDER = "query Older { sentBy }"


def write(folder: Path, name: str, *documents: str) -> Path:
    path = folder / name
    path.write_text(json.dumps({identify(text): text for text in documents}))
    return path


def test_all_manifests_of_the_folder_are_known_at_once(tmp_path: Path) -> None:
    write(tmp_path, "public.json", PLACES)
    write(tmp_path, "public-2020-04-24.json", OLDER, PLACES)
    known = load(tmp_path, DOCUMENTS)
    assert len(known) == 2
    assert known.find(identify(OLDER)).text == OLDER
    with pytest.raises(RequestRefused):
        known.find(identify("query Never { sentBy }"))


def test_no_folder_means_no_documents(tmp_path: Path) -> None:
    assert len(load(tmp_path / "none", DOCUMENTS)) == 0


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ("query Gone { gone }", "Cannot query field 'gone'"),
        ("query Cut {", "Syntax Error"),
        ("query Deep { place(name: 1) { " + "parts { " * 20 + "name" + " }" * 22, "levels deep"),
        ("query Page { places(first: 1001) { nodes { name } } }", "1 to 1000"),
        ("query A { sentBy } query B { sentBy }", "2 operations"),
        ("fragment F on Query { sentBy }", "never used"),
        ("query About { __schema { types { name } } }", "asks for the schema"),
    ],
)
def test_an_invalid_document_stops_the_start_and_names_the_file(
    tmp_path: Path, document: str, reason: str
) -> None:
    path = write(tmp_path, "office.json", PLACES, document)
    with pytest.raises(UnusableManifestError) as caught:
        load(tmp_path, DOCUMENTS)
    message = str(caught.value)
    assert str(path) in message
    assert identify(document) in message
    assert reason in message


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "unexpected end of data"),
        ("[]", "an object"),
        ('{"x": 1}', "not a text"),
        (json.dumps({"0" * 64: PLACES}), "not the SHA-256"),
    ],
)
def test_a_file_that_is_not_a_manifest_stops_the_start_and_is_named(
    tmp_path: Path, content: str, reason: str
) -> None:
    path = tmp_path / "public.json"
    path.write_text(content)
    with pytest.raises(UnusableManifestError, match=reason) as caught:
        load(tmp_path, DOCUMENTS)
    assert str(path) in str(caught.value)


def test_the_application_does_not_start_with_an_invalid_manifest(
    database: Database, tmp_path: Path
) -> None:
    write(tmp_path, "public.json", "query Gone { gone }")

    def start() -> Starlette:
        return application(
            database.settings(registered=tmp_path),
            schema,
            viewer_of=viewer_of,
            context_of=context_of,
        )

    with pytest.raises(UnusableManifestError):
        start()


def test_every_document_of_our_pages_is_compiled_at_the_start() -> None:
    folder = paths.checkout() / "frontend" / "registered"
    found = load(folder, Documents(real_schema._schema), compile_document=real_schema.precompile)
    assert len(found) > 100
