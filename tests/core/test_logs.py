"""The log: one JSON object per line, also from libraries, and without local variables."""

import json
import subprocess
import sys

PROGRAM = """
import logging, structlog
from ksbb.core import logs

def open_the_safe(combination):
    raise RuntimeError("it stays shut")

logs.configure(terminal={terminal})
structlog.get_logger().info("request", ms=1.5, path=["a", 1], who={{1}})
logging.getLogger("uvicorn.error").info("Started")
logging.getLogger("uvicorn.access").info("twice")
try:
    open_the_safe("left" + "-right")
except RuntimeError:
    structlog.get_logger().exception("failed")
"""


def printed(*, terminal: bool) -> list[str]:
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(terminal=terminal)],
        check=True,
        capture_output=True,
        text=True,
    )
    assert ended.stderr == ""
    assert "left-right" not in ended.stdout
    return ended.stdout.splitlines()


def test_each_event_is_one_line_of_json() -> None:
    request, started, failed = (json.loads(line) for line in printed(terminal=False))
    assert request["event"] == "request"
    assert request["level"] == "info"
    assert request["ms"] == 1.5
    assert request["who"] == "{1}"
    assert started["event"] == "Started"
    assert started["logger"] == "uvicorn.error"
    assert "it stays shut" in failed["exception"]


def test_on_a_terminal_lines_are_readable_text() -> None:
    lines = printed(terminal=True)
    assert "request" in lines[0]
    assert any("it stays shut" in line for line in lines)
