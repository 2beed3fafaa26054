"""Checks a signed copy: ``python check_signed.py UPLOAD ISSUED TRUST``.

A program of its own with little memory and time, like the one that looks at uploads: signatures are
checked by parsing what somebody sent. It imports nothing of KSBB. It prints one line of JSON:
``{"problem": ...}`` if the copy is refused, or ``{"signatures": [...], "revocation": [...]}``.

What must hold: the issued file is the beginning of the copy; what was added changes nothing but the
two prepared signature fields; every signature is intact and covers its whole revision, the last one
the whole file; the certificate leads to a root in the folder TRUST and is known not to be revoked.
With an empty TRUST the issuer is not checked. Nothing is fetched from a network.
"""

from __future__ import annotations

import asyncio
import base64
import json
import re
import resource
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

MEMORY = 768 * 1024 * 1024
CPU_SECONDS = 20
FIELDS = {"Pihak1", "Pihak2"}
_END = re.compile(rb"startxref\s+\d+\s+%%EOF\s*\Z")
_MOST_REVOCATION = 4_000_000


class RefusedError(Exception):
    """Why a copy is refused, in one word."""


def limit() -> None:
    """Take memory and time from this process, and the right to write files."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def title(reader: Any) -> list[str]:
    """The titles of a document, in its information dictionary and in its metadata."""
    trailer = reader.trailer_view
    # Its `get` would not follow the reference.
    info = trailer["/Info"] if "/Info" in trailer else {}  # noqa: SIM401
    return [str(info.get("/Title", "")), str(reader.document_meta_view.title or "")]


def check_unchanged(reader: Any, issued: Any) -> None:
    """Refuse a copy that shows anything else than what was issued."""
    from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, SuspiciousModification

    added = DEFAULT_DIFF_POLICY.review_file(reader, issued.xrefs.total_revisions - 1)
    if isinstance(added, SuspiciousModification) or title(reader) != title(issued):
        raise RefusedError("CHANGED")
    fields = reader.root["/AcroForm"]["/Fields"]
    names = [str(fields[index]["/T"]) for index in range(len(fields))]
    # A stamp that proves signatures for longer has a field of its own.
    stamps = [each.field_name for each in reader.embedded_timestamp_signatures]
    if sorted(names) != sorted([*FIELDS, *stamps]):
        raise RefusedError("CHANGED")


class Trust:
    """The roots, lists and answers that certificates are checked against."""

    def __init__(self, folder: str, reader: Any) -> None:
        from asn1crypto import crl, ocsp, pem, x509
        from pyhanko.keys import load_certs_from_pemder
        from pyhanko.sign.validation.dss import DocumentSecurityStore
        from pyhanko.sign.validation.errors import NoDSSFoundError

        files = sorted(Path(folder).iterdir()) if folder else []
        self.roots = [*load_certs_from_pemder([f for f in files if f.suffix in {".pem", ".crt"}])]
        self.others: list[x509.Certificate] = []
        self.crls: list[crl.CertificateList] = []
        self.answers: list[ocsp.OCSPResponse] = []
        for file in files:
            if file.suffix == ".crl":
                content = file.read_bytes()
                if pem.detect(content):
                    _, _, content = pem.unarmor(content)
                self.crls.append(crl.CertificateList.load(content))
        try:
            store = DocumentSecurityStore.read_dss(reader)
        except NoDSSFoundError:
            return
        self.others = [*store.load_certs()]
        self.crls += store.crls
        self.answers += store.ocsps

    def context(self) -> Any:
        """What pyHanko checks a certificate with, now."""
        from pyhanko_certvalidator import ValidationContext

        return ValidationContext(
            trust_roots=self.roots,
            other_certs=self.others,
            crls=self.crls,
            ocsps=self.answers,
            allow_fetching=False,
            # Anything less passes over lists that no certificate names.
            revocation_mode="require",
        )

    def kept(self, issuers: set[bytes]) -> list[str]:
        """The lists of these issuers, and the answers, as base64."""
        lists = [each.dump() for each in self.crls if each.issuer.dump() in issuers]
        found = {*lists, *(each.dump() for each in self.answers)}
        if sum(map(len, found)) > _MOST_REVOCATION:
            raise RefusedError("NOT_READABLE")
        return sorted(base64.b64encode(each).decode() for each in found)


async def check_signature(embedded: Any, trust: Trust) -> tuple[dict[str, Any], Any]:
    """What is known of one signature, and its status."""
    from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate
    from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY
    from pyhanko.sign.validation import async_validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    status = await async_validate_pdf_signature(
        embedded, trust.context(), diff_policy=DEFAULT_DIFF_POLICY
    )
    if not (status.intact and status.valid):
        raise RefusedError("BROKEN")
    if status.coverage < SignatureCoverageLevel.ENTIRE_REVISION or not status.docmdp_ok:
        raise RefusedError("CHANGED")
    if trust.roots and not status.trusted:
        problem = status.trust_problem_indic
        if problem in (AdESFailure.REVOKED, AdESIndeterminate.REVOKED_NO_POE):
            raise RefusedError("REVOKED")
        if problem in (
            AdESIndeterminate.TRY_LATER,
            AdESIndeterminate.CERTIFICATE_CHAIN_GENERAL_FAILURE,
        ):
            raise RefusedError("REVOCATION_UNKNOWN")
        raise RefusedError("NOT_TRUSTED")
    stamp = status.timestamp_validity
    stamped = stamp is not None and stamp.intact and stamp.valid and stamp.trusted
    certificate = status.signing_cert
    claimed = status.signer_reported_dt
    return {
        "field": embedded.field_name,
        "signer": certificate.subject.native.get("common_name", certificate.subject.human_friendly),
        "issuer": certificate.issuer.human_friendly,
        "serial": format(certificate.serial_number, "x"),
        "trusted": True if trust.roots else None,
        "claimed_at": claimed.isoformat() if claimed else None,
        "stamped_at": stamp.timestamp.isoformat() if stamp is not None and stamped else None,
    }, status


async def check(upload: bytes, issued: bytes, folder: str) -> dict[str, Any]:
    """The verdict of a copy."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    if not upload.startswith(issued):
        raise RefusedError("NOT_OURS")
    reader = PdfFileReader(BytesIO(upload))
    signatures = reader.embedded_regular_signatures
    if not signatures:
        raise RefusedError("NO_SIGNATURE")
    check_unchanged(reader, PdfFileReader(BytesIO(issued)))
    trust = Trust(folder, reader)
    checked = [await check_signature(each, trust) for each in signatures]
    last = reader.embedded_signatures[-1]
    level = last.evaluate_signature_coverage()
    last.compute_integrity_info()
    later = reader.xrefs.total_revisions - 1 > last.signed_revision
    if level is not SignatureCoverageLevel.ENTIRE_FILE and not (
        # Only what proves signatures for longer may follow, and nothing behind its end.
        later
        and _END.search(upload)
        and last.diff_result is not None
        and getattr(last.diff_result, "modification_level", ModificationLevel.OTHER)
        <= ModificationLevel.LTA_UPDATES
    ):
        raise RefusedError("CHANGED")
    issuers = {
        certificate.issuer.dump()
        for _, status in checked
        for certificate in (status.validation_path or [status.signing_cert])
        if hasattr(certificate, "issuer")
    }
    return {
        "signatures": sorted((found for found, _ in checked), key=lambda each: each["field"]),
        "revocation": trust.kept(issuers),
    }


def main(upload: str, issued: str, folder: str) -> None:
    """Print the verdict."""
    limit()
    try:
        verdict = asyncio.run(check(Path(upload).read_bytes(), Path(issued).read_bytes(), folder))
    except RefusedError as refused:
        verdict = {"problem": str(refused)}
    print(json.dumps(verdict))


if __name__ == "__main__":
    main(*sys.argv[1:])
