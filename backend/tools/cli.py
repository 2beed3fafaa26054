"""`./ksbb COMMAND`: the commands of a checkout, and the product's on the checkout's own database.

As in `ksbb.cli.app`, this file only declares commands; a command imports what it needs when it
runs. A command that works on a database gets the one of the checkout: on the server that
KSBB_DATABASE_URL names, or in the private cluster.
"""

import functools
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from ksbb.cli.app import Command, add_to, new_app, panels, run
from ksbb.cli.terminal import t

# Pytest's options are not parsed here: they are passed on unchanged.
_PASSED_ON = {"allow_extra_args": True, "ignore_unknown_options": True}


def on_database(command: Callable[..., None]) -> Callable[..., None]:
    """Run a command with the settings of the checkout's installation."""

    @functools.wraps(command)
    def with_settings(*arguments: object, **options: object) -> None:
        from ksbb.core.settings import settings
        from tools.dev.installation import installation

        with installation() as environment:
            os.environ.update(environment)
            # Imported modules may have read them before there was an installation.
            settings.cache_clear()
            command(*arguments, **options)

    return with_settings


def build() -> typer.Typer:
    """The command line of a checkout."""
    app = new_app("KSBB: Kolaborasi Sosial Berskala Besar.")

    def add(
        panel: str, about: str, command: Callable[..., None], *, passes_on: bool = False
    ) -> None:
        app.command(
            cls=Command,
            help=about,
            rich_help_panel=panel,
            context_settings=_PASSED_ON if passes_on else None,
        )(command)

    titles = panels()
    add(titles.run, t("Jalankan semuanya dengan demo.", "Run everything with the demo."), _run())
    add(
        titles.run,
        t(
            "Untuk pengembang: yang diubah dimuat ulang.",
            "For developers: what changes is reloaded.",
        ),
        _dev(),
    )
    add(titles.run, t("Hentikan semuanya.", "Stop everything."), stop)
    add(titles.data, t("Mainkan demo ke basis data.", "Play the demo into the database."), _seed())
    add(
        titles.check,
        t(
            "Semua pemeriksaan dan uji; argumen lain untuk pytest.",
            "All checks and tests; other arguments go to pytest.",
        ),
        _test(),
        passes_on=True,
    )
    add(
        titles.check,
        t("Langsung uji saja: argumen pytest.", "Only tests, at once: arguments of pytest."),
        pytest,
        passes_on=True,
    )
    add(titles.check, t("Hanya pemeriksaan statis.", "Static checks only."), check)
    add(titles.check, t("Ukur kinerja.", "Measure performance."), _bench())
    add(
        titles.check,
        t("SQL sebuah dokumen dan rencananya.", "The SQL of a document, and its plan."),
        _explain(),
    )
    add(
        titles.check,
        t("Tulis structure.sql, atau periksa.", "Write structure.sql, or check it."),
        _structure(),
    )
    add_to(app, on_database)
    return app


def stop() -> None:
    """End what `./ksbb run` started."""
    from tools.dev.stop import stop as stopped

    stopped()


def check() -> None:
    """Run all static checks, which don't run the program."""
    from tools.dev.checking import check as checked

    checked()


def pytest(context: typer.Context) -> None:
    """Run tests without the checks before them."""
    from tools.dev.testing import only_pytest

    only_pytest(context.args)


def _run() -> Callable[..., None]:
    def run(
        detach: Annotated[
            bool, typer.Option("--detach", help=t("Di latar.", "In the background."))
        ] = False,
        host: Annotated[
            str | None,
            typer.Option(help=t("Alamat; biasanya 127.0.0.1.", "Address; usually 127.0.0.1.")),
        ] = None,
        port: Annotated[int | None, _port()] = None,
        serve: Annotated[bool, typer.Option("--serve", hidden=True)] = False,
    ) -> None:
        from tools.dev import run as running

        running.run(detach=detach, host=host, port=port, serve=serve)

    return run


def _dev() -> Callable[..., None]:
    def dev(port: Annotated[int | None, _port()] = None) -> None:
        from tools.dev.developing import develop

        develop(port)

    return dev


def _port() -> Any:
    return typer.Option(
        help=t(
            "Port; biasanya 8000, atau yang bebas berikutnya.",
            "Port; usually 8000, or the next free one.",
        )
    )


def _seed() -> Callable[..., None]:
    def seed(
        fresh: Annotated[
            bool,
            typer.Option(
                "--fresh",
                help=t(
                    "Hapus demo yang ada, mainkan dari awal.",
                    "Delete the demo that is there, play it from the beginning.",
                ),
            ),
        ] = False,
        left_out: Annotated[
            list[str] | None,
            typer.Option(
                "--without",
                metavar="PLEDGE",
                help=t(
                    "Tanpa janji ini, misalnya pmi-3; boleh berulang.",
                    "Without this pledge, for example pmi-3; may be repeated.",
                ),
            ),
        ] = None,
    ) -> None:
        from tools.demo import command

        command.seed(fresh=fresh, left_out=left_out or ())

    return on_database(seed)


def _test() -> Callable[..., None]:
    def test(
        context: typer.Context,
        jakarta: Annotated[
            Path | None,
            typer.Option(
                metavar="DIR",
                help=t("Folder berkas batas wilayah asli.", "Folder of the real boundary files."),
            ),
        ] = None,
    ) -> None:
        from tools.dev import testing

        testing.test(jakarta, context.args)

    return test


def _structure() -> Callable[..., None]:
    def structure(
        check: Annotated[
            bool,
            typer.Option(
                "--check", help=t("Hanya bandingkan.", "Only compare with the committed file.")
            ),
        ] = False,
    ) -> None:
        from tools.dev import structure as structures

        structures.structure(only_compare=check)

    return structure


def _bench() -> Callable[..., None]:
    def bench(
        rounds: Annotated[int, typer.Option(help=t("Putaran.", "Rounds."))] = 5,
        seconds: Annotated[
            int, typer.Option(help=t("Lamanya satu putaran.", "How long one round takes."))
        ] = 3,
        as_json: Annotated[
            bool, typer.Option("--json", help=t("Untuk program.", "For programs."))
        ] = False,
        peers: Annotated[
            bool,
            typer.Option(
                "--peers",
                help=t("Juga di samping PostGraphile 5.", "Beside PostGraphile 5 too."),
            ),
        ] = False,
        large: Annotated[
            bool,
            typer.Option(
                "--large",
                help=t(
                    "Juga di antara sejuta unit: 2 GB, beberapa menit.",
                    "Among a million units too: 2 GB, some minutes.",
                ),
            ),
        ] = False,
        web: Annotated[
            bool,
            typer.Option(
                "--web",
                help=t("Hanya halaman, di ponsel yang lambat.", "Only pages, on a slow phone."),
            ),
        ] = False,
        documents: Annotated[
            bool,
            typer.Option("--documents", help=t("Hanya BAST yang terbit.", "Only issued BAST.")),
        ] = False,
        deliveries: Annotated[
            bool,
            typer.Option(
                "--deliveries",
                help=t("Hanya perjalanan dan serah terima.", "Only trips and handovers."),
            ),
        ] = False,
    ) -> None:
        from tools.bench import command

        print(
            command.bench(
                rounds=rounds,
                seconds=seconds,
                as_json=as_json,
                peers=peers,
                many=large,
                web=web,
                documents=documents,
                deliveries=deliveries,
            )
        )

    return on_database(bench)


def _explain() -> Callable[..., None]:
    def explain(
        document: Annotated[
            str,
            typer.Argument(
                metavar="DOCUMENT",
                help=t(
                    "Berkas, atau nama dokumen terdaftar.",
                    "A file, or the name of a registered document.",
                ),
            ),
        ],
        variables: Annotated[
            str, typer.Option(metavar="JSON", help=t("Variabelnya.", "Its variables."))
        ] = "{}",
        person: Annotated[
            str | None,
            typer.Option(
                "--as",
                metavar="EMAIL",
                help=t("Sebagai siapa; tanpa ini umum.", "As whom; without it as anybody."),
            ),
        ] = None,
    ) -> None:
        from tools.dev.explaining import explain as explained

        print(explained(document, variables=variables, person=person))

    return on_database(explain)


def main() -> None:
    """The entry point of the launcher `./ksbb`."""
    sys.exit(run(build, "./ksbb", sys.argv[1:]))


if __name__ == "__main__":
    main()
