"""``ksbb COMMAND``: operates the installation that the settings (``KSBB_...``) name.

Only declarations are here: what a command needs is imported when it runs, so that help appears
quickly. Texts are chosen when the command line is built (see :func:`run`).
"""

import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

from ksbb.cli.terminal import CommandError, choose_language, show_error, t
from ksbb.core.mismatch import DatabaseMismatchError

Wrapper = Callable[[Callable[..., None]], Callable[..., None]]


class Lang(StrEnum):
    """The languages of the command line."""

    ID = "id"
    EN = "en"


def _write_usage(command: TyperCommand | TyperGroup, context: Any, formatter: Any) -> None:
    pieces = " ".join(command.collect_usage_pieces(context))
    formatter.write_usage(context.command_path, pieces, prefix=t("Pemakaian: ", "Usage: "))


def _translated(help_option: Any) -> Any:
    if help_option is not None:
        help_option.help = t("Tampilkan bantuan ini.", "Show this help.")
    return help_option


class Command(TyperCommand):
    """A command with help in one language: Typer's own words exist in English only."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        _write_usage(self, ctx, formatter)

    def get_help_option(self, ctx: Any) -> Any:
        return _translated(super().get_help_option(ctx))


class Group(TyperGroup):
    """A group of commands with help in one language."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        _write_usage(self, ctx, formatter)

    def get_help_option(self, ctx: Any) -> Any:
        return _translated(super().get_help_option(ctx))


def new_app(about: str) -> typer.Typer:
    """A command line without commands. ``about`` is the first line of its help."""
    app = typer.Typer(
        cls=Group,
        help=about,
        no_args_is_help=True,
        add_completion=False,
        # Its tracebacks show local variables, and some of these are secrets.
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    # Without a callback Typer would run a single command directly, without its name.
    @app.callback()
    def _options(
        _lang: Annotated[
            Lang | None,
            typer.Option(
                "--lang",
                help=t(
                    "Bahasa perintah; tanpa ini menurut KSBB_LANG, lalu locale.",
                    "Language of commands; else that of KSBB_LANG, else the locale's.",
                ),
            ),
        ] = None,
    ) -> None:
        """Only declares `--lang`: :func:`choose_language` has read it already."""

    return app


class Panels(NamedTuple):
    """The titles of the groups of commands in help."""

    run: str
    data: str
    check: str
    operate: str


def panels() -> Panels:
    """The titles in the language of this process."""
    return Panels(
        t("Menjalankan", "Run"),
        t("Data", "Data"),
        t("Memeriksa", "Check"),
        t("Mengoperasikan", "Operate"),
    )


def _as_it_is(command: Callable[..., None]) -> Callable[..., None]:
    return command


def add_to(app: typer.Typer, on_database: Wrapper = _as_it_is) -> None:
    """Add the product's commands.

    Args:
        app: the command line that gets them.
        on_database: wraps each command that uses the installation's database.
    """
    _, data, check, operate = panels()
    app.add_typer(_import(on_database), name="import", rich_help_panel=data)

    def add(panel: str, about: str, command: Callable[..., None], *, database: bool = True) -> None:
        app.command(cls=Command, help=about, rich_help_panel=panel)(
            on_database(command) if database else command
        )

    add(data, t("Cetak rekap per tanggal.", "Print the recap as of a day."), _recap())
    add(
        check,
        t("Undi ulang sampel satu hari.", "Draw the sample of a day again."),
        _sample(),
    )
    add(
        check,
        t("Tulis schema.graphql, atau periksa.", "Write schema.graphql, or check it."),
        _schema(),
        database=False,
    )
    add(operate, t("Mutakhirkan basis data.", "Bring the database up to date."), migrate)
    add(
        operate,
        t("Hitung ulang semua buku, bandingkan.", "Derive all books anew and compare."),
        verify,
    )
    add(
        operate,
        t("Coba lagi peristiwa yang disisihkan.", "Try again the events that were set aside."),
        replay,
    )


def migrate() -> None:
    """Create roles, then apply revisions."""
    from ksbb.cli.terminal import say, step
    from ksbb.core.migrate import upgrade
    from ksbb.core.settings import settings

    with step("Basis data dimutakhirkan", "Bringing the database up to date"):
        replaced = upgrade(settings().database_url, settings().secret)
    if replaced:
        number = len(replaced)
        say(f"{number} fungsi dan view diganti", f"{number} functions and views were replaced")


def verify() -> None:
    """Print each invariant and whether it holds; exit code 1 if one does not."""
    import asyncio

    from ksbb.core.audit.file_checks import STORED_FILES, verify_files
    from ksbb.core.audit.verify import ALL_INVARIANTS
    from ksbb.core.audit.verify import verify as broken
    from ksbb.core.database import dsn
    from ksbb.core.files import Files
    from ksbb.core.settings import settings

    worker = dsn("ksbb_worker", settings().database_url, settings().secret)
    of_files = asyncio.run(verify_files(worker, Files.of(settings())))
    breaches = {breach.invariant: breach for breach in (*broken(worker), *of_files)}
    names = [*ALL_INVARIANTS, STORED_FILES]
    holds, fails = t("benar", "holds"), t("SALAH", "BROKEN")
    width = max(len(holds), len(fails))
    for name in names:
        breach = breaches.get(name)
        print(f"{fails if breach else holds:{width}}  {name}")
        for row in breach.rows if breach else ():
            print(f"{'':{width + 2}}{row}")
    if breaches:
        raise CommandError(
            f"{len(breaches)} dari {len(names)} kaidah dilanggar.",
            f"{len(breaches)} of {len(names)} invariants are broken.",
        )
    count = len(names)
    print(t(f"Semua {count} kaidah dipenuhi.", f"All {count} invariants hold."))


def replay() -> None:
    """Make events due again; the worker delivers them within seconds."""
    import asyncio

    from ksbb.core.settings import settings
    from ksbb.worker import replay_set_aside

    count = asyncio.run(replay_set_aside(settings()))
    print(t(f"{count} peristiwa akan dicoba lagi.", f"{count} events will be tried again."))


def _recap() -> Callable[..., None]:
    def recap(
        as_of: Annotated[
            datetime | None,
            typer.Option(
                formats=["%Y-%m-%d"],
                metavar="YYYY-MM-DD",
                help=t("Tanggalnya; tanpa ini hari ini.", "The day; without it today."),
            ),
        ] = None,
        as_json: Annotated[
            bool,
            typer.Option(
                "--json",
                help=t("Untuk program, dengan daftar RW.", "For programs, with the list of RWs."),
            ),
        ] = False,
    ) -> None:
        from ksbb.cli.recap import recap as recapped

        print(recapped(as_of and as_of.date(), as_json=as_json))

    return recap


def _sample() -> Callable[..., None]:
    def sample(
        day: Annotated[
            datetime,
            typer.Option(
                formats=["%Y-%m-%d"],
                metavar="YYYY-MM-DD",
                help=t("Hari laporan pertama.", "The day of the first reports."),
            ),
        ],
        file: Annotated[
            Path | None,
            typer.Option(
                help=t(
                    "Daftar yang diunduh (CSV), bukan basis data ini.",
                    "A list that was downloaded (CSV), instead of this database.",
                )
            ),
        ] = None,
        seal: Annotated[
            str,
            typer.Option(
                help=t("Segelnya, dengan --file.", "Its seal, with --file."), metavar="HEX"
            ),
        ] = "",
    ) -> None:
        from ksbb.cli.sample import drawn_again

        print(drawn_again(day.date(), file, seal))

    return sample


def _schema() -> Callable[..., None]:
    def schema(
        check: Annotated[
            bool,
            typer.Option(
                "--check",
                help=t(
                    "Hanya bandingkan, juga dengan rilis terakhir.",
                    "Only compare with the committed file and with the last release.",
                ),
            ),
        ] = False,
        release: Annotated[
            bool,
            typer.Option(
                "--release",
                help=t("Catat sebagai kontrak rilis.", "Record it as the contract of a release."),
            ),
        ] = False,
    ) -> None:
        from ksbb.cli import contract

        if not check:
            contract.write(release=release)
            return
        if not contract.is_current():
            raise CommandError(
                "schema.graphql berbeda dari kode: jalankan ./ksbb schema.",
                "schema.graphql differs from the code: run ./ksbb schema.",
            )
        if broken := contract.broken():
            raise CommandError(
                "Perubahan ini memutus pemanggil, dan belum pernah ditandai usang.",
                "This change breaks callers, and was not deprecated before.",
                "\n".join(broken),
            )

    return schema


def _import(on_database: Wrapper) -> typer.Typer:
    about = t(
        "Impor berkas: semua atau tidak sama sekali.",
        "Import files: all of it or nothing.",
    )
    app = typer.Typer(cls=Group, help=about, no_args_is_help=True)
    dry_run = typer.Option(
        "--dry-run",
        help=t("Hanya tampilkan apa yang akan berubah.", "Only show what would change."),
    )

    def add(what: str, about: str, accepted: str) -> None:
        def import_(
            files: Annotated[list[Path], typer.Argument(metavar="FILE", help=accepted)],
            dry_run: Annotated[bool, dry_run] = False,
        ) -> None:
            _import_now(what, files, dry_run=dry_run)

        app.command(what, cls=Command, help=about)(on_database(import_))

    add("areas", t("Batas wilayah.", "Boundaries of areas."), "GeoJSON")
    add("units", t("Unit prioritas.", "Priority units."), "GeoJSON, CSV, XLSX")
    add("snapshots", t("Data kerentanan.", "Vulnerability snapshots."), "CSV, XLSX")

    def facts(dry_run: Annotated[bool, dry_run] = False) -> None:
        _import_now("facts", (), dry_run=dry_run)

    app.command(
        cls=Command,
        help=t(
            "Daftar kelurahan dan RW bawaan program.",
            "The kelurahan and RWs that come with the program.",
        ),
    )(on_database(facts))
    return app


def _import_now(what: str, files: Sequence[Path], *, dry_run: bool) -> None:
    from ksbb.cli.importing import import_files, lines
    from ksbb.domain.units.importing import What

    report = import_files(What(what), files, dry_run=dry_run)
    print("\n".join(lines(report)))
    if report.refused:
        raise typer.Exit(1)


def run(build: Callable[[], typer.Typer], name: str, arguments: Sequence[str]) -> int:
    """Build a command line in the language that its arguments ask for, and run it.

    Returns:
        The exit code: 0 for success, 1 for an expected error, 2 for wrong arguments, 130 for
            Ctrl+C.
    """
    given = choose_language(arguments)
    rich_utils.ARGUMENTS_PANEL_TITLE = t("Argumen", "Arguments")
    rich_utils.OPTIONS_PANEL_TITLE = t("Pilihan", "Options")
    rich_utils.COMMANDS_PANEL_TITLE = t("Perintah", "Commands")
    rich_utils.ERRORS_PANEL_TITLE = t("Galat", "Error")
    try:
        build()(given, prog_name=name)
    except (CommandError, DatabaseMismatchError) as error:
        show_error(error)
        return 1
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    return 0


def build() -> typer.Typer:
    """The product's command line."""
    app = new_app(t("Mengoperasikan pemasangan KSBB.", "Operate an installation of KSBB."))
    add_to(app)
    return app


def main() -> None:
    """The entry point of the console script ``ksbb``."""
    sys.exit(run(build, "ksbb", sys.argv[1:]))


if __name__ == "__main__":
    main()
