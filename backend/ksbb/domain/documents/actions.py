"""The action of documents: bring one back signed."""

from __future__ import annotations

import base64
import datetime as dt
from typing import Any

import orjson
from sqlalchemy import BigInteger, Integer, LargeBinary, Text, bindparam, cast, func, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from ksbb.core.idempotency import once
from ksbb.core.lifecycle import require
from ksbb.core.outbox import record
from ksbb.core.refusals import NotAllowed, NotFound
from ksbb.core.statements import fetch_value
from ksbb.core.viewer import Kind, Role, Viewer
from ksbb.domain.documents import queries
from ksbb.domain.documents.events import BastSigned
from ksbb.domain.documents.models import BastState
from ksbb.domain.documents.rules import VersionSuperseded

_SIGN = select(
    func.app.bast_sign(
        bindparam("version_id", type_=BigInteger),
        bindparam("sha256", type_=LargeBinary),
        bindparam("size", type_=Integer),
        cast(bindparam("verdict", type_=Text), JSONB),
        bindparam("revocation", type_=ARRAY(LargeBinary)),
    )
)


async def version_to_sign(
    tx: AsyncSession, viewer: Viewer, version_id: int
) -> queries.FoundVersion:
    """The version of which the viewer may bring a signed copy.

    Raises:
        NotSignedIn, NotAllowed, NotFound, VersionSuperseded.
    """
    require(viewer, roles=(Role.OWNER, Role.OPERATOR, Role.KELURAHAN))
    found = await queries.seen_version(tx, version_id)
    if found is None:
        raise NotFound("BastVersion")
    if viewer.kind is not Kind.PEMPROV and found.executor_id != viewer.organisation_id:
        raise NotAllowed([Kind.PEMPROV], [Role.OWNER, Role.OPERATOR])
    if found.state == BastState.SUPERSEDED:
        raise VersionSuperseded(found.current)
    return found


@once
async def sign_bast(
    tx: AsyncSession,
    viewer: Viewer,
    *,
    version_id: int,
    sha256: str,
    size: int,
    signatures: list[dict[str, Any]],
    revocation: list[str],
) -> int:
    """Keep a copy that came back signed and was checked; returns its file's row id.

    The caller stores the bytes in the same transaction, under the name that the row has.

    Args:
        signatures: what `signatures.check_signed` has found of each.
        revocation: lists and answers, as base64.

    Raises:
        NotSignedIn, NotAllowed, NotFound, VersionSuperseded, EnoughFiles.
    """
    await version_to_sign(tx, viewer, version_id)
    # Real time, as everything about certificates.
    verdict = {"checked_at": dt.datetime.now(dt.UTC).isoformat(), "signatures": signatures}
    file_id: int = await fetch_value(
        tx,
        _SIGN,
        {
            "version_id": version_id,
            "sha256": bytes.fromhex(sha256),
            "size": size,
            "verdict": orjson.dumps(verdict).decode(),
            "revocation": [base64.b64decode(each) for each in revocation],
        },
    )
    fields = [each["field"] for each in signatures]
    await record(tx, BastSigned(id=version_id, fields=fields, sha256=sha256))
    return file_id
