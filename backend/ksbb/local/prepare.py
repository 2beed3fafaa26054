"""Bring the database of the settings up to date, and fill it with the demo if that is asked for.

`python -m ksbb.local.prepare` is what a container runs once before the others.
"""

from ksbb.kernel import migrate
from ksbb.kernel.settings import settings
from ksbb.local import databases, demo
from ksbb.local.progress import step


def prepare() -> None:
    """Extensions, migrations, and in demo mode the story, if there is nothing yet."""
    with step("Basis data dimutakhirkan", "bringing the database up to date"):
        databases.add_extensions(settings().database_url)
        migrate.upgrade(settings().database_url, settings().secret)
    if settings().demo:
        demo.fill_if_empty(settings().database_url)


if __name__ == "__main__":
    prepare()
