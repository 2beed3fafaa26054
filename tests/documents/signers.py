"""Signers with certificates that are made in the test, and what they sign."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

_NOW = dt.datetime.now(dt.UTC)
_DAY = dt.timedelta(days=1)


@dataclass
class Signer:
    """A key and the certificate that an authority gave it."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey
    authority: x509.Certificate

    def sign(self, content: bytes | IncrementalPdfFileWriter, field: str) -> bytes:
        """Sign a PDF in a field (PAdES B-B), as the last update of the file."""
        signer = signers.SimpleSigner(
            signing_cert=_read(self.certificate),
            signing_key=asn1_keys.PrivateKeyInfo.load(
                self.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
            ),
            cert_registry=SimpleCertificateStore.from_certs([_read(self.authority)]),
        )
        writer = (
            IncrementalPdfFileWriter(BytesIO(content)) if isinstance(content, bytes) else content
        )
        wanted = signers.PdfSignatureMetadata(
            field_name=field, subfilter=fields.SigSeedSubFilter.PADES
        )
        # In a thread, because it runs an event loop of its own.
        with ThreadPoolExecutor(1) as thread:
            signed = thread.submit(signers.sign_pdf, writer, wanted, signer=signer).result()
        return signed.getvalue()


class Authority:
    """An issuer of certificates with a root of its own."""

    def __init__(self, name: str) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.root = self._certificate(name, self.key, issuer=None)

    def signer(self, name: str) -> Signer:
        """Somebody with a new certificate."""
        key = ec.generate_private_key(ec.SECP256R1())
        return Signer(self._certificate(name, key, issuer=self.root), key, self.root)

    def trusted_in(self, folder: Path, *revoked: Signer) -> Path:
        """Put the root and its list of revoked certificates into a folder."""
        folder.mkdir(exist_ok=True)
        (folder / "root.pem").write_bytes(self.root.public_bytes(Encoding.PEM))
        made = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.root.subject)
            .last_update(_NOW - _DAY / 24)
            .next_update(_NOW + 3 * _DAY)
        )
        for each in revoked:
            made = made.add_revoked_certificate(
                x509.RevokedCertificateBuilder()
                .serial_number(each.certificate.serial_number)
                .revocation_date(_NOW - _DAY / 48)
                .build()
            )
        (folder / "root.crl").write_bytes(
            made.sign(self.key, hashes.SHA256()).public_bytes(Encoding.DER)
        )
        return folder

    def _certificate(
        self, name: str, key: ec.EllipticCurvePrivateKey, *, issuer: x509.Certificate | None
    ) -> x509.Certificate:
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        is_root = issuer is None
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject if issuer is None else issuer.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(_NOW - _DAY)
            .not_valid_after(_NOW + 100 * _DAY)
            .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
            .add_extension(
                x509.KeyUsage(
                    digital_signature=not is_root,
                    content_commitment=not is_root,
                    key_encipherment=False,
                    data_encipherment=False,
                    key_agreement=False,
                    key_cert_sign=is_root,
                    crl_sign=is_root,
                    encipher_only=False,
                    decipher_only=False,
                ),
                critical=True,
            )
            .sign(self.key, hashes.SHA256())
        )


def _read(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
