"""Deliveries and drawn deliveries, to be heard of."""

from tests.deliveries.conftest import world
from tests.verification.conftest import drawn

__all__ = ["drawn", "world"]
