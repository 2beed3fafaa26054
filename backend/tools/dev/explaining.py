"""What `./ksbb explain` does: shows the SQL of a document, and how PostgreSQL runs it."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path
from typing import Any, cast

import asyncpg
from graphql import GraphQLError

from ksbb.cli.terminal import CommandError
from ksbb.core.database import Login, dsn
from ksbb.core.settings import REPOSITORY, Settings, derive, settings
from ksbb.core.viewer import NOBODY, Kind, Role, Viewer

REGISTERED = REPOSITORY / "frontend" / "registered"
"""A file of documents for each site: `public.json` and `office.json`."""
_VIEWER = """
    SELECT person.id AS person, organisation.id AS organisation, organisation.kind, membership.role
    FROM app.person
    JOIN app.membership ON membership.person_id = person.id
    JOIN app.organisation ON organisation.id = membership.organisation_id
    WHERE person.email = $1
    ORDER BY membership.id LIMIT 1
"""


def explain(document: str, *, variables: str, person: str | None) -> str:
    """The statement of a document with its parameters, and its plan with the measured times.

    Args:
        document: a file with a document, or the name of a registered one, such as `UnitPageQuery`:
            of the office if there is a person, else of the public pages.
        variables: the document's variables, as JSON.
        person: the mail address of the person who sends it; None: anybody.

    Raises:
        CommandError: the document, the variables or the person can't be used.
    """
    try:
        given = json.loads(variables)
    except ValueError as error:
        raise CommandError(
            "--variables bukan JSON.", "--variables is not JSON.", str(error)
        ) from error
    return asyncio.run(_explained(settings(), text_of(document, person), given, person))


def text_of(document: str, person: str | None) -> str:
    """The text of a document, from its file or by its name."""
    if Path(document).is_file():
        return Path(document).read_text()
    named = re.compile(rf"query\s+{re.escape(document)}\b")
    site = "public" if person is None else "office"
    for text in json.loads((REGISTERED / f"{site}.json").read_text()).values():
        if named.match(text):
            return text
    raise CommandError(
        f"{site}.json tidak memuat {document}, dan tidak ada berkas bernama itu.",
        f"{site}.json has no document {document}, and there is no file of that name.",
    )


async def _explained(
    config: Settings, document: str, variables: dict[str, Any], person: str | None
) -> str:
    # Imported when it runs: it builds the whole schema.
    from ksbb.schema import schema

    viewer = NOBODY if person is None else await _viewer(config, person)
    try:
        plan, values = schema.plan(document, variables, viewer.audience)
    except GraphQLError as error:
        raise CommandError(
            "Dokumen ini tidak menjadi satu pernyataan SQL.",
            "This document does not become one SQL statement.",
            error.message,
        ) from error
    if plan.signed:
        values[0] = viewer.context(derive(config.secret, "context"))
    login = cast("Login", f"ksbb_{viewer.audience}")
    connection: asyncpg.Connection = await asyncpg.connect(
        dsn(login, config.database_url, config.secret), server_settings={"jit": "off"}
    )
    try:
        lines = await connection.fetch(f"EXPLAIN (ANALYZE, BUFFERS) {plan.sql}", *values)
    finally:
        await connection.close()
    parameters = [f"-- ${place} = {value!r}" for place, value in enumerate(values, 1)]
    if plan.signed:
        parameters[0] = "-- $1 = the signed context"
    return "\n".join([plan.sql, *parameters, "", *(line for (line,) in lines)])


async def _viewer(config: Settings, email: str) -> Viewer:
    connection: asyncpg.Connection = await asyncpg.connect(config.database_url)
    try:
        row = await connection.fetchrow(_VIEWER, email)
    finally:
        await connection.close()
    if row is None:
        raise CommandError(
            f"Tidak ada anggota organisasi dengan surel {email}.",
            f"No member of an organisation has the mail address {email}.",
        )
    return Viewer(row["person"], row["organisation"], Kind(row["kind"]), Role(row["role"]))
