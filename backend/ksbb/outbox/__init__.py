"""Events: one for each change, in the change's own transaction, for the worker to deliver."""

from ksbb.outbox.record import Event, record

__all__ = ["Event", "record"]
