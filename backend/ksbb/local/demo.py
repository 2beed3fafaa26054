"""The demo's data: put into an empty database once, never into one that holds anything."""

import psycopg

from ksbb.local.progress import step

# Pages worth a look, printed with the address: (label, path).
PAGES: tuple[tuple[str, str], ...] = ()


def fill_if_empty(dsn: str) -> None:
    """Import the public facts and play the story of the demo, if no organisation is there yet."""
    with psycopg.connect(dsn) as connection:
        found = connection.execute("SELECT FROM pub.organisation LIMIT 1").fetchone()
    if found is not None:
        return
    from ksbb.story import play

    with step("Cerita demo dimainkan", "playing the story of the demo"):
        play.main([])
