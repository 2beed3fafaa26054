"""Events: one for each change, written in the same transaction and delivered by the worker."""

from ksbb.core.outbox.record import Event, record

__all__ = ["Event", "record"]
