"""``./ksbb import areas|units|snapshots FILE... [--dry-run]`` and ``./ksbb import facts``."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

import asyncpg

from ksbb.geo.importing.report import SHOWN, Fault, Finding, Outcome, Report
from ksbb.geo.importing.source import Source
from ksbb.kernel.db import STATEMENT_TIMEOUT, dsn
from ksbb.kernel.settings import Settings, settings
from ksbb.units.importing.run import What, run

_ACCEPTED = {
    What.AREAS: "GeoJSON",
    What.UNITS: "GeoJSON, CSV, XLSX",
    What.SNAPSHOTS: "CSV, XLSX",
}
_HELP = {
    What.AREAS: "batas wilayah (boundaries of areas)",
    What.UNITS: "unit prioritas (priority units)",
    What.SNAPSHOTS: "data kerentanan (vulnerability snapshots)",
    What.FACTS: "daftar kelurahan dan RW bawaan (the kelurahan and RW that come with the program)",
}
_OUTCOMES = {
    Outcome.NEW: ("baru", "new"),
    Outcome.CHANGED: ("berubah", "changed"),
    Outcome.SAME: ("sama", "the same"),
    Outcome.SKIPPED: ("dilewati", "skipped"),
}


def main(argv: list[str]) -> int:
    """``ksbb import``: 0 after an import or a dry run without errors, 1 with errors."""
    parser = argparse.ArgumentParser(
        prog="./ksbb import",
        description="Impor berkas: semua atau tidak sama sekali. (Import files: all or nothing.)",
    )
    kinds = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    for what in What:
        accepted = f"; {_ACCEPTED[what]}" if what in _ACCEPTED else ""
        kind = kinds.add_parser(what.value, help=_HELP[what] + accepted)
        kind.add_argument(
            "--dry-run",
            action="store_true",
            help="hanya katakan apa yang akan berubah (only say what would change)",
        )
        if what in _ACCEPTED:
            kind.add_argument("files", nargs="+", metavar="FILE", type=Path)
    given = parser.parse_args(argv)
    what = What(given.what)
    files: list[Path] = getattr(given, "files", [])
    try:
        sources = [Source.at(file) for file in files]
    except Fault as fault:
        report = Report([file.name for file in files], dry_run=given.dry_run)
        report.errors.append(fault.finding)
    else:
        names = ", ".join(source.name for source in sources) or "kelurahan.csv"
        print(f"==> {names} dibaca dan dibandingkan (reading and comparing)", file=sys.stderr)
        try:
            report = asyncio.run(_connected(settings(), what, sources, dry_run=given.dry_run))
        except (asyncpg.InvalidAuthorizationSpecificationError, asyncpg.UndefinedTableError):
            print(
                "Basis data belum siap: jalankan ./ksbb migrate dahulu.\n"
                "The database is not ready: run ./ksbb migrate first.",
                file=sys.stderr,
            )
            return 1
    print("\n".join(lines(report)))
    return 1 if report.refused else 0


async def _connected(
    chosen: Settings, what: What, sources: Sequence[Source], *, dry_run: bool
) -> Report:
    connection = await asyncpg.connect(
        dsn("ksbb_worker", chosen.database_url, chosen.secret),
        server_settings={
            "application_name": "ksbb import",
            "statement_timeout": STATEMENT_TIMEOUT["ksbb_worker"],
            "jit": "off",
        },
    )
    try:
        return await run(connection, what, sources, dry_run=dry_run)
    finally:
        await connection.close()


def lines(report: Report) -> list[str]:
    """The report for a terminal: counts, what changes, warnings, errors; the first of each."""
    told = [*_counted(report), *_changes(report)]
    for title, findings in (
        ("Dilewati (skipped)", report.skipped),
        ("Peringatan (warnings)", report.warnings),
        ("Galat (errors)", report.errors),
    ):
        told += _findings(title, findings)
    told += [f"{note.id} ({note.en})" for note in report.notes]
    told.append(_verdict(report))
    return told


def _counted(report: Report) -> list[str]:
    if report.refused:
        return []
    told: list[str] = []
    for kind in dict.fromkeys(kind for kind, _ in report.counts):
        parts = [
            f"{report.counts[kind, outcome]:,} {id_} ({en})".replace(",", ".")
            for outcome, (id_, en) in _OUTCOMES.items()
            if report.counts[kind, outcome]
        ]
        told.append(f"{kind}: " + ", ".join(parts))
    return told


def _changes(report: Report) -> list[str]:
    changed = [change for change in report.changes if change.outcome is Outcome.CHANGED]
    if not changed or report.refused:
        return []
    told = ["", f"Berubah (changed): {len(changed)}"]
    told += [
        f"  {change.code} {change.name}: {', '.join(change.values)}" for change in changed[:SHOWN]
    ]
    return told + _more(len(changed))


def _findings(title: str, findings: Sequence[Finding]) -> list[str]:
    if not findings:
        return []
    told = ["", f"{title}: {len(findings)}"]
    for finding in findings[:SHOWN]:
        said = finding.say()
        told += [f"  {said.id}", f"    {said.en}"]
    return told + _more(len(findings))


def _more(number: int) -> list[str]:
    if number <= SHOWN:
        return []
    return [f"  … dan {number - SHOWN} lagi (and {number - SHOWN} more)"]


def _verdict(report: Report) -> str:
    if report.refused:
        return "\nTidak ada yang diubah: perbaiki galat di atas. (Nothing was changed: see errors.)"
    if report.dry_run:
        return "\nUji coba: tidak ada yang diubah. (Dry run: nothing was changed.)"
    if report.written:
        return "\nSelesai: tersimpan. (Done: written.)"
    return "\nTidak ada yang baru: semua sudah sama. (Nothing new: all is there already.)"
