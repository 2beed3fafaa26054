"""What happened to the registry."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RegistryImported:
    """Areas, units or snapshots came in from files (name and SHA-256 of each)."""

    what: str
    files: dict[str, str]
    new: int
    changed: int
