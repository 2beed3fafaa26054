"""Compiled reads: a GraphQL document becomes one SQL statement whose JSON goes straight out.

A field is declared once, beside its type. The annotation is what we promise, the declaration
is the SQL that keeps it; nobody writes a resolver for a read. Whether a request is passed
through or walked by the executor can't be told from the answer: a test proves it.

Types
-----

::

    @reads.type(models.Unit, node=True)             # a row of this SQLModel table
    class Unit:
        '''A priority unit: who receives.'''        # the description people read

        code: str = reads.column(description="Our code.")              # the column of that name
        number: int | None = reads.column(models.Unit.rw_number, description="Number of an RW.")
        kind: UnitKind = reads.column(description="What kind of unit.")
        kelurahan: Annotated["Area", strawberry.lazy("ksbb.geo.graph")] = reads.one(
            models.Unit.area_id, description="The kelurahan it lies in."
        )
        snapshots: list[Snapshot] = reads.many(
            models.Snapshot.unit_id, order_by=[models.Snapshot.day.desc()], description="..."
        )

``node=True`` adds ``id: GlobalID!`` and makes ``node(id:)`` find it. A GraphQL name other than
the class's is given with ``name=``. Every type and field has a description, or the schema is
not built; a docstring's first paragraph serves.

- ``column()``: the column of the same name; ``column(Table.column)`` another one;
  ``column(expression)`` any SQL expression over the parent's row.
- ``one(Table.key)``: an object over a foreign key of this table (the target's primary key, if
  the column declares no foreign key), or over a unique column of the other table.
- ``many(Other.key, order_by=, where=)``: a list that stays short.
- ``@reads.field``: a method whose **body** gives SQL:

::

        @reads.field
        def open_needs(self, package: GlobalID | None = None) -> list["Need"]:
            '''Needs with open places.'''
            query = select(Need).where(Need.unit_id == models.Unit.id)   # plain: the parent's
            if package is not None:
                query = query.where(Need.package_id == reads.id_of(package, "Package"))
            return reads.rows(query.order_by(Need.id))

        @reads.field
        def pledges(
            self, states: list[PledgeState] | None = None, first: int = 20, after: str | None = None
        ) -> reads.Connection["Pledge"]:
            '''Pledges, the newest first.'''
            ...
            return reads.page(query, order_by=[Pledge.id.desc()], first=first, after=after)

A body answers

=====================  ==================================================================
``sql(expression)``    one value; also a scalar sub-select, ``exists(...)``, an SQL function
``row(select)``        an object: the first row, or null
``rows(select)``       a list, in the select's order (it must have one)
``page(select, ...)``  a connection; the order contains a unique key that is never null;
                       the field's arguments ``first``, 1 to 1,000, and ``after``, a cursor
                       that is signed and belongs to this order; its ``totalCount`` is the
                       number of the select's rows, counted for who asks for it
``nest(name=...)``     a value out of the parent's own row; null where ``when`` is not true
``choice(type, id)``   an object of an interface or union: SQL of its type's name and number
=====================  ==================================================================

What a body may do
------------------

- **The parent's columns are written plainly.** In a field of Unit, ``models.Unit.id`` is the
  parent's. To look at that table a second time take ``aliased(models.Unit)``; a plain one in
  FROM is refused. Bodies are SQLAlchemy Core: joins name their ON, no relationship loads.
- **Arguments are values for SQL.** They may be tested for None; an enum or a Boolean comes as
  its Python value and may be looked at, a list of them also, without repeats and in an order of
  its own; everything else is a parameter:
  ``==``, ``<``, ``func.any(names)`` work, ``if first > 10`` raises. A global id becomes a number
  by ``id_of(argument, Type)`` (a list of them an array). An input object comes as a namespace
  of the same. ``contains(column, text)`` searches without wildcards.
- **Declared SQL fails on no row.** No division that may hit zero, no cast that may not fit.
- **A promise must be kept by the table.** A field that is never null on a nullable column is
  refused when the schema is built; where SQL can't be known not to give null (expressions, rows
  behind policies) the statement checks it and GraphQL's error appears.
- The select of ``rows``, ``row`` and ``page`` yields the whole table class of the field's type:
  ``select(Pledge)``, or an alias of it, also over a sub-select:
  ``aliased(Pledge, union_all(a, b).subquery())``.
- ``tenant()`` and ``person()`` are the viewer's organisation and person out of the signed
  context. Lists of two-party rows name their side: ``Pledge.donor_id == reads.tenant()``.

Values
------

An object without a table is a ``@reads.value``: its fields are the labels of the select that
yields it::

    @reads.value()
    class LadderRow:
        '''Figures of one package.'''

        package: Package = reads.one("package_id", description="...")   # a label with its number
        committed: int = reads.column(description="...")                # the label `committed`
        share: float | None = reads.column(description="...")

    def ladder(self) -> list[LadderRow]:
        return reads.rows(select(Ladder.package_id, func.sum(...).label("committed"), ...)
                          .group_by(...).order_by(...))

``part(models.Unit)`` is a whole row that the select carries beside its labels
(``select(models.Unit, distance.label("distance"))``); ``label("name")`` is a label inside a
value's own bodies.

Slices
------

``@reads.extend(Unit)`` adds fields to a lower slice's type (a body's plain columns are then
still Unit's). Root fields are methods of plain classes (``class UnitQueries``), joined by
``build_schema(queries=[...], mutations=[...], ...)``. Rows of tables outside ``open_schemas``
(``pub``) are absent for viewers of the audience "public": an object is null, a list or page is
empty, so everything of tenants stands behind nullable edges such as ``viewer``; a value
computed from such a table is refused as FORBIDDEN. ``@reads.field(audience=["gov"])`` refuses
everybody else.

What only Python can say is ``@reads.python``: parameters with ``= reads.given(expression)`` are
filled from the row, as JSON values. Root fields may be plain ``@strawberry.field``.

Scalars: ``str int float bool``, ``datetime.date`` (Date), ``datetime.datetime`` (DateTime, UTC),
``GlobalID``, ``Rupiah`` (a bigint as a string), ``JSON``, enums and lists of all. Enums are stored
as their value. Int has 32 bits.

Mutations
---------

::

    @reads.payload()
    class PledgeToUnitsSuccess:
        '''The pledge as it stands now.'''

        pledge: Pledge = reads.fact(description="The pledge.")     # the action's row, or its number

    @reads.refusal(rules.NeedAlreadyMet)
    class NeedAlreadyMet:                                          # implements Refusal
        need: Need = reads.fact(description="The need.")           # exception's need or need_id
        remaining: int = reads.fact(description="What is left.")

    class PledgeMutations:
        @reads.mutation(refusals=[NeedAlreadyMet])
        async def pledge_to_units(
            self, tx: reads.Transaction, input: PledgeToUnitsInput
        ) -> PledgeToUnitsSuccess:
            '''Promise packages to units.'''
            pledge = await actions.pledge_to_units(tx.session, tx.viewer, ...)
            return PledgeToUnitsSuccess(pledge=pledge)

The result is the union ``PledgeToUnitsResult``. The action runs in one transaction with the
viewer's context; the payload's selection is read on the same connection before COMMIT; a
``kernel.errors.Refusal`` (also one that ``refusal_of`` makes of a database error, COMMIT's too)
rolls back and becomes its member of the union, or an error with its code if there is none.
Deadlocks and serialisation failures are tried again, three times in all.

The GraphQL context is any object with ``viewer`` and ``pools`` (`ReadContext`); the answer's
``data`` is an ``orjson.Fragment``, which an orjson encoder writes as it is, or a dict where the
executor walked a tree. ``Schema.precompile`` compiles persisted documents at start;
``Schema.plan`` gives a bench the SQL and its parameters.
"""

from .answers import choice, contains, label, nest, page, person, row, rows, sql, tenant
from .arguments import id_of
from .declare import (
    Connection,
    Edge,
    Node,
    PageInfo,
    column,
    extend,
    field,
    given,
    many,
    one,
    part,
    python,
    value,
)
from .declare import type_ as type
from .execute import ReadContext
from .faults import DeclarationError, Fault
from .inputs import number_of
from .mutate import Refusal, Transaction, fact, mutation, payload, refusal
from .plan import Plan
from .scalars import JSON, GlobalID, Rupiah
from .schema import AUDIENCES, Schema, build_schema

__all__ = [
    "AUDIENCES",
    "JSON",
    "Connection",
    "DeclarationError",
    "Edge",
    "Fault",
    "GlobalID",
    "Node",
    "PageInfo",
    "Plan",
    "ReadContext",
    "Refusal",
    "Rupiah",
    "Schema",
    "Transaction",
    "build_schema",
    "choice",
    "column",
    "contains",
    "extend",
    "fact",
    "field",
    "given",
    "id_of",
    "label",
    "many",
    "mutation",
    "nest",
    "number_of",
    "one",
    "page",
    "part",
    "payload",
    "person",
    "python",
    "refusal",
    "row",
    "rows",
    "sql",
    "tenant",
    "type",
    "value",
]
