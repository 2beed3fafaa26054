"""Programmes in GraphQL: all public."""

from __future__ import annotations

import datetime as dt

import strawberry
from sqlalchemy import Boolean, ColumnElement, Date, DateTime, Text, func, select
from sqlmodel import col

from ksbb import reads
from ksbb.programmes import models
from ksbb.programmes.models import Every, Per

strawberry.enum(Per, description="Whom a package is counted by.")
strawberry.enum(Every, description="How often a package is needed.")


@reads.value()
class Clock:
    """The domain's clock: real in production, moved through the story in the demo."""

    now: dt.datetime = reads.column(description="The moment by which rules are judged.")
    today: dt.date = reads.column(description="The day in Jakarta (WIB).")
    demo: bool = reads.column(description="Whether this is a demo, whose clock is shifted.")


@reads.value()
class PackageItem:
    """One item of what is in a package."""

    name_id: str = reads.column(description="What it is, in Indonesian.")
    name_en: str = reads.column(description="What it is, in English.")
    quantity: str = reads.column(
        description="How much of it, with its unit of measure, in Indonesian; empty if not said."
    )
    quantity_en: str = reads.column(description="The same in English.")
    text_id: str = reads.column(
        description='Both as one text in Indonesian: "Mi instan 5 bungkus".'
    )
    text_en: str = reads.column(description='In English: "Instant noodles 5 packets".')


@reads.type(models.PackageVersion, node=True)
class PackageVersion:
    """Contents and price of a package from a day on; never edited."""

    number: int = reads.column(description="Counts the versions of a package.")
    price: reads.Rupiah = reads.column(description="Reference price of one package, in rupiah.")
    since: dt.date = reads.column(description="From which day on it is in force.")

    @reads.field(description="What is in it.")
    def contents(self) -> list[PackageItem]:
        item = (
            func.jsonb_array_elements(col(models.PackageVersion.contents))
            .table_valued("value", with_ordinality="place", joins_implicitly=True)
            .render_derived()
        )

        def said(key: str) -> ColumnElement[str]:
            return item.c.value.op("->>", return_type=Text())(key)

        # What was written before measures were kept in both languages has one text for both.
        quantity = said("quantity")
        quantity_en = func.coalesce(said("quantity_en"), quantity, type_=Text())
        return reads.rows(
            select(
                said("id").label("name_id"),
                said("en").label("name_en"),
                quantity.label("quantity"),
                quantity_en.label("quantity_en"),
                func.rtrim(func.concat_ws(" ", said("id"), quantity), type_=Text()).label(
                    "text_id"
                ),
                func.rtrim(func.concat_ws(" ", said("en"), quantity_en), type_=Text()).label(
                    "text_en"
                ),
            ).order_by(item.c.place)
        )


@reads.type(models.Package, node=True)
class Package:
    """A kind of aid."""

    code: str = reads.column(description="Its code, e.g. SEMBAKO.")
    name: str = reads.column(description="Its name in Indonesian.")
    per: Per = reads.column(description="Whom it is counted by.")
    every: Every = reads.column(description="How often it is needed.")
    versions: list[PackageVersion] = reads.many(
        models.PackageVersion.package_id,
        order_by=[col(models.PackageVersion.number)],
        description="All versions, the oldest first.",
    )

    @reads.field(description="The version in force today.")
    def current(self) -> PackageVersion | None:
        version = models.PackageVersion
        return reads.row(
            select(version)
            .where(
                col(version.package_id) == col(models.Package.id),
                col(version.since) <= func.app.today(),
            )
            .order_by(col(version.number).desc())
        )


@reads.value()
class PhasePackage:
    """How often a phase asks for a package."""

    package: Package = reads.part(models.Package, description="The package.")
    times: int = reads.column(description="Weeks, days, or once.")


@reads.type(models.Phase, node=True)
class Phase:
    """A period of a programme, both days inclusive."""

    number: int = reads.column(description="Counts the phases of a programme.")
    name: str = reads.column(description="Its name in Indonesian.")
    starts_on: dt.date = reads.column(description="Its first day.")
    ends_on: dt.date = reads.column(description="Its last day; needs take pledges until then.")
    open: bool = reads.column(
        func.app.today(type_=Date()) <= col(models.Phase.ends_on),
        description="Whether its needs still take pledges.",
    )

    @reads.field(description="What it asks for.")
    def packages(self) -> list[PhasePackage]:
        wanted = models.PhasePackage
        return reads.rows(
            select(models.Package, col(wanted.times).label("times"))
            .join(wanted, col(wanted.package_id) == col(models.Package.id))
            .where(col(wanted.phase_id) == col(models.Phase.id))
            .order_by(col(models.Package.id))
        )


@reads.type(models.Programme, node=True)
class Programme:
    """What aid, in which phases, under which settings."""

    code: str = reads.column(description="Its code, e.g. KSBB-RAMADAN-2020.")
    name: str = reads.column(description="Its name in Indonesian.")
    people_per_family: int = reads.column(description="How many people count as a family.")
    auto_commit: bool = reads.column(
        description="Whether pledges commit at once, which counts as the Pemprov's approval."
    )
    hold_hours: int = reads.column(
        description="How long a pledge holds capacity while its executor has not accepted."
    )
    newcomer_limit: int = reads.column(
        description="Packages per phase that a donor may hold before anything of it was committed."
    )
    phases: list[Phase] = reads.many(
        models.Phase.programme_id,
        order_by=[col(models.Phase.number)],
        description="Its phases in order.",
    )
    packages: list[Package] = reads.many(
        models.Package.programme_id,
        order_by=[col(models.Package.id)],
        description="Its packages.",
    )


class ProgrammeQueries:
    @reads.field(description="Which moment and day it is for the programme.")
    def clock(self) -> Clock:
        return reads.row(
            select(
                func.app.now(type_=DateTime(timezone=True)).label("now"),
                func.app.today(type_=Date()).label("today"),
                func.app.demo(type_=Boolean()).label("demo"),
            )
        )

    @reads.field(description="All programmes.")
    def programmes(self) -> list[Programme]:
        return reads.rows(select(models.Programme).order_by(col(models.Programme.id)))
