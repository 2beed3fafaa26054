"""GraphQL types of programmes: all public."""

from __future__ import annotations

import datetime as dt

import strawberry
from sqlalchemy import Boolean, ColumnElement, Date, DateTime, Text, func, select
from sqlmodel import col

import graphql_sql
from ksbb.domain.programmes import models
from ksbb.domain.programmes.models import Every, Per

strawberry.enum(Per, description="Whether a package is for a family or for a person.")
strawberry.enum(Every, description="How often a package is needed.")


@graphql_sql.value()
class Clock:
    """The domain's clock: real time in production, shifted time in the demo."""

    now: dt.datetime = graphql_sql.column(description="The current time, as rules use it.")
    today: dt.date = graphql_sql.column(description="Today's date in Jakarta (WIB).")
    demo: bool = graphql_sql.column(description="Whether this is a demo, whose clock is shifted.")


@graphql_sql.value()
class PackageItem:
    """One item of a package's contents."""

    name_id: str = graphql_sql.column(description="Its name in Indonesian.")
    name_en: str = graphql_sql.column(description="Its name in English.")
    quantity: str = graphql_sql.column(
        description="Its quantity with the unit of measure, in Indonesian; empty if not given."
    )
    quantity_en: str = graphql_sql.column(description="The same in English.")
    text_id: str = graphql_sql.column(
        description='Name and quantity in Indonesian: "Mi instan 5 bungkus".'
    )
    text_en: str = graphql_sql.column(description='In English: "Instant noodles 5 packets".')


@graphql_sql.type(models.PackageVersion, node=True)
class PackageVersion:
    """The contents and the price of a package from a day on; never edited."""

    number: int = graphql_sql.column(description="The number of the version within its package.")
    price: graphql_sql.Rupiah = graphql_sql.column(
        description="Reference price of one package, in rupiah."
    )
    since: dt.date = graphql_sql.column(description="The first day on which it is in force.")

    @graphql_sql.field(description="Its contents.")
    def contents(self) -> list[PackageItem]:
        item = (
            func.jsonb_array_elements(col(models.PackageVersion.contents))
            .table_valued("value", with_ordinality="place", joins_implicitly=True)
            .render_derived()
        )

        def value_of(key: str) -> ColumnElement[str]:
            return item.c.value.op("->>", return_type=Text())(key)

        # Older contents have the quantity in one language only: it is used for both.
        quantity = value_of("quantity")
        quantity_en = func.coalesce(value_of("quantity_en"), quantity, type_=Text())
        return graphql_sql.rows(
            select(
                value_of("id").label("name_id"),
                value_of("en").label("name_en"),
                quantity.label("quantity"),
                quantity_en.label("quantity_en"),
                func.rtrim(func.concat_ws(" ", value_of("id"), quantity), type_=Text()).label(
                    "text_id"
                ),
                func.rtrim(func.concat_ws(" ", value_of("en"), quantity_en), type_=Text()).label(
                    "text_en"
                ),
            ).order_by(item.c.place)
        )


@graphql_sql.type(models.Package, node=True)
class Package:
    """A kind of aid."""

    code: str = graphql_sql.column(description="Its code, e.g. SEMBAKO.")
    name: str = graphql_sql.column(description="Its name in Indonesian.")
    per: Per = graphql_sql.column(description="Whether it is for a family or for a person.")
    every: Every = graphql_sql.column(description="How often it is needed.")
    versions: list[PackageVersion] = graphql_sql.many(
        models.PackageVersion.package_id,
        order_by=[col(models.PackageVersion.number)],
        description="All versions, oldest first.",
    )

    @graphql_sql.field(description="The version in force today.")
    def current(self) -> PackageVersion | None:
        version = models.PackageVersion
        return graphql_sql.row(
            select(version)
            .where(
                col(version.package_id) == col(models.Package.id),
                col(version.since) <= func.app.today(),
            )
            .order_by(col(version.number).desc())
        )


@graphql_sql.value()
class PhasePackage:
    """How many times a phase needs a package."""

    package: Package = graphql_sql.part(models.Package, description="The kind of package.")
    times: int = graphql_sql.column(
        description="The number of weeks or days; 1 if it is needed once."
    )


@graphql_sql.type(models.Phase, node=True)
class Phase:
    """A period of a programme, both days inclusive."""

    number: int = graphql_sql.column(description="The number of the phase within its programme.")
    name: str = graphql_sql.column(description="Its name in Indonesian.")
    starts_on: dt.date = graphql_sql.column(description="Its first day, such as 2020-04-24.")
    ends_on: dt.date = graphql_sql.column(
        description="Its last day; needs take pledges until then."
    )
    open: bool = graphql_sql.column(
        func.app.today(type_=Date()) <= col(models.Phase.ends_on),
        description="Whether its needs still take pledges.",
    )

    @graphql_sql.field(description="The packages that it needs.")
    def packages(self) -> list[PhasePackage]:
        wanted = models.PhasePackage
        return graphql_sql.rows(
            select(models.Package, col(wanted.times).label("times"))
            .join(wanted, col(wanted.package_id) == col(models.Package.id))
            .where(col(wanted.phase_id) == col(models.Phase.id))
            .order_by(col(models.Package.id))
        )


@graphql_sql.type(models.Programme, node=True)
class Programme:
    """A programme: its phases, its packages, its settings."""

    code: str = graphql_sql.column(description="Its code, e.g. KSBB-RAMADAN-2020.")
    name: str = graphql_sql.column(description="Its name in Indonesian.")
    people_per_family: int = graphql_sql.column(description="How many people count as a family.")
    auto_commit: bool = graphql_sql.column(
        description="Whether pledges are committed at once; this counts as the Pemprov's approval."
    )
    hold_hours: int = graphql_sql.column(
        description="How long a pledge holds packages while its executor has not accepted."
    )
    newcomer_limit: int = graphql_sql.column(
        description="Packages per phase that a donor without a committed pledge may hold."
    )
    verified_weekly: int = graphql_sql.column(
        description="How many deliveries are drawn for verification in a week, on average."
    )
    phases: list[Phase] = graphql_sql.many(
        models.Phase.programme_id,
        order_by=[col(models.Phase.number)],
        description="Its phases in order.",
    )
    packages: list[Package] = graphql_sql.many(
        models.Package.programme_id,
        order_by=[col(models.Package.id)],
        description="Its kinds of packages.",
    )


class ProgrammeQueries:
    @graphql_sql.field(description="The current time and day for the programme.")
    def clock(self) -> Clock:
        return graphql_sql.row(
            select(
                func.app.now(type_=DateTime(timezone=True)).label("now"),
                func.app.today(type_=Date()).label("today"),
                func.app.is_demo(type_=Boolean()).label("demo"),
            )
        )

    @graphql_sql.field(
        description="The package with this code, such as SEMBAKO; null if there is none."
    )
    def package(self, code: str) -> Package | None:
        return graphql_sql.row(
            select(models.Package)
            .where(col(models.Package.code) == code)
            .order_by(col(models.Package.id).desc())
        )

    @graphql_sql.field(description="All programmes, in the order in which they were created.")
    def programmes(self) -> list[Programme]:
        return graphql_sql.rows(select(models.Programme).order_by(col(models.Programme.id)))
