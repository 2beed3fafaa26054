"""Runs an import: one transaction, all or nothing, and one event."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from enum import StrEnum

import asyncpg
import orjson

from ksbb.domain.geo.importing.areas import apply_areas, read_areas
from ksbb.domain.geo.importing.report import Message, Outcome, Position, Report
from ksbb.domain.geo.importing.source import Source
from ksbb.domain.geo.rules import PROVINSI
from ksbb.domain.units import drawing
from ksbb.domain.units.events import RegistryImported
from ksbb.domain.units.importing.facts import apply_facts
from ksbb.domain.units.importing.registry import apply_units
from ksbb.domain.units.importing.snapshots import apply_snapshots, read_snapshots
from ksbb.domain.units.importing.units import read_units


class What(StrEnum):
    """What can be imported. FACTS are in the repository and need no files."""

    AREAS = "areas"
    UNITS = "units"
    SNAPSHOTS = "snapshots"
    FACTS = "facts"


async def run(
    connection: asyncpg.Connection,
    what: What,
    sources: Sequence[Source] = (),
    *,
    dry_run: bool = False,
) -> Report:
    """Import these files, or only report what that would do.

    All files are imported in one transaction (a savepoint inside the caller's, if there is one). An
    error, or ``dry_run``, leaves the database unchanged. A dry run does the same work and rolls it
    back, so its report is exact.

    Args:
        connection: as ``ksbb_worker`` or ``ksbb_gov``.
        what: what the files contain.
        sources: the files; a code may be in only one of them.
        dry_run: write nothing.

    Returns:
        The report; ``written`` says whether the database was changed.
    """
    report = Report([source.name for source in sources], dry_run=dry_run)
    transaction = connection.transaction()
    await transaction.start()
    try:
        # Two imports at the same time would both try to add the same missing rows.
        await connection.execute("SELECT pg_advisory_xact_lock(hashtext('ksbb import'))")
        await _apply(connection, what, sources, report)
        keep = bool(report.changes) and not report.errors and not dry_run
        if keep:
            await _record(connection, what, sources, report)
    except BaseException:
        await transaction.rollback()
        raise
    if keep:
        await transaction.commit()
        report.written = True
    else:
        await transaction.rollback()
    return report


async def _apply(
    connection: asyncpg.Connection, what: What, sources: Sequence[Source], report: Report
) -> None:
    names = [source.name for source in sources]
    for name in sorted({name for name in names if names.count(name) > 1}):
        # Findings, sources of snapshots and the audit know files by name only.
        message = Message("dua berkas bernama sama", "two files have the same name")
        report.error(Position(name), None, message)
    if report.errors:
        return
    if what is What.AREAS:
        areas = await read_areas(connection, sources, report)
        if not report.errors:
            await apply_areas(connection, areas, report)
    elif what is What.UNITS:
        units = await read_units(connection, sources, report)
        if not report.errors:
            await apply_units(connection, units, report)
    elif what is What.SNAPSHOTS:
        snapshots = read_snapshots(sources, report)
        if not report.errors:
            await apply_snapshots(connection, snapshots, report)
    else:
        await apply_facts(connection, report)
    # Drawn cells fill areas without a boundary, so they are redrawn after each change of areas.
    if what in (What.AREAS, What.FACTS) and report.changes and not report.errors:
        cells = await drawing.draw(connection)
        if cells:
            report.notes.append(
                Message(
                    f"{cells} RW digambar sendiri, bukan batas resmi.",
                    f"{cells} RW are drawn by the program, not official boundaries.",
                )
            )
    if what is not What.SNAPSHOTS and report.changes and not report.errors:
        await connection.execute("SELECT pub.outlines_draw()")


async def _record(
    connection: asyncpg.Connection, what: What, sources: Sequence[Source], report: Report
) -> None:
    provinsi = await connection.fetchval("SELECT id FROM pub.area WHERE code = $1", PROVINSI)
    event = RegistryImported(
        id=int(provinsi or 0),
        what=what.value,
        files={source.name: hashlib.sha256(source.content).hexdigest() for source in sources},
        new=report.total(Outcome.NEW),
        changed=report.total(Outcome.CHANGED),
    )
    await connection.execute(
        "SELECT app.record_event($1, $2, $3, $4, NULL, $5::jsonb, $5::jsonb)",
        type(event).__name__,
        event.action,
        event.thing,
        event.id,
        orjson.dumps(event.facts).decode(),
    )
