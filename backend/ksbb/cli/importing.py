"""``ksbb import``: imports files into the database of the settings, and prints a report."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import asyncpg

from ksbb.cli.terminal import CommandError, language, step, t
from ksbb.core.database import STATEMENT_TIMEOUT, dsn
from ksbb.core.settings import Settings, settings
from ksbb.domain.geo.importing.report import (
    MAX_SHOWN,
    Finding,
    ImportFailed,
    Message,
    Outcome,
    Report,
)
from ksbb.domain.geo.importing.source import Source
from ksbb.domain.units.importing import What, run

_OUTCOMES = {
    Outcome.NEW: ("baru", "new"),
    Outcome.CHANGED: ("berubah", "changed"),
    Outcome.SAME: ("sama", "the same"),
    Outcome.SKIPPED: ("dilewati", "skipped"),
}


def import_files(what: What, files: Sequence[Path] = (), *, dry_run: bool = False) -> Report:
    """Import these files, all or nothing; returns the report.

    Raises:
        CommandError: the database has not been migrated.
    """
    try:
        sources = [Source.at(file) for file in files]
    except ImportFailed as error:
        report = Report([file.name for file in files], dry_run=dry_run)
        report.errors.append(error.finding)
        return report
    names = ", ".join(source.name for source in sources) or "kelurahan.csv"
    try:
        with step(f"{names} dibaca dan dibandingkan", f"Reading and comparing {names}"):
            return asyncio.run(_connected(settings(), what, sources, dry_run=dry_run))
    except (asyncpg.InvalidAuthorizationSpecificationError, asyncpg.UndefinedTableError) as error:
        raise CommandError(
            "Basis data belum siap: jalankan ksbb migrate dahulu.",
            "The database is not ready: run ksbb migrate first.",
        ) from error


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
    """The report for a terminal: counts, changes, warnings, errors; of each only the first ones."""
    printed = [*_counted(report), *_changes(report)]
    for title, findings in (
        (t("Dilewati", "Skipped"), report.skipped),
        (t("Peringatan", "Warnings"), report.warnings),
        (t("Galat", "Errors"), report.errors),
    ):
        printed += _findings(title, findings)
    printed += [_chosen(note) for note in report.notes]
    printed.append("\n" + _verdict(report))
    return printed


def _chosen(text: Message) -> str:
    return t(text.id, text.en)


def _counted(report: Report) -> list[str]:
    if report.refused:
        return []
    printed: list[str] = []
    for kind in dict.fromkeys(kind for kind, _ in report.counts):
        parts = [
            f"{_number(report.counts[kind, outcome])} {t(*words)}"
            for outcome, words in _OUTCOMES.items()
            if report.counts[kind, outcome]
        ]
        printed.append(f"{kind}: " + ", ".join(parts))
    return printed


def _number(number: int) -> str:
    grouped = f"{number:,}"
    return grouped.replace(",", ".") if language() == "id" else grouped


def _changes(report: Report) -> list[str]:
    changed = [change for change in report.changes if change.outcome is Outcome.CHANGED]
    if not changed or report.refused:
        return []
    printed = ["", f"{t('Berubah', 'Changed')}: {len(changed)}"]
    printed += [
        f"  {change.code} {change.name}: {', '.join(change.values)}"
        for change in changed[:MAX_SHOWN]
    ]
    return printed + _more(len(changed))


def _findings(title: str, findings: Sequence[Finding]) -> list[str]:
    if not findings:
        return []
    shown = [f"  {_chosen(finding.message())}" for finding in findings[:MAX_SHOWN]]
    return ["", f"{title}: {len(findings)}", *shown, *_more(len(findings))]


def _more(number: int) -> list[str]:
    more = number - MAX_SHOWN
    return [t(f"  … dan {more} lagi", f"  … and {more} more")] if more > 0 else []


def _verdict(report: Report) -> str:
    if report.refused:
        return t(
            "Tidak ada yang diubah: perbaiki galat di atas.",
            "Nothing was changed: correct the errors above.",
        )
    if report.dry_run:
        return t("Uji coba: tidak ada yang diubah.", "Dry run: nothing was changed.")
    if report.written:
        return t("Selesai: tersimpan.", "Done: saved.")
    return t("Tidak ada yang baru: semua sudah sama.", "Nothing new: it is all there already.")
