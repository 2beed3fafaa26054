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
    """All that may differ between two installations.

    One ``secret`` is kept; every key and password of the installation is derived from it
    (:meth:`derived`), so that there is one thing to guard and one to rotate.
    """

    model_config = SettingsConfigDict(env_prefix="KSBB_", extra="ignore")

    database_url: str = Field(
        default="", description="DSN of an administrator of the database; it migrates."
    )
    secret: str = Field(default="", description="At least 32 characters; all keys derive from it.")
    demo: bool = Field(default=False, description="Anybody may become one of the demo's people.")
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = Field(default="", description="Origin that people see, without a slash.")
    smtp_url: str = Field(default="", description="smtp://user:password@host:port of the mail.")
    mail_page: str = Field(
        default="", description="Where anybody may read the mail that was sent, of a demo's."
    )
    mail_from: str = "KSBB <no-reply@localhost>"
    persisted: Path = REPOSITORY / "frontend" / "persisted"
    web: Path = REPOSITORY / "frontend" / "dist"
    pool_public: int = 8
    pool_tenant: int = 8
    pool_gov: int = 4

    @property
    def origin(self) -> str:
        """The origin that people see, e.g. ``https://ksbb.example``; without a final slash."""
        return self.public_url.rstrip("/") or f"http://{self.host}:{self.port}"

    def derived(self, purpose: str) -> str:
        """A key of 64 hexadecimal digits for one purpose."""
        return derive(self.secret, purpose)


SHORTEST_SECRET = 32


def derive(secret: str, purpose: str) -> str:
    """HMAC-SHA256 of the purpose under the installation's secret, in hexadecimal.

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
