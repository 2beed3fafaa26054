"""Updates the database of the settings, and fills it with the demo if the settings say so.

A container runs `python -m tools.dev.prepare` once before the others.
"""

import sys

from ksbb.cli.terminal import CommandError, show_error, step, warn
from ksbb.core import migrate
from ksbb.core.mismatch import DatabaseMismatchError, FunctionsMismatchError
from ksbb.core.settings import settings
from tools.dev import databases, demo


def prepare(*, private: bool = False) -> None:
    """Extensions, revisions, functions, and in demo mode the demo, if there is no data yet.

    Args:
        private: only this checkout uses the database. A demo in it that doesn't fit the code is
            made again; any other database is not changed.

    Raises:
        DatabaseMismatchError: the database doesn't fit the code; its message says what to do.
    """
    try:
        _bring_up_to_date()
    except FunctionsMismatchError:
        # A new database would have the same functions.
        raise
    except DatabaseMismatchError as error:
        if not (private and demo.disposable(settings().database_url)):
            raise
        warn(error.message, error.english)
        warn(
            "Demo pribadi ini dibuat baru; data yang diimpor ke dalamnya perlu diimpor lagi.",
            "This private demo is made anew; data imported into it has to be imported again.",
        )
        databases.remake(settings().database_url)
        _bring_up_to_date()
    if settings().demo:
        demo.fill_if_empty(settings().database_url)


def _bring_up_to_date() -> None:
    with step("Basis data dimutakhirkan", "Bringing the database up to date"):
        databases.add_extensions(settings().database_url)
        migrate.upgrade(settings().database_url, settings().secret)


def main() -> int:
    """Prepare; returns 1 for an error that a person can do something about."""
    try:
        prepare()
    except (CommandError, DatabaseMismatchError) as error:
        show_error(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
