"""Vulnerability snapshots: figures beside units, or files of nothing but figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import asyncpg

from ksbb.geo.importing.columns import Row
from ksbb.geo.importing.report import Change, Outcome, Place, Report, Said
from ksbb.geo.importing.source import Source, read
from ksbb.units.models import UnitKind
from ksbb.units.rules import PEOPLE_PER_FAMILY, families_of, people_of

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
    """Vulnerable families and people of a unit by ``source`` as of ``day``.

    One of the two figures may be None: it follows from the other. ``day`` None is the day of the
    import. ``example`` marks figures made up for the demo.
    """

    code: str
    families: int | None
    people: int | None
    source: str
    day: dt.date | None = None
    example: bool = False
    place: Place = Place("")  # noqa: RUF009


def read_figures(row: Row, code: str, kind: UnitKind | None) -> SnapshotRow | None:
    """The figures in a row's columns; None if it has none, or after an error of it."""
    families, people = row.whole("families"), row.whole("people")
    source, day = row.text("source"), row.day("day")
    if families is None and people is None:
        return None
    if kind is UnitKind.RW and families is None:
        row.error("families", Said("untuk RW harus diisi", "must be filled in for an RW"))
    if families is not None and people is not None and people < families:
        row.error(
            "people",
            Said(
                f"{people} jiwa lebih sedikit dari {families} keluarga",
                f"{people} people are fewer than {families} families",
            ),
        )
    return SnapshotRow(code, families, people, source or row.place.file, day, place=row.place)


def read_snapshots(sources: Iterable[Source], report: Report) -> list[SnapshotRow]:
    """The snapshots of these files; whatever is wrong is in the report."""
    found: list[SnapshotRow] = []
    first: dict[tuple[str, dt.date | None, str], Place] = {}
    for source in sources:
        for record in read(source, report, accepted=("CSV", "XLSX")):
            row = Row(record, COLUMNS, report)
            code = row.text("code", required=True)
            figures = read_figures(row, code or "", None)
            if figures is None and not row.bad:
                row.error("families", Said("harus diisi", "must be filled in"))
            if row.bad or figures is None:
                continue
            key = (figures.code, figures.day, figures.source)
            if key in first:
                where = first[key].say()
                row.error(
                    "code",
                    Said(
                        f"angka unit ini untuk hari dan sumber yang sama sudah ada di {where.id}",
                        f"figures of this unit for the same day and source are in {where.en}",
                    ),
                )
                continue
            first[key] = row.place
            found.append(figures)
    return found


_WRITE = """
    INSERT INTO pub.snapshot (unit_id, families, people, source, day, example)
    SELECT * FROM unnest($1::bigint[], $2::int[], $3::int[], $4::text[], $5::date[], $6::bool[])
"""


class _Kept:
    """What is there: units by code, all their snapshots, and the latest of each."""

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
        """Whether the latest snapshot of the unit says just this."""
        return self._latest.get(unit) == (source, families, people)


async def apply_snapshots(
    connection: asyncpg.Connection, snapshots: Sequence[SnapshotRow], report: Report
) -> None:
    """Write the snapshots that are not there yet into the transaction.

    A snapshot is never edited: other figures for a day and source that are there are an error.
    A row without a day of its own is of today, and written only if it says something new.
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
                snapshot.place,
                "kode",
                Said(
                    f"unit {snapshot.code} belum dikenal; imporlah unitnya dahulu",
                    f"unit {snapshot.code} is not known yet; import the units first",
                ),
            )
            continue
        families, people = _both(snapshot, UnitKind(unit["kind"]), per_family)
        day = snapshot.day or today
        there = kept.on_day(unit["id"], day, snapshot.source)
        if families is None:
            text = Said("keluarga harus diisi untuk RW", "families must be filled in for an RW")
            report.error(snapshot.place, "kk", text)
        elif day > today:
            text = Said(f"{day} belum tiba", f"{day} is still to come")
            report.error(snapshot.place, "tanggal", text)
        elif there == (families, people) or (
            snapshot.day is None and kept.repeats(unit["id"], snapshot.source, families, people)
        ):
            report.count(_KIND, Outcome.SAME)
        elif there is not None:
            report.error(snapshot.place, "kk", _never_edited(day, snapshot.source, there))
        else:
            values = (f"kk {families}", f"jiwa {people}")
            report.changed(_KIND, Change(Outcome.NEW, snapshot.code, unit["name"], values))
            new.append((unit["id"], families, people, snapshot.source, day, snapshot.example))
    if any(snapshot.people is None for snapshot in snapshots):
        report.notes.append(
            Said(
                f"Kolom jiwa kosong: dihitung {per_family} jiwa per keluarga.",
                f"Empty people: {per_family} people to a family are counted.",
            )
        )
    if new and not report.errors:
        await connection.execute(_WRITE, *(list(column) for column in zip(*new, strict=True)))


def _both(snapshot: SnapshotRow, kind: UnitKind, per_family: int) -> tuple[int | None, int]:
    """Families and people, the missing one from the other."""
    families, people = snapshot.families, snapshot.people
    if families is None and people is not None:
        families = families_of(kind, people, per_family)
    if people is None:
        people = people_of(families or 0, per_family)
    return families, people


def _never_edited(day: dt.date, source: str, there: tuple[int, int]) -> Said:
    families, people = there
    return Said(
        f"data {day} dari {source} sudah ada ({families} kk, {people} jiwa) dan tidak diubah; "
        "beri tanggal atau sumber lain",
        f"data of {day} by {source} is there ({families} families, {people} people) and is never "
        "edited; give another day or source",
    )
