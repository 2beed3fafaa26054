"""One line of JSON per event on standard output, or coloured lines on a terminal."""

from __future__ import annotations

import logging
import sys

import orjson
import structlog
from structlog.typing import Processor

SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure(*, terminal: bool | None = None) -> None:
    """Set up logging for this process; what libraries log goes the same way.

    ``terminal`` chooses lines for people; by default when standard output is a terminal.
    """
    people = sys.stdout.isatty() if terminal is None else terminal
    rendering: list[Processor] = (
        # Without the locals of a traceback: among them are tokens and what people wrote.
        [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
        if people
        else [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(serializer=_json),
        ]
    )
    structlog.configure(
        processors=[*SHARED, *rendering],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stdout),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*SHARED, structlog.stdlib.add_logger_name],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendering],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    # Uvicorn brings handlers of its own; its access log says less than ours.
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = name != "uvicorn.access"


def _json(event: object, **_options: object) -> str:
    # A value that JSON doesn't know is written as its text: a log line must not fail.
    return orjson.dumps(event, default=str).decode()
