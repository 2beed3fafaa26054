"""``ksbb schema``: writes the GraphQL schema, compares it, and finds breaking changes."""

from __future__ import annotations

from typing import Any

from graphql import (
    REMOVE,
    EnumValueDefinitionNode,
    FieldDefinitionNode,
    GraphQLSchema,
    InputValueDefinitionNode,
    Visitor,
    build_ast_schema,
    build_schema,
    find_breaking_changes,
    is_object_type,
    parse,
    visit,
)

from graphql_sql import check_declarations
from ksbb.core.settings import REPOSITORY
from ksbb.schema import schema

CONTRACT = REPOSITORY / "schema.graphql"
RELEASED = REPOSITORY / "docs" / "contract" / "released.graphql"
"""The schema of the last release: what clients know."""
CHANGELOG = REPOSITORY / "CHANGELOG.md"


def exported() -> str:
    """The schema as SDL, with the text that the file should have."""
    return schema.as_str().rstrip() + "\n"


def is_current() -> bool:
    """Whether the committed file equals the exported schema."""
    return CONTRACT.exists() and CONTRACT.read_text() == exported()


def write(*, release: bool = False) -> None:
    """Write the file; with `release` also the file of the released schema.

    Raises:
        DeclarationError: a field can't be read as it is declared.
    """
    check_declarations(schema)
    CONTRACT.write_text(exported())
    if release:
        RELEASED.write_text(exported())


def broken() -> list[str]:
    """Breaking changes against the released schema that were not deprecated before."""
    return unannounced(RELEASED.read_text(), exported(), unreleased(CHANGELOG.read_text()))


def unannounced(released: str, now: str, accepted: str) -> list[str]:
    """Breaking changes against the released schema that were not deprecated there.

    A breaking change is accepted if the changelog has its sentence: `Field Pledge.acts was
    removed.`

    Args:
        released: the schema that clients know, as SDL.
        now: the new schema, as SDL.
        accepted: the unreleased part of the changelog.
    """
    breaking = find_breaking_changes(_without_deprecated(released), build_schema(now))
    return [one.description for one in breaking if one.description not in accepted]


def _without_deprecated(sdl: str) -> GraphQLSchema:
    """The schema without deprecated parts, and without types that only these parts used."""
    pruned = build_ast_schema(visit(parse(sdl), _Pruning()), assume_valid_sdl=True)
    return GraphQLSchema(
        query=pruned.query_type,
        mutation=pruned.mutation_type,
        subscription=pruned.subscription_type,
        types=[
            kind for kind in pruned.type_map.values() if is_object_type(kind) and kind.interfaces
        ],
        directives=pruned.directives,
    )


class _Pruning(Visitor):
    """Removes deprecated parts."""

    @staticmethod
    def enter(node: Any, *_: Any) -> Any:
        may_go = (FieldDefinitionNode, InputValueDefinitionNode, EnumValueDefinitionNode)
        if isinstance(node, may_go) and any(
            directive.name.value == "deprecated" for directive in node.directives or ()
        ):
            return REMOVE
        return None


def unreleased(changelog: str) -> str:
    """The part of the changelog above the last release."""
    _, _, rest = changelog.partition("\n## ")
    return rest.partition("\n## ")[0]
