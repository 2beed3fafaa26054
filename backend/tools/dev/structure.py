"""What `./ksbb structure` does: writes the whole schema to one file, so that changes are visible.

It is dumped from a database made only by the revisions and functions, on PostgreSQL 15, the oldest
version that we support: every version writes its dumps a little differently.
"""

import os
import re
from urllib.parse import unquote, urlsplit

from ksbb.cli.terminal import CommandError
from ksbb.core.revisions import DATABASE
from tools.dev import cluster, paths, postgres, template
from tools.dev.command import run

FILE = DATABASE / "structure.sql"

_HEAD = """\
-- The whole database as its revisions and functions make it. Written by ./ksbb structure; not to be
-- edited. What it is made of stands in migrations/ and functions/.

"""
# Lines that differ between two dumps of the same schema, or mean nothing.
_NOISE = (
    r"^--\n(?:-- .*\n)+--\n",
    r"^-- Dumped .*\n",
    r"^SET .*;\n",
    r"^SELECT pg_catalog\.set_config.*\n",
    r"^\\(?:un)?restrict .*\n",
)

# pg_dump writes the roles of a policy in the order in which the server happens to keep them.
_POLICY_ROLES = re.compile(r"(?m)^(CREATE POLICY .*? TO )(\w+(?:, \w+)+)")


def dump(dsn: str) -> str:
    """The structure of this database, as in the file.

    Raises:
        CommandError: this machine has no PostgreSQL 15, or the server is of another version.
    """
    found = postgres.find(postgres.OLDEST)
    if found is None:
        raise CommandError(
            f"structure.sql memerlukan PostgreSQL {postgres.OLDEST} dengan PostGIS.",
            f"structure.sql needs PostgreSQL {postgres.OLDEST} with PostGIS.",
        )
    parts = urlsplit(dsn)
    # Not in the arguments, which every account of the machine can read.
    password = unquote(parts.password or "")
    open_dsn = parts._replace(netloc=parts.netloc.replace(f":{parts.password}@", "@")).geturl()
    text = run(
        [found.program("pg_dump"), "--schema-only", "--no-comments", f"--dbname={open_dsn}"],
        environment={**os.environ, "PGPASSWORD": password},
        failing=("pg_dump gagal.", "pg_dump failed."),
    )
    for noise in _NOISE:
        text = re.sub(noise, "", text, flags=re.MULTILINE)
    text = _POLICY_ROLES.sub(_sorted_roles, text)
    return _HEAD + re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _sorted_roles(found: re.Match[str]) -> str:
    return found[1] + ", ".join(sorted(found[2].split(", ")))


def structure(*, only_compare: bool) -> None:
    """Write the file, or only compare it.

    Raises:
        CommandError: the file differs from the code.
    """
    with (
        cluster.server("test") as admin,
        template.copy(admin, template.ensure(admin, paths.secret())) as dsn,
    ):
        text = dump(dsn)
    if not only_compare:
        FILE.write_text(text)
    elif not FILE.exists() or FILE.read_text() != text:
        raise CommandError(
            "structure.sql berbeda dari kode: jalankan ./ksbb structure.",
            "structure.sql differs from the code: run ./ksbb structure.",
        )
