"""Snapshots of vulnerability data: columns in a file of units, or files of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import asyncpg

from ksbb.domain.geo.importing.columns import Row
from ksbb.domain.geo.importing.report import Change, Message, Outcome, Position, Report
from ksbb.domain.geo.importing.source import Source, read
from ksbb.domain.units.models import UnitKind
from ksbb.domain.units.rules import PEOPLE_PER_FAMILY, families_of, people_of

SNAPSHOT_COLUMNS = {
    "families": ("kk", "kk_rentan", "keluarga", "keluarga_rentan", "families"),
    "people": ("jiwa", "jiwa_rentan", "orang", "people"),
    "source": ("sumber", "source"),
    "day": ("tanggal", "per_tanggal", "day", "date"),
}
COLUMNS = {
    "code": ("kode_rw", "kode_unit", "kode", "code"),
    **SNAPSHOT_COLUMNS,
}
_KIND = "SNAPSHOT"


@dataclass(slots=True)
class SnapshotRow:
    """Vulnerable families and people of a unit, from ``source``, as of ``day``.

    One of the two figures may be None: it is computed from the other. ``day`` None is the day of
    the import. ``is_example`` marks figures made up for the demo.
    """

    code: str
    families: int | None
    people: int | None
    source: str
    day: dt.date | None = None
    is_example: bool = False
    position: Position = Position("")  # noqa: RUF009


def read_figures(row: Row, code: str, kind: UnitKind | None) -> SnapshotRow | None:
    """The figures in a row's columns; None if it has none, or if the row has an error."""
    families, people = row.whole("families"), row.whole("people")
    source, day = row.text("source"), row.day("day")
    if families is None and people is None:
        return None
    if kind is UnitKind.RW and families is None:
        row.error("families", Message("untuk RW harus diisi", "must be filled in for an RW"))
    if families is not None and people is not None and people < families:
        row.error(
            "people",
            Message(
                f"{people} jiwa lebih sedikit dari {families} keluarga",
                f"{people} people are fewer than {families} families",
            ),
        )
    position = row.position
    return SnapshotRow(code, families, people, source or position.file, day, position=position)


def read_snapshots(sources: Iterable[Source], report: Report) -> list[SnapshotRow]:
    """The snapshots of these files; everything wrong is in the report."""
    found: list[SnapshotRow] = []
    first: dict[tuple[str, dt.date | None, str], Position] = {}
    for source in sources:
        for record in read(source, report, accepted=("CSV", "XLSX")):
            row = Row(record, COLUMNS, report)
            code = row.text("code", required=True)
            figures = read_figures(row, code or "", None)
            if figures is None and not row.bad:
                row.error("families", Message("harus diisi", "must be filled in"))
            if row.bad or figures is None:
                continue
            key = (figures.code, figures.day, figures.source)
            if key in first:
                where = first[key].message()
                row.error(
                    "code",
                    Message(
                        f"angka unit ini untuk hari dan sumber yang sama sudah ada di {where.id}",
                        f"figures of this unit for the same day and source are in {where.en}",
                    ),
                )
                continue
            first[key] = row.position
            found.append(figures)
    return found


_WRITE = """
    INSERT INTO pub.snapshot (unit_id, families, people, source, day, is_example)
    SELECT * FROM unnest($1::bigint[], $2::int[], $3::int[], $4::text[], $5::date[], $6::bool[])
"""


class _Kept:
    """The data in the database: units by code, all their snapshots, and the latest of each."""

    def __init__(self, units: list[asyncpg.Record], snapshots: list[asyncpg.Record]) -> None:
        self.units = {unit["code"]: unit for unit in units}
        self._by_day = {
            (row["unit_id"], row["day"], row["source"]): (row["families"], row["people"])
            for row in snapshots
        }
        self._latest = {
            row["unit_id"]: (row["source"], row["families"], row["people"]) for row in snapshots
        }

    @classmethod
    async def load(cls, connection: asyncpg.Connection, codes: list[str]) -> _Kept:
        units = await connection.fetch(
            "SELECT id, code, kind, name FROM pub.unit WHERE code = ANY ($1)", codes
        )
        snapshots = await connection.fetch(
            "SELECT unit_id, day, source, families, people FROM pub.snapshot"
            " WHERE unit_id = ANY ($1) ORDER BY day, id",
            [unit["id"] for unit in units],
        )
        return cls(units, snapshots)

    def on_day(self, unit: int, day: dt.date, source: str) -> tuple[int, int] | None:
        return self._by_day.get((unit, day, source))

    def repeats(self, unit: int, source: str, families: int, people: int) -> bool:
        """Whether the unit's latest snapshot has the same source and figures."""
        return self._latest.get(unit) == (source, families, people)


async def apply_snapshots(
    connection: asyncpg.Connection, snapshots: Sequence[SnapshotRow], report: Report
) -> None:
    """Write the new snapshots, in the transaction.

    A snapshot is never edited: different figures for an existing day and source are an error. A row
    without a day gets today's date, and is written only if its figures are new.
    """
    if not snapshots:
        return
    today: dt.date = (await connection.fetch("SELECT app.today()"))[0][0]
    per_family = int(
        await connection.fetchval("SELECT people_per_family FROM pub.programme ORDER BY id LIMIT 1")
        or PEOPLE_PER_FAMILY
    )
    kept = await _Kept.load(connection, [snapshot.code for snapshot in snapshots])
    new: list[tuple[int, int, int, str, dt.date, bool]] = []
    for snapshot in snapshots:
        unit = kept.units.get(snapshot.code)
        if unit is None:
            report.error(
                snapshot.position,
                "kode",
                Message(
                    f"unit {snapshot.code} belum dikenal; imporlah unitnya dahulu",
                    f"unit {snapshot.code} is not known yet; import the units first",
                ),
            )
            continue
        families, people = _both(snapshot, UnitKind(unit["kind"]), per_family)
        day = snapshot.day or today
        there = kept.on_day(unit["id"], day, snapshot.source)
        if families is None:
            text = Message("keluarga harus diisi untuk RW", "families must be filled in for an RW")
            report.error(snapshot.position, "kk", text)
        elif day > today:
            text = Message(f"{day} belum tiba", f"{day} is still to come")
            report.error(snapshot.position, "tanggal", text)
        elif there == (families, people) or (
            snapshot.day is None and kept.repeats(unit["id"], snapshot.source, families, people)
        ):
            report.count(_KIND, Outcome.SAME)
        elif there is not None:
            report.error(snapshot.position, "kk", _never_edited(day, snapshot.source, there))
        else:
            values = (f"kk {families}", f"jiwa {people}")
            report.changed(_KIND, Change(Outcome.NEW, snapshot.code, unit["name"], values))
            new.append((unit["id"], families, people, snapshot.source, day, snapshot.is_example))
    if any(snapshot.people is None for snapshot in snapshots):
        report.notes.append(
            Message(
                f"Kolom jiwa kosong: dihitung {per_family} jiwa per keluarga.",
                f"Empty people: {per_family} people to a family are counted.",
            )
        )
    if new and not report.errors:
        await connection.execute(_WRITE, *(list(column) for column in zip(*new, strict=True)))


def _both(snapshot: SnapshotRow, kind: UnitKind, per_family: int) -> tuple[int | None, int]:
    """Families and people; a missing figure is computed from the other."""
    families, people = snapshot.families, snapshot.people
    if families is None and people is not None:
        families = families_of(kind, people, per_family)
    if people is None:
        people = people_of(families or 0, per_family)
    return families, people


def _never_edited(day: dt.date, source: str, there: tuple[int, int]) -> Message:
    families, people = there
    return Message(
        f"data {day} dari {source} sudah ada ({families} kk, {people} jiwa) dan tidak diubah; "
        "beri tanggal atau sumber lain",
        f"data of {day} by {source} is there ({families} families, {people} people) and is never "
        "edited; give another day or source",
    )
