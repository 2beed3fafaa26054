"""Logs to standard output: one line of JSON per event, or coloured lines on a terminal."""

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
    """Set up logging for this process, including the logs of libraries.

    ``terminal`` chooses coloured lines. By default they are used if standard output is a terminal.
    """
    coloured = sys.stdout.isatty() if terminal is None else terminal
    rendering: list[Processor] = (
        # Tracebacks without local variables: these may be tokens or personal data.
        [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
        if coloured
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
    # Uvicorn sets up its own handlers, and its access log has fewer facts than ours.
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = name != "uvicorn.access"


def _json(event: object, **_options: object) -> str:
    # A value that JSON can't hold is written as text: logging must not fail.
    return orjson.dumps(event, default=str).decode()
