"""The endpoint with the real schema."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from graphql import (
    FieldNode,
    GraphQLObjectType,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    build_client_schema,
    get_introspection_query,
    get_named_type,
    parse,
    print_schema,
    visit,
)

from ksbb.app import create_app
from ksbb.schema import schema
from ksbb.web.graphql.documents import CACHE_TEXT, Documents
from ksbb.web.graphql.introspection import CACHE_BYTES, Introspection
from ksbb.web.graphql.limits import LIST_SIZES, PEOPLE
from tests.database import Database
from tests.web.graphql.conftest import TOKEN, serving
from tests.web.graphql.test_audits import failed
from tools.dev import paths

ACCEPT = {"accept": "application/graphql-response+json"}


@pytest.fixture
def system(contract: str) -> Iterator[httpx.Client]:
    headers = {"authorization": f"Bearer {TOKEN}"}
    with httpx.Client(base_url=contract, headers=headers, trust_env=False) as found:
        yield found


# In one process: the packages are installed once.
@pytest.mark.xdist_group("audits")
def test_the_real_schema_passes_all_61_audits(audits: Path, contract: str) -> None:
    assert failed(audits, contract) == []


def test_the_usual_introspection_query_gives_the_contract(system: httpx.Client) -> None:
    requested = {"query": get_introspection_query(specified_by_url=True, one_of=True)}
    answer = system.post("/graphql", json=requested).json()
    assert "errors" not in answer
    assert print_schema(build_client_schema(answer["data"])) == print_schema(schema._schema)


def test_introspection_answers_are_cached_up_to_a_number_of_bytes() -> None:
    documents = Documents(schema._schema)
    introspection = Introspection(schema._schema)
    usual = get_introspection_query()
    first, _ = introspection.answer(documents.free_form(usual, PEOPLE), None, {})
    assert first is not None
    again, _ = introspection.answer(documents.free_form(usual, PEOPLE), None, {})
    assert again is first
    for number in range(CACHE_BYTES // CACHE_TEXT + 1):
        text = f"query Q{number} {{ __schema {{ queryType {{ name }} }} }}"
        introspection.answer(documents.free_form(text, PEOPLE), None, {})
    again, _ = introspection.answer(documents.free_form(usual, PEOPLE), None, {})
    assert again is not first


def test_the_application_of_this_repository_starts_and_serves_its_documents(
    database: Database,
) -> None:
    app = create_app(database.settings(public_url="https://ksbb.example"))
    with serving(app) as address:
        assert httpx.get(f"{address}/readyz").json() == {"ready": True}
        assert "type Query" in httpx.get(f"{address}/schema.graphql").text
        answer = httpx.post(f"{address}/graphql", json={"query": "{ __typename }"})
        assert answer.status_code == 403


@pytest.mark.parametrize("list_field", sorted(LIST_SIZES))
def test_lists_of_known_length_are_lists_of_the_contract_without_pages(list_field: str) -> None:
    type_name, _, field_name = list_field.partition(".")
    found = schema._schema.get_type(type_name)
    assert isinstance(found, GraphQLObjectType)
    field = found.fields[field_name]
    assert "[" in str(field.type)
    assert "first" not in field.args


def test_nesting_areas_and_their_parents_repeatedly_is_refused() -> None:
    text = "{ areas { children { parent { children { parent { children { code } } } } } } }"
    refused = Documents(schema._schema).free_form(text, PEOPLE).refused
    assert refused is not None
    assert refused.code == "TOO_MANY_NODES"


@pytest.mark.parametrize("name", sorted(schema._schema.query_type.fields))  # type: ignore[union-attr]
def test_each_root_field_takes_the_largest_page_without_breaking_a_limit(name: str) -> None:
    """A list whose plain page is refused would be useless."""
    query = schema._schema.query_type
    assert query is not None
    field = query.fields[name]
    if "first" not in field.args:
        return
    required = "".join(
        f"${argument}: {value.type}, "
        for argument, value in field.args.items()
        if str(value.type).endswith("!") and argument != "first"
    )
    passed = "".join(
        f"{argument}: ${argument}, "
        for argument, value in field.args.items()
        if str(value.type).endswith("!") and argument != "first"
    )
    head = f"query Q({required.rstrip(', ')})" if required else "query Q"
    text = f"{head} {{ {name}({passed}first: 100) {{ __typename }} }}"
    document = Documents(schema._schema).free_form(text, PEOPLE)
    assert document.refused is None
    assert document.errors == []


class _WithoutId(Visitor):
    """Collects selections of objects that have an id but do not select it."""

    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self.info = info
        self.found: list[str] = []

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        kind = get_named_type(self.info.get_type())
        if isinstance(kind, GraphQLObjectType) and "id" in kind.fields and node.selection_set:
            selected = {getattr(each, "name", None) for each in node.selection_set.selections}
            if "id" not in {name.value for name in selected if name}:
                self.found.append(f"{kind.name} as {node.name.value}")


def test_documents_of_the_office_select_every_id() -> None:
    # Relay's store finds objects by id. Without it, the same object would replace the one that a
    # page has read, and lose what was read.
    manifest = paths.checkout() / "frontend" / "registered" / "office.json"
    without: list[str] = []
    for text in json.loads(manifest.read_text()).values():
        info = TypeInfo(schema._schema)
        visitor = _WithoutId(info)
        visit(parse(text), TypeInfoVisitor(info, visitor))
        without += visitor.found
    assert not without, without
