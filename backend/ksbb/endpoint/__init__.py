"""The GraphQL endpoint over HTTP: what comes in, what may run, what goes out.

In the order in which a request meets them:

- :mod:`~ksbb.endpoint.view` joins it all as a subclass of Strawberry's own ASGI view;
- :mod:`~ksbb.endpoint.negotiation` reads ``Accept`` and ``Accept-Language``;
- :mod:`~ksbb.endpoint.body` reads a body or a query string without trusting it;
- :mod:`~ksbb.endpoint.persisted` knows the documents our own pages send, by their id;
- :mod:`~ksbb.endpoint.documents` parses, guards and validates a document once;
- :mod:`~ksbb.endpoint.guard` measures what a document may cost before anything runs;
- :mod:`~ksbb.endpoint.introspection` answers questions about the schema from a cache;
- :mod:`~ksbb.endpoint.stream` answers subscriptions, for as long as the session lasts;
- :mod:`~ksbb.endpoint.reply` masks errors and writes the answer;
- :mod:`~ksbb.endpoint.faults` has every code and its two sentences.

Beside it, for the whole application: :mod:`~ksbb.endpoint.middleware` (request id, access
log, headers), :mod:`~ksbb.endpoint.web` (the built pages) and :mod:`~ksbb.endpoint.logs`.
"""
