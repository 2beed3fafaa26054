"""Lists the slowest test files at the end of a long run."""

from collections import defaultdict

import pytest

_SHOWN = 10
_SECONDS = 60.0


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the slowest files, with set-up and tear-down, if the run took more than a minute."""
    by_file: defaultdict[str, float] = defaultdict(float)
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                by_file[report.location[0]] += report.duration
    if sum(by_file.values()) < _SECONDS:
        return
    terminalreporter.section("slowest files")
    slowest = sorted(by_file.items(), key=lambda each: -each[1])
    for name, seconds in slowest[:_SHOWN]:
        terminalreporter.write_line(f"{seconds:7.1f} s  {name}")
