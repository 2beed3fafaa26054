"""The endpoint around the real schema: what the small one proves holds for it as well."""

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
from ksbb.endpoint.documents import KEPT_TEXT, Documents
from ksbb.endpoint.introspection import KEPT_BYTES, Introspection
from ksbb.endpoint.limits import LIST_SIZES, PEOPLE
from ksbb.local import places
from ksbb.schema import schema
from tests.database import Database
from tests.endpoint.conftest import TOKEN, serving
from tests.endpoint.test_audits import failed

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
    asked = {"query": get_introspection_query(specified_by_url=True, one_of=True)}
    answer = system.post("/graphql", json=asked).json()
    assert "errors" not in answer
    assert print_schema(build_client_schema(answer["data"])) == print_schema(schema._schema)


def test_answers_about_the_schema_are_kept_up_to_a_number_of_bytes() -> None:
    documents = Documents(schema._schema)
    introspection = Introspection(schema._schema)
    usual = get_introspection_query()
    first, _ = introspection.answer(documents.free(usual, PEOPLE), None, {})
    assert first is not None
    again, _ = introspection.answer(documents.free(usual, PEOPLE), None, {})
    assert again is first
    for number in range(KEPT_BYTES // KEPT_TEXT + 1):
        text = f"query Q{number} {{ __schema {{ queryType {{ name }} }} }}"
        introspection.answer(documents.free(text, PEOPLE), None, {})
    again, _ = introspection.answer(documents.free(usual, PEOPLE), None, {})
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


@pytest.mark.parametrize("place", sorted(LIST_SIZES))
def test_lists_of_known_length_are_lists_of_the_contract_without_pages(place: str) -> None:
    type_name, _, field_name = place.partition(".")
    found = schema._schema.get_type(type_name)
    assert isinstance(found, GraphQLObjectType)
    field = found.fields[field_name]
    assert "[" in str(field.type)
    assert "first" not in field.args


def test_going_round_in_circles_through_areas_is_refused() -> None:
    text = "{ areas { children { parent { children { parent { children { code } } } } } } }"
    fault = Documents(schema._schema).free(text, PEOPLE).fault
    assert fault is not None
    assert fault.code == "TOO_MANY_NODES"


@pytest.mark.parametrize("name", sorted(schema._schema.query_type.fields))  # type: ignore[union-attr]
def test_each_root_field_takes_the_largest_page_without_breaking_a_limit(name: str) -> None:
    """A list of the contract whose plain page is refused would be of no use to anybody."""
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
    document = Documents(schema._schema).free(text, PEOPLE)
    assert document.fault is None
    assert document.errors == []


class _WithoutId(Visitor):
    """Gathers objects that have an id and are not asked for it."""

    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self.info = info
        self.found: list[str] = []

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        kind = get_named_type(self.info.get_type())
        if isinstance(kind, GraphQLObjectType) and "id" in kind.fields and node.selection_set:
            asked = {getattr(each, "name", None) for each in node.selection_set.selections}
            if "id" not in {name.value for name in asked if name}:
                self.found.append(f"{kind.name} as {node.name.value}")


def test_the_office_asks_for_the_id_of_all_that_has_one() -> None:
    # Its store knows a thing by its id: without it, the same thing takes the place of the one that
    # a page has read, and what it read is gone.
    manifest = places.checkout() / "frontend" / "persisted" / "office.json"
    without: list[str] = []
    for text in json.loads(manifest.read_text()).values():
        info = TypeInfo(schema._schema)
        visitor = _WithoutId(info)
        visit(parse(text), TypeInfoVisitor(info, visitor))
        without += visitor.found
    assert not without, without
