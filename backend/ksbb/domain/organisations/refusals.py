"""The refusals that every mutation may return besides its own."""

from __future__ import annotations

from ksbb.core import refusals

GENERAL = (
    refusals.NotSignedIn,
    refusals.NotAllowed,
    refusals.NotFound,
    refusals.KeyReused,
    refusals.StateRefused,
    refusals.SamePerson,
    refusals.ReasonMissing,
    refusals.InvalidInput,
)
