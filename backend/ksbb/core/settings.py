"""Settings of one installation, read from the environment (prefix ``KSBB_``)."""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

REPOSITORY = Path(__file__).resolve().parents[3]


class Settings(BaseSettings):
    """Everything that may differ between two installations.

    Only one ``secret`` is stored. Every key and password of the installation is derived from it
    (:meth:`derived`), so there is one secret to protect and to rotate.
    """

    model_config = SettingsConfigDict(env_prefix="KSBB_", extra="ignore")

    database_url: str = Field(
        default="", description="DSN of a database administrator; migrations use it."
    )
    secret: str = Field(default="", description="At least 32 characters; all keys derive from it.")
    demo: bool = Field(default=False, description="Anybody may sign in as a demo person.")
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = Field(default="", description="Public origin, without a final slash.")
    smtp_url: str = Field(default="", description="Mail server: smtp://user:password@host:port.")
    mail_page: str = Field(
        default="", description="Demo only: page where anybody can read the sent mail."
    )
    mail_from: str = "KSBB <no-reply@localhost>"
    files_url: str = Field(
        default=(REPOSITORY / ".local" / "state" / "files").as_uri(),
        description="Where uploaded files are kept: file:///folder, or s3://bucket/prefix.",
    )
    files_endpoint: str = Field(
        default="", description="Of S3: the server's address, if it is not that of Amazon."
    )
    files_region: str = "us-east-1"
    files_access_key: str = Field(
        default="", description="Of S3; without it the machine's own identity is used."
    )
    files_secret_key: str = ""
    signature_roots: str = Field(
        default="",
        description="A folder with the roots of trusted signers (.pem) and their lists (.crl).",
    )
    registered: Path = REPOSITORY / "frontend" / "registered"
    web: Path = REPOSITORY / "frontend" / "dist"
    precompile: bool = Field(
        default=True,
        description="Whether registered documents are compiled at the start, and not on first use.",
    )
    pool_public: int = 8
    pool_tenant: int = 8
    pool_gov: int = 4

    @property
    def origin(self) -> str:
        """The public origin, e.g. ``https://ksbb.example``; without a final slash."""
        return self.public_url.rstrip("/") or f"http://{self.host}:{self.port}"

    def derived(self, purpose: str) -> str:
        """A key for one purpose, as 64 hexadecimal digits."""
        return derive(self.secret, purpose)


SHORTEST_SECRET = 32


def derive(secret: str, purpose: str) -> str:
    """HMAC-SHA256 of the purpose with the installation's secret, as 64 hexadecimal digits.

    Raises:
        ValueError: the secret is shorter than 32 characters.
    """
    if len(secret) < SHORTEST_SECRET:
        raise ValueError(f"KSBB_SECRET must have at least {SHORTEST_SECRET} characters.")
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).hexdigest()


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process."""
    return Settings()
