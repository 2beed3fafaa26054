"""Data for which there is no mutation: people, the Pemprov itself, the programme, units' figures.

It is written with the worker's login, each part in one transaction with its event. Once there are
mutations for it, the demo should use those.
"""

from __future__ import annotations

import asyncpg
import orjson

from ksbb.core.outbox import Event
from ksbb.domain.geo.importing.report import Outcome, Report
from ksbb.domain.organisations.events import OrganisationVerified
from ksbb.domain.programmes.events import ProgrammePublished
from ksbb.domain.units.events import RegistryImported
from ksbb.domain.units.importing.registry import apply_units
from ksbb.domain.units.importing.snapshots import SnapshotRow, apply_snapshots
from ksbb.domain.units.importing.units import UnitRow
from ksbb.domain.units.models import UnitKind
from tools.demo.families import vulnerable_families
from tools.demo.institutions import INSTITUTIONS, Institution
from tools.demo.people import ORGANISATIONS, PEMPROV
from tools.demo.programme import (
    CODE,
    NEWCOMER_LIMIT,
    PACKAGES,
    PEOPLE_PER_FAMILY,
    PHASES,
    PROGRAMME,
    Package,
    Phase,
)
from tools.demo.steps import RecordSnapshots

# Belongs to nobody: a number with only zeros is never assigned.
PHONE = "+62 21 0000000"
SOURCE = "Data contoh KSBB"


async def make_people(worker: asyncpg.Connection) -> dict[str, int]:
    """Everybody in the demo, as people whom any visitor may become; ids by address."""
    async with worker.transaction():
        return {
            person.email: await _number(
                worker, "SELECT app.demo_person_add($1, $2)", person.email, person.name
            )
            for organisation in ORGANISATIONS
            for person in organisation.people
        }


async def found_pemprov(worker: asyncpg.Connection, owner: int) -> None:
    """The Pemprov, which needs no verification, and its OWNER, who needs no invitation."""
    async with worker.transaction():
        made = await _number(
            worker,
            "INSERT INTO app.organisation (kind, name, about, contact_email, contact_phone, state,"
            " created_by) VALUES ($1, $2, $3, $4, $5, 'verified', $6) RETURNING id",
            PEMPROV.kind,
            PEMPROV.name,
            PEMPROV.about,
            PEMPROV.owner.email,
            PHONE,
            owner,
        )
        await worker.execute(
            "INSERT INTO app.membership (organisation_id, person_id, role, created_by)"
            " VALUES ($1, $2, $3, $2)",
            made,
            owner,
            PEMPROV.owner.role,
        )
        await _record(worker, OrganisationVerified(id=made, was=""))


async def publish_programme(worker: asyncpg.Connection) -> None:
    """The programme with its phases, packages and shares."""
    async with worker.transaction():
        programme = await _number(
            worker,
            "INSERT INTO pub.programme (code, name, people_per_family, newcomer_limit)"
            " VALUES ($1, $2, $3, $4) RETURNING id",
            CODE,
            PROGRAMME.id,
            PEOPLE_PER_FAMILY,
            NEWCOMER_LIMIT,
        )
        phases = {phase: await _add_phase(worker, programme, phase) for phase in PHASES}
        for package in PACKAGES:
            await _add_package(worker, programme, package, phases)
        await _record(worker, ProgrammePublished(id=programme, code=CODE))


async def _add_phase(worker: asyncpg.Connection, programme: int, phase: Phase) -> int:
    return await _number(
        worker,
        "INSERT INTO pub.phase (programme_id, number, name, starts_on, ends_on)"
        " VALUES ($1, $2, $3, $4, $5) RETURNING id",
        programme,
        phase.number,
        f"Tahap {phase.number}",
        phase.first_day,
        phase.last_day,
    )


async def _add_package(
    worker: asyncpg.Connection, programme: int, package: Package, phases: dict[Phase, int]
) -> None:
    made = await _number(
        worker,
        "INSERT INTO pub.package (programme_id, code, name, per, every)"
        " VALUES ($1, $2, $3, $4, $5) RETURNING id",
        programme,
        package.code,
        package.name.id,
        package.per,
        package.every,
    )
    contents = [
        {
            "id": content.name.id,
            "en": content.name.en,
            "quantity": content.amount.id,
            "quantity_en": content.amount.en,
        }
        for content in package.contents
    ]
    await worker.execute(
        "INSERT INTO pub.package_version (package_id, number, price, contents, since)"
        " VALUES ($1, 1, $2, $3::jsonb, $4)",
        made,
        package.price,
        orjson.dumps(contents).decode(),
        PHASES[0].first_day,
    )
    await worker.executemany(
        "INSERT INTO pub.share (package_id, unit_kind, permille) VALUES ($1, $2, $3)",
        [
            (
                made,
                kind,
                10 * (package.rw_share if kind is UnitKind.RW else package.institution_share),
            )
            for kind in UnitKind
        ],
    )
    await worker.executemany(
        "INSERT INTO pub.phase_package (phase_id, package_id, times) VALUES ($1, $2, $3)",
        [
            (number, made, package.times(phase))
            for phase, number in phases.items()
            if package.times(phase)
        ],
    )


async def record_snapshots(worker: asyncpg.Connection, action: RecordSnapshots) -> None:
    """The institutions, and the vulnerability of every unit in the registry: all of it examples.

    Raises:
        RuntimeError: the registry lacks a kelurahan of an institution.
    """
    async with worker.transaction():
        report = Report([])
        points = await _points(worker)
        await apply_units(
            worker,
            [_institution(each, points.get(each.code), action) for each in INSTITUTIONS],
            report,
        )
        rws = await worker.fetch("SELECT code FROM pub.unit WHERE kind = 'RW' ORDER BY code")
        await apply_snapshots(
            worker,
            [
                SnapshotRow(
                    row["code"],
                    vulnerable_families(row["code"]),
                    None,
                    SOURCE,
                    action.day,
                    is_example=True,
                )
                for row in rws
            ],
            report,
        )
        if report.refused:
            raise RuntimeError(report.errors[0].message().en)
        await _record(
            worker,
            RegistryImported(
                id=await _number(worker, "SELECT id FROM pub.area WHERE level = 'PROVINSI'"),
                what=SOURCE,
                files={},
                new=report.total(Outcome.NEW),
                changed=report.total(Outcome.CHANGED),
            ),
        )


async def _points(worker: asyncpg.Connection) -> dict[str, tuple[float, float]]:
    """Longitude and latitude of each located institution, by code."""
    located = [(each, each.offset) for each in INSTITUTIONS if each.offset]
    rows = await worker.fetch(
        "SELECT n.code, ST_X(p.point::geometry) AS x, ST_Y(p.point::geometry) AS y"
        " FROM unnest($1::text[], $2::text[], $3::float8[], $4::float8[])"
        " AS n (code, kelurahan, east, north)"
        " JOIN pub.area a ON a.code = n.kelurahan"
        " CROSS JOIN LATERAL (SELECT ST_Project(a.point, sqrt(n.east ^ 2 + n.north ^ 2),"
        " atan2(n.east, n.north)) AS point) p",
        [each.code for each, _ in located],
        [each.kelurahan for each, _ in located],
        [float(east) for _, (east, _) in located],
        [float(north) for _, (_, north) in located],
    )
    return {row["code"]: (row["x"], row["y"]) for row in rows}


def _institution(
    one: Institution, point: tuple[float, float] | None, action: RecordSnapshots
) -> UnitRow:
    return UnitRow(
        one.code,
        UnitKind(one.kind),
        one.kelurahan,
        one.name,
        point=point,
        snapshot=SnapshotRow(one.code, None, one.people, SOURCE, action.day, is_example=True),
        is_example=True,
    )


async def _record(worker: asyncpg.Connection, event: Event) -> None:
    await worker.execute(
        "SELECT app.record_event($1, $2, $3, $4, $5, $6::jsonb, $6::jsonb)",
        type(event).__name__,
        event.action,
        event.thing,
        event.id,
        event.other,
        orjson.dumps(event.facts).decode(),
    )


async def _number(worker: asyncpg.Connection, query: str, *values: object) -> int:
    """The number in the one row that the query gives."""
    [row] = await worker.fetch(query, *values)
    return row[0]
