"""Compiles GraphQL queries to SQL: one document becomes one statement, which gives the JSON.

A field is declared once, beside its type. The annotation is the field's GraphQL type, and the
declaration is the SQL that gives its value; queries need no resolvers. A document either is
answered with the statement's JSON as it is, or is walked by graphql-core's executor. Both give
the same response: a test compares them.

Types
-----

::

    @graphql_sql.type(models.Unit, node=True)  # a row of this SQLModel table
    class Unit:
        '''A priority unit: who receives.'''        # the description in the schema

        code: str = graphql_sql.column(description="Our code.")  # the column of that name
        number: int | None = graphql_sql.column(models.Unit.rw_number, description="Of an RW.")
        kind: UnitKind = graphql_sql.column(description="What kind of unit.")
        kelurahan: Annotated["Area", strawberry.lazy("shop.areas")] = graphql_sql.one(
            models.Unit.area_id, description="The kelurahan it lies in."
        )
        snapshots: list[Snapshot] = graphql_sql.many(
            models.Snapshot.unit_id, order_by=[models.Snapshot.day.desc()], description="..."
        )

``node=True`` adds ``id: ID!`` and lets ``node(id:)`` find the object. ``name=`` gives a GraphQL
name other than the class's. Every type and field needs a description, or the schema is not
built; the first paragraph of a docstring will do.

- ``column()``: the column of the same name; ``column(Table.column)``: another column;
  ``column(expression)``: any SQL expression over the parent's row.
- ``one(Table.key)``: one object, by a foreign key of this table (a column that declares none is
  compared with the target's primary key), or by a unique column of the other table.
- ``many(Other.key, order_by=, where=)``: a list that stays short.
- ``@graphql_sql.field``: a method whose **body** gives SQL:

::

        @graphql_sql.field
        def open_needs(self, package: ID | None = None) -> list["Need"]:
            '''Needs with open places.'''
            query = select(Need).where(Need.unit_id == models.Unit.id)   # plain: the parent's
            if package is not None:
                query = query.where(Need.package_id == graphql_sql.id_of(package, "Package"))
            return graphql_sql.rows(query.order_by(Need.id))

        @graphql_sql.field
        def pledges(
            self, states: list[PledgeState] | None = None, first: int = 20, after: str | None = None
        ) -> graphql_sql.Connection["Pledge"]:
            '''Pledges, the newest first.'''
            ...
            return graphql_sql.page(query, order_by=[Pledge.id.desc()], first=first, after=after)

A body returns

=====================  ==================================================================
``sql(expression)``    one value; also a scalar sub-select, ``exists(...)``, an SQL function
``row(select)``        an object: the first row, or null
``rows(select)``       a list, in the select's order (an order is required)
``page(select, ...)``  a connection. The order must contain a unique key that is never null.
                       The field has the arguments ``first``, 1 to 1,000, and ``after``, a
                       signed cursor that is valid for this order only. ``totalCount`` is the
                       number of rows of the select that the viewer may see
``nest(name=...)``     a value from the parent's own row; null where ``when`` is not true
``choice(type, id)``   an object of an interface or union: SQL of its type's name and its id
=====================  ==================================================================

What a body may do
------------------

- **Write the parent's columns plainly.** In a field of Unit, ``models.Unit.id`` is the parent's.
  To select from that table a second time, use ``aliased(models.Unit)``; a plain one in FROM is
  refused. Bodies are SQLAlchemy Core: write the ON of each join; relationships are not loaded.
- **Arguments are values for SQL.** They may be tested for None. An enum or a Boolean is passed as
  its Python value, so the code may branch on it; a list of them too, without duplicates and
  sorted. Everything else is a bound parameter: ``==``, ``<``, ``func.any(names)`` work,
  ``if first > 10`` raises. ``id_of(argument, Type)`` turns an ID into a number (a list of them
  into an array). An input object is passed as a namespace of such values.
  ``contains(column, text)`` searches without wildcards.
- **Declared SQL must not fail for any row.** No division that may divide by zero, no cast that
  may not fit.
- **The table must keep what the annotation promises.** A non-null field on a nullable column is
  refused when the schema is built. Where null can't be excluded beforehand (expressions, rows
  behind policies), the statement checks it and the response has GraphQL's usual error.
- The select of ``rows``, ``row`` and ``page`` yields the whole table class of the field's type:
  ``select(Pledge)``, or an alias of it, also over a sub-select:
  ``aliased(Pledge, union_all(a, b).subquery())``.
- ``tenant()`` and ``person()`` are the viewer's organisation and person, from the signed context.
  A list of rows that two organisations share filters by one of them:
  ``Pledge.donor_id == graphql_sql.tenant()``.

Values
------

An object without a table is a ``@graphql_sql.value``. Its fields are the labels of the select that
yields it::

    @graphql_sql.value()
    class LadderRow:
        '''Figures of one package.'''

        package: Package = graphql_sql.one("package_id", description="...")  # a label with its id
        committed: int = graphql_sql.column(description="...")  # the label `committed`
        share: float | None = graphql_sql.column(description="...")

    def ladder(self) -> list[LadderRow]:
        return graphql_sql.rows(select(Ladder.package_id, func.sum(...).label("committed"), ...)
                          .group_by(...).order_by(...))

A value in a list has an ``id: graphql_sql.ID = graphql_sql.identity("label")``.
``part(models.Unit)`` is a whole row that the select carries beside its labels
(``select(models.Unit, distance.label("distance"))``). ``label("name")`` refers to a label in the
bodies of the value's own fields.

Joining parts
-------------

``@graphql_sql.extend(Unit)`` adds fields to a type of a package that can't import this one (plain
columns in a body are then still Unit's). Root fields are methods of plain classes
(``class UnitQueries``), which ``build_schema(queries=[...], mutations=[...], ...)`` joins.
Viewers of the audience "public" don't get rows of tables outside ``open_schemas`` (``pub``): an
object is null, a list or page is empty. So all data of tenants is reached through nullable fields
such as ``viewer``. A value computed from such a table is refused as FORBIDDEN.
``@graphql_sql.field(audience=["gov"])`` refuses everybody else: the field is null for them, so it
has to be nullable.

What only Python can compute is a ``@graphql_sql.python`` field: parameters with
``= graphql_sql.given(expression)`` get values of the row, as JSON values. Root fields may be plain
``@strawberry.field``.

Scalars: ``str int float bool``, ``datetime.date`` (Date), ``datetime.datetime`` (DateTime, UTC),
``ID``, ``Rupiah`` (a bigint as a string), ``JSON``, enums, and lists of all these. Enums are stored
as their value. Int has 32 bits.

Mutations
---------

::

    class PledgedToUnits(graphql_sql.Payload[Pledge]):             # one field: `pledge`
        '''The pledge was made; its packages for units are reserved.'''

    NeedAlreadyMet = graphql_sql.refusal(rules.NeedAlreadyMet, need=Need)  # implements Refusal

    class PledgeMutations:
        @graphql_sql.mutation(refusals=[NeedAlreadyMet, rules.PledgeEmpty])
        async def pledge_to_units(
            self, tx: graphql_sql.Transaction, input: PledgeToUnitsInput
        ) -> PledgedToUnits:
            '''Promise packages to units.'''
            return PledgedToUnits(await actions.pledge_to_units(tx.session, tx.viewer, ...))

A payload with one object is constructed with the row's id. A payload with several facts is a
``@graphql_sql.payload()`` of ``fact``s, each a row, its id, or a value. The fields of a refusal are
those that the exception marks with ``Fact``. If one is an object (its name ends in ``_id``),
``refusal`` gives its type; otherwise the exception itself is listed.

The result is the union ``PledgeToUnitsResult``. The action runs in one transaction with the
viewer's context. The payload's selection is read on the same connection before COMMIT. A
``Refusal`` (also one that ``refusal_of`` makes of a database error, including one of COMMIT) rolls
back and is returned as its member of the union, or as an error with its code if there is none.
Deadlocks and serialisation failures are retried, three attempts in all.

The GraphQL context is any object with ``viewer`` and ``pools`` (`ReadContext`). ``data`` of the
result is an ``orjson.Fragment``, which an orjson encoder writes as it is, or a dict where the
executor walked a tree. ``Schema.precompile`` compiles registered documents at start;
``Schema.plan`` gives the SQL and its parameters, for benchmarks.
"""

from .arguments import id_of
from .check import check_declarations
from .declare import (
    Connection,
    Edge,
    Node,
    PageInfo,
    column,
    extend,
    field,
    given,
    identity,
    many,
    one,
    part,
    python,
    value,
)
from .declare import type_ as type
from .field_errors import DeclarationError, FieldError
from .mutate import Payload, Refusal, Transaction, fact, mutation, payload, refusal
from .plan import Plan
from .ports import RequestContext
from .results import choice, contains, label, nest, page, person, row, rows, sql, tenant
from .scalars import ID, JSON, Rupiah
from .schema import AUDIENCES, Schema, build_schema

__all__ = [
    "AUDIENCES",
    "ID",
    "JSON",
    "Connection",
    "DeclarationError",
    "Edge",
    "FieldError",
    "Node",
    "PageInfo",
    "Payload",
    "Plan",
    "Refusal",
    "RequestContext",
    "Rupiah",
    "Schema",
    "Transaction",
    "build_schema",
    "check_declarations",
    "choice",
    "column",
    "contains",
    "extend",
    "fact",
    "field",
    "given",
    "id_of",
    "identity",
    "label",
    "many",
    "mutation",
    "nest",
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
