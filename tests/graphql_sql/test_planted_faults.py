"""Tests of the differential test itself: it must find each planted fault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLScalarType, is_non_null_type
from sqlalchemy import and_, or_

import graphql_sql
from graphql_sql import (
    arguments,
    compile,
    connections,
    cursors,
    leaves,
    plan,
    scalars,
    selected,
    sqltext,
)
from graphql_sql.arguments import Slot
from ksbb.core.database import Pools
from ksbb.core.viewer import Viewer
from tests.database import Database
from tests.graphql_sql.differential import ASKERS, build, compare, viewer
from tests.graphql_sql.world import load, make_world

Patch = pytest.MonkeyPatch
Plant = Callable[[Patch], None]
# A fault is found within a few dozen documents; give up after this number.
ENOUGH = 300


@dataclass(frozen=True)
class Sabotage:
    """A planted fault, and what makes it visible."""

    plant: Plant
    broken: frozenset[str]
    prefer: frozenset[str]


PLANTED: dict[str, Sabotage] = {}


def plant(name: str, *, broken: str = "", prefer: str = "") -> Callable[[Plant], Plant]:
    """Register a fault.

    Args:
        name: what is wrong.
        broken: columns whose rows break promises, so that a missing check becomes visible.
        prefer: fields and arguments that documents choose more often.
    """

    def kept(plant: Plant) -> Plant:
        PLANTED[name] = Sabotage(plant, frozenset(broken.split()), frozenset(prefer.split()))
        return plant

    return kept


@plant("a page begins with the item of its cursor", prefer="after nodes")
def _(patch: Patch) -> None:
    right = cursors.Cursors.behind

    def wrong(self: Any, after: Slot) -> Any:
        values = [
            sqltext.Argument(after.then(lambda t, n=n: self.read(t)[n]), k.expression.type)
            for n, k in enumerate(self.keys)
        ]
        same = [
            k.expression.is_not_distinct_from(v) for k, v in zip(self.keys, values, strict=True)
        ]
        return or_(right(self, after), and_(*same))

    patch.setattr(cursors.Cursors, "behind", wrong)


@plant("a page loses items that tie with its cursor", prefer="after nodes edges")
def _(patch: Patch) -> None:
    def wrong(self: Any, after: Slot) -> Any:
        value = sqltext.Argument(
            after.then(lambda text: self.read(text)[0]), self.keys[0].expression.type
        )
        return cursors._beyond(self.keys[0], value)

    patch.setattr(cursors.Cursors, "behind", wrong)


@plant("null stands at the wrong end of an order", prefer="after nodes siblings authors")
def _(patch: Patch) -> None:
    patch.setattr(
        cursors,
        "_beyond",
        lambda key, v: key.expression < v if key.descending else key.expression > v,
    )


@plant("a page has one item too many")
def _(patch: Patch) -> None:
    right = connections._Page._size
    patch.setattr(connections._Page, "_size", lambda self: f"{right(self)} + 1")


@plant("the total counts what follows the cursor only", prefer="after totalCount")
def _(patch: Patch) -> None:
    right = connections._Page._total

    def wrong(self: Any) -> str:
        after = self.page.after
        if after is not None:
            self.opened.select = self.opened.select.where(self.cursors.behind(after.slot))
        return right(self)

    patch.setattr(connections._Page, "_total", wrong)


@plant("a cursor of another list is taken")
def _(patch: Patch) -> None:
    patch.setattr(cursors.Cursors, "__init__", _one_signature(cursors.Cursors.__init__))


def _one_signature(right: Any) -> Any:
    def wrong(self: Any, keys: Any, where: str, order: str, secret: bytes) -> None:
        right(self, keys, where, order, secret)
        self.signature = "same"

    return wrong


@plant("the audience is not asked for")
def _(patch: Patch) -> None:
    patch.setattr(selected.Selected, "closed", lambda _self, _thing: False)


@plant("one reads in the name of another")
def _(patch: Patch) -> None:
    right = Viewer.context
    other = viewer(ASKERS[1])
    patch.setattr(Viewer, "context", lambda _self, key: right(other, key))


@plant(
    "null is let through where it was promised away",
    broken="motto title tags",
    prefer="mottoOrName firmTitle tags",
)
def _(patch: Patch) -> None:
    patch.setattr(leaves.Leaves, "present", lambda _self, sql, _kind: sql)


@plant("a number that does not fit is let through", broken="pages", prefer="pages doubled measure")
def _(patch: Patch) -> None:
    leaf = scalars.LEAVES["Int"]
    plain = scalars.Leaf("int8", leaf.parameter, leaf.families)
    patch.setitem(scalars.LEAVES, "Int", plain)


@plant(
    "a float that is no number is let through", broken="rating weight", prefer="rating weight books"
)
def _(patch: Patch) -> None:
    leaf = scalars.LEAVES["Float"]
    patch.setitem(
        scalars.LEAVES, "Float", scalars.Leaf(leaf.type, leaf.parameter, leaf.families, leaf.form)
    )


@plant("a text outside its enum is let through", broken="genre", prefer="genre")
def _(patch: Patch) -> None:
    patch.setattr(leaves, "_enum", lambda _kind, sql: f"upper({sql})")


@plant("a plan is kept by its document alone")
def _(patch: Patch) -> None:
    patch.setattr(arguments.Variables, "key", lambda _self, _values: ())


@plant(
    "a plan's key forgets which enum values were given",
    prefer="genre genres states filter allBooks books nodes code",
)
def _(patch: Patch) -> None:
    _forget(patch, GraphQLEnumType)


@plant("a plan's key forgets what an input object leaves out", prefer="filter allBooks books")
def _(patch: Patch) -> None:
    _forget(patch, GraphQLInputObjectType)


@plant("a plan's key forgets the type in a global id", prefer="node")
def _(patch: Patch) -> None:
    _forget(patch, GraphQLScalarType)


def _forget(patch: Patch, kinds: Any) -> None:
    """Keep in the key only whether a value of these types is absent."""
    right = arguments._shape_of

    def wrong(kind: Any) -> Any:
        plain = kind.of_type if is_non_null_type(kind) else kind
        return (lambda value: value is None) if isinstance(plain, kinds) else right(kind)

    patch.setattr(arguments, "_shape_of", wrong)


@plant("a value stays that of the first run")
def _(patch: Patch) -> None:
    patch.setattr(
        arguments.Arguments, "_slot", lambda _s, _f, _n, _name, _v, _vars, now: Slot(lambda _: now)
    )


@plant(
    "a value inside a list or an object stays that of the first run",
    prefer="filter ids books allBooks",
)
def _(patch: Patch) -> None:
    patch.setattr(arguments, "_varies", lambda _node: False)


@plant("two parameters of one type become one")
def _(patch: Patch) -> None:
    right = sqltext.Marks.numbered

    def wrong(self: Any, text: str, start: int) -> Any:
        by_type: dict[str, Any] = {}
        for bind in self.binds:
            bind.slot = by_type.setdefault(repr(bind.type), bind.slot)
        return right(self, text, start)

    patch.setattr(sqltext.Marks, "numbered", wrong)


@plant("values are not checked again when a plan is reused", prefer="first after")
def _(patch: Patch) -> None:
    right = plan.Plan.failing
    seen: dict[int, Any] = {}
    patch.setattr(plan.Plan, "failing", lambda self, v: seen.setdefault(id(self), right(self, v)))


@plant("of two selections of one field the second is lost")
def _(patch: Patch) -> None:
    right = compile.Compiler.subfields
    patch.setattr(
        compile.Compiler, "subfields", lambda self, kind, found: right(self, kind, found[:1])
    )


@plant("a wildcard in a text is one", prefer="filter text books allBooks")
def _(patch: Patch) -> None:
    from sqlalchemy import func

    patch.setattr(
        graphql_sql, "contains", lambda text, part: text.ilike(func.concat("%", part, "%"))
    )


@plant("an alias is lost when two levels look at one table")
def _(patch: Patch) -> None:
    patch.setattr(compile.Compiler, "alias", lambda _self, letter="t": f"{letter}1")


@pytest.mark.parametrize("name", list(PLANTED))
async def test_a_planted_fault_is_caught(
    library_database: Database, pools: Pools, monkeypatch: Patch, name: str
) -> None:
    sabotage = PLANTED[name]
    world = make_world(3, sabotage.broken)
    load(world, library_database.admin)
    sabotage.plant(monkeypatch)
    tally = await compare(
        build(), pools, world, 4, documents=ENOUGH, noise=0.02, prefer=sabotage.prefer
    )
    print(name, tally.documents, tally.runs)
    assert tally.differences, f"nothing differed in {tally.runs} runs"
