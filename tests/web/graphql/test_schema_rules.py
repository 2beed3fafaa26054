"""The schema keeps the rules that its callers rely on; docs/api.md says them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    is_non_null_type,
)

from graphql_sql import check_declarations
from graphql_sql.declare import DeclaredField
from ksbb.schema import schema

CORE = schema._schema
OWN = {name: kind for name, kind in CORE.type_map.items() if not name.startswith("__")}
LOOK_UPS = {"area", "unit", "package", "unitsByCode"}
SECRETS = {"pledgeByCode", "complaintStatus", "proposalStatus"}


def _described() -> Iterator[tuple[str, str]]:
    """Everything that has a description, with it."""
    for name, kind in OWN.items():
        yield name, kind.description or ""
        if isinstance(kind, (GraphQLObjectType, GraphQLInputObjectType)):
            for field, declared in kind.fields.items():
                yield f"{name}.{field}", declared.description or ""


def test_every_field_can_be_read_as_it_is_declared() -> None:
    check_declarations(schema)


def test_each_mutation_has_an_input_and_a_result_of_its_own() -> None:
    assert CORE.mutation_type is not None
    used: Counter[str] = Counter()
    for name, field in CORE.mutation_type.fields.items():
        title = name[0].upper() + name[1:]
        assert list(field.args) == ["input"]
        assert str(field.args["input"].type) == f"{title}Input!"
        assert str(field.type) == f"{title}Result!"
        result = get_named_type(field.type)
        assert isinstance(result, GraphQLUnionType)
        done, *refusals = result.types
        used[done.name] += 1
        assert not done.interfaces
        assert {each.interfaces[0].name for each in refusals} == {"Refusal"}
    assert set(used.values()) == {1}


def test_descriptions_say_more_than_a_word_and_name_no_function() -> None:
    standard = {"ID", "Int", "Float", "String", "Boolean", "UUID"}
    functions = {
        re.sub("[A-Z]", lambda upper: f"_{upper[0].lower()}", name)
        for name in CORE.mutation_type.fields  # type: ignore[union-attr]
    }
    # What the audit calls an action is an example of a value, not of a function.
    values = {"AuditEntry.action", "Query.auditActions"}
    for where, text in _described():
        if where in standard or isinstance(OWN.get(where), GraphQLEnumType):
            continue
        assert len(text.split()) > 1, f"{where}: {text!r}"
        if where not in values:
            assert not functions & set(re.findall(r"`(\w+)`", text)), f"{where}: {text!r}"


def test_codes_are_taken_only_to_look_something_up() -> None:
    for name, kind in OWN.items():
        if isinstance(kind, GraphQLInputObjectType):
            assert not {"code", "codes"} & kind.fields.keys(), name
        if isinstance(kind, GraphQLObjectType):
            for field, declared in kind.fields.items():
                takes = {"code", "codes"} & declared.args.keys()
                allowed = name == "Query" and field in LOOK_UPS | SECRETS
                assert allowed or not takes, f"{name}.{field}"


def test_what_is_not_for_everybody_is_null_for_the_others() -> None:
    for name, kind in OWN.items():
        if isinstance(kind, GraphQLObjectType):
            for field, declared in kind.fields.items():
                source = declared.extensions.get("strawberry-definition")
                if isinstance(source, DeclaredField) and source.audience is not None:
                    assert not is_non_null_type(declared.type), f"{name}.{field}"


def test_every_row_of_a_list_that_grows_has_an_id() -> None:
    for name, kind in OWN.items():
        if name.endswith("Edge") and isinstance(kind, GraphQLObjectType):
            row = get_named_type(kind.fields["node"].type)
            assert isinstance(row, GraphQLObjectType)
            assert str(row.fields["id"].type) == "ID!", row.name
