"""What mutations make of their inputs."""

from __future__ import annotations

from ksbb.kernel.errors import NotFound

from .scalars import GlobalID


def number_of(id: GlobalID, kind: str) -> int:
    """The number of row behind a global id of an input.

    Raises:
        NotFound: it is the id of something else than `kind`.
    """
    if id.type != kind:
        raise NotFound(kind)
    return id.id
