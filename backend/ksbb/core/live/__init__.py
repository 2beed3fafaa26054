"""Live updates: each process listens for changes once and sends viewers those that they may see.

- :mod:`~ksbb.core.live.notify` announces a change when the worker delivers its event;
- :mod:`~ksbb.core.live.hub` listens to the database on one connection;
- :mod:`~ksbb.core.live.queries` finds out which of the changed things a viewer may see;
- :mod:`~ksbb.core.live.types` is the GraphQL subscription ``changed``.
"""
