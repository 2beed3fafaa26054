"""Which tests need pages that are up to date."""

import pytest

from tools.dev import testing


@pytest.mark.parametrize(
    ("arguments", "in_a_browser"),
    [
        ((), True),
        (("-q", "-k", "needs"), True),
        (("tests",), True),
        (("tests/e2e", "-x"), True),
        (("tests/needs", "tests/e2e/test_map.py::test_x"), True),
        (("tests/needs", "-k", "e2e"), False),
        (("tests/needs/test_needs.py::test_x", "-q"), False),
    ],
)
def test_browser_tests_are_known_by_their_paths(
    arguments: tuple[str, ...], *, in_a_browser: bool
) -> None:
    assert testing._in_a_browser(arguments) == in_a_browser
