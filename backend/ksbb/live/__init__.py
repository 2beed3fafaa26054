"""What changes while people look: heard once per process, told to each by what they may read.

- :mod:`~ksbb.live.tell` says that something changed, as the worker delivers the event;
- :mod:`~ksbb.live.hub` listens to the database on one connection;
- :mod:`~ksbb.live.queries` asks in a viewer's own name which of the changed things they may see;
- :mod:`~ksbb.live.graph` is the subscription ``changed``.
"""
