"""Issues the documents of proven handovers; the worker runs it.

The number, the rows and the hash of the stored file are of one transaction: if it fails, nobody has
taken the number, and the bytes that were stored have a name that nobody knows. One transaction
issues a batch. If one document of it can't be made, each is tried alone, so that none holds up the
others.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import orjson
import structlog

from ksbb.core.clock import WIB
from ksbb.core.outbox.deliver import delay
from ksbb.domain.documents.rendering import render
from ksbb.domain.documents.signing_fields import with_signature_fields
from ksbb.domain.documents.wording import bast_sheet

if TYPE_CHECKING:
    import asyncpg

    from ksbb.core.files import Files
    from ksbb.core.outbox.deliver import Connection

BATCH = 50
# Typst works without Python's lock: two documents at a time use two cores.
_AT_ONCE = 2

_DUE = """
    SELECT handover_id, due FROM app.bast_due WHERE due <= clock_timestamp()
    ORDER BY due, handover_id LIMIT $1
"""
# One worker issues at a time. Another one finds the rows gone when it is its turn.
_ALONE = "SELECT pg_try_advisory_xact_lock(hashtextextended('ksbb documents', 0))"
_CHANGED = "SELECT app.bast_changed($1)"
_OPEN = "SELECT bast_id, number, version, day, app.now() AS now FROM app.bast_open($1)"
_FACTS = "SELECT donor_id, facts, app.public_code() AS code FROM app.bast_facts($1)"
_ISSUE = "SELECT app.bast_issue($1, $2, $3, $4, $5, $6, $7, $8)"
# If the handover moved meanwhile, its row has another moment and is due again.
_DONE = "DELETE FROM app.bast_due WHERE handover_id = $1 AND due = $2"
_FAILED = """
    UPDATE app.bast_due SET attempts = attempts + 1, error = $3, due = clock_timestamp() + $4
    WHERE handover_id = $1 AND due = $2
"""
_ATTEMPTS = "SELECT attempts FROM app.bast_due WHERE handover_id = $1"

log = structlog.get_logger("ksbb.documents")


@dataclass(frozen=True, slots=True)
class _Draft:
    """A version that is about to be issued."""

    bast_id: int
    version: int
    donor_id: int | None
    code: str
    data: str
    made: dt.datetime

    def pdf(self, origin: str) -> bytes:
        """Its file; the whole gets the fields for signatures."""
        sheet = bast_sheet(
            orjson.loads(self.data),
            code=self.code,
            sha256=hashlib.sha256(self.data.encode()).hexdigest(),
            origin=origin,
        )
        pdf = render("bast", sheet, self.made)
        return pdf if self.donor_id is not None else with_signature_fields(pdf)


async def issue_documents(pool: asyncpg.Pool, files: Files, origin: str) -> bool:
    """Issue what is due; returns whether more is waiting.

    Args:
        pool: of the login ``ksbb_worker``.
        files: the store of the installation.
        origin: the address of this installation, for the QR codes.
    """
    async with pool.acquire() as connection:
        due = await connection.fetch(_DUE, BATCH)
        try:
            await _issue(connection, files, origin, due)
        except Exception as error:
            if connection.is_closed():
                raise
            if len(due) == 1:
                await _set_aside(connection, due[0], error)
            else:
                for each in due:
                    try:
                        await _issue(connection, files, origin, [each])
                    except Exception as alone:
                        if connection.is_closed():
                            raise
                        await _set_aside(connection, each, alone)
    return len(due) == BATCH


async def _issue(
    connection: Connection, files: Files, origin: str, due: Sequence[asyncpg.Record]
) -> None:
    """Issue the documents of these handovers, in one transaction."""
    async with connection.transaction():
        if not due or not await connection.fetchval(_ALONE):
            return
        drafts: list[_Draft] = []
        for each in due:
            if await connection.fetchval(_CHANGED, each["handover_id"]):
                drafts += await _drafts(connection, each["handover_id"])
        limit = asyncio.Semaphore(_AT_ONCE)

        async def store(draft: _Draft) -> tuple[UUID, bytes]:
            async with limit:
                pdf = await asyncio.to_thread(draft.pdf, origin)
            name = uuid4()
            await files.put(name, pdf)
            return name, pdf

        stored = await asyncio.gather(*map(store, drafts))
        for draft, (name, pdf) in zip(drafts, stored, strict=True):
            await connection.execute(
                _ISSUE,
                draft.bast_id,
                draft.version,
                draft.donor_id,
                draft.code,
                draft.data,
                name,
                hashlib.sha256(pdf).digest(),
                len(pdf),
            )
        for each in due:
            await connection.execute(_DONE, each["handover_id"], each["due"])


async def _drafts(connection: Connection, handover_id: int) -> list[_Draft]:
    """The next version of a handover's document: the whole, and an extract for each donor."""
    bast = await connection.fetchrow(_OPEN, handover_id)
    if bast is None:
        return []
    made: dt.datetime = bast["now"].astimezone(WIB).replace(microsecond=0)
    return [
        _Draft(
            bast["bast_id"],
            bast["version"],
            row["donor_id"],
            row["code"],
            canonical(
                {
                    "number": bast["number"],
                    "version": bast["version"],
                    "issued_at": made.isoformat(),
                    "facts": orjson.loads(row["facts"]),
                }
            ),
            made,
        )
        for row in await connection.fetch(_FACTS, handover_id)
    ]


def canonical(data: dict[str, Any]) -> str:
    """The one way to write data, so that its hash can be computed again: sorted, without spaces."""
    return orjson.dumps(data, option=orjson.OPT_SORT_KEYS).decode()


async def _set_aside(connection: Connection, due: asyncpg.Record, error: Exception) -> None:
    """Try this one later, so that the others are issued now."""
    log.error("document failed", handover=due["handover_id"], error=str(error))
    attempts: int = await connection.fetchval(_ATTEMPTS, due["handover_id"]) or 0
    failure = f"{type(error).__name__}: {error}"[:500]
    await connection.execute(_FAILED, due["handover_id"], due["due"], failure, delay(attempts + 1))
