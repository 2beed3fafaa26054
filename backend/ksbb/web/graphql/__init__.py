"""The GraphQL endpoint over HTTP: reading a request, checking its document, answering it.

In the order in which a request passes them:

- :mod:`~ksbb.web.graphql.endpoint` connects them, as a subclass of Strawberry's ASGI view;
- :mod:`~ksbb.web.graphql.exchange` holds the state of one request;
- :mod:`~ksbb.web.graphql.caller` finds out who sends it, and which media type and language to use;
- :mod:`~ksbb.web.graphql.parameters` reads the body or the query string and checks its shape;
- :mod:`~ksbb.web.graphql.registered` finds the documents of our own pages by id;
- :mod:`~ksbb.web.graphql.documents` parses, measures and validates a document once;
- :mod:`~ksbb.web.graphql.guard` estimates the cost of a document before it runs;
- :mod:`~ksbb.web.graphql.introspection` answers questions about the schema from a cache;
- :mod:`~ksbb.web.graphql.stream` answers subscriptions until the session ends;
- :mod:`~ksbb.web.graphql.errors` masks errors, :mod:`~ksbb.web.graphql.response` builds the
  response;
- :mod:`~ksbb.web.graphql.request_refused` has every error code with its two sentences.
"""
