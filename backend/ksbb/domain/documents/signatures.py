"""Checks a signed copy of a BAST, in a process of its own (`check_signed`)."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from ksbb.domain.documents import rules

_PROGRAM = Path(__file__).with_name("check_signed.py")
_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of a copy that may be kept.

    Attributes:
        signatures: of each: field, signer, issuer, serial, trusted (None: not checked), claimed_at,
            stamped_at.
        revocation: the lists and answers by which the certificates were found not to be revoked,
            as base64.
    """

    signatures: list[dict[str, Any]]
    revocation: list[str]


async def check_signed(upload: Path, issued: Path, trust: str) -> Verdict:
    """The verdict of a signed copy.

    Args:
        upload: what came back, inspected as any upload.
        issued: the file that was issued.
        trust: the folder with roots (``.pem``) and revocation lists (``.crl``); '' for none.

    Raises:
        NotOurDocument, DocumentChanged, SignatureMissing, SignatureBroken, IssuerNotTrusted,
        CertificateRevoked, RevocationUnknown, NotReadableAsSigned.
    """
    found = await asyncio.to_thread(_run, upload, issued, trust)
    if "problem" in found:
        raise rules.PROBLEMS.get(found["problem"], rules.NotReadableAsSigned)
    return Verdict(found["signatures"], found["revocation"])


def _run(upload: Path, issued: Path, trust: str) -> dict[str, Any]:
    try:
        ended = subprocess.run(
            [sys.executable, "-I", str(_PROGRAM), str(upload), str(issued), trust],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # It gets no secrets.
            env={},
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"problem": "NOT_READABLE"}
    if ended.returncode != 0:
        return {"problem": "NOT_READABLE"}
    found: dict[str, Any] = orjson.loads(ended.stdout)
    return found
