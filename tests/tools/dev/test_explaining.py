"""`./ksbb explain`: which document it finds, and what it says if there is none.

What it prints on the demo: the guide to slow reads, in `tests/guides`.
"""

from pathlib import Path

import pytest

from ksbb.cli.terminal import CommandError
from tools.dev.explaining import explain, text_of


def test_a_registered_document_has_a_name_of_its_own_on_each_site() -> None:
    public, office = text_of("UnitPageQuery", None), text_of("UnitPageQuery", "a@contoh.id")
    assert public.startswith("query UnitPageQuery(")
    assert office.startswith("query UnitPageQuery(")
    assert public != office


def test_a_document_of_a_file_is_taken_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "mine.graphql"
    file.write_text("{ clock { now } }")
    assert text_of(str(file), None) == "{ clock { now } }"


def test_part_of_a_name_is_no_name() -> None:
    with pytest.raises(CommandError, match=r"public\.json"):
        text_of("UnitPage", None)


def test_variables_that_are_no_json_are_refused() -> None:
    with pytest.raises(CommandError, match="--variables"):
        explain("UnitPageQuery", variables="code=1", person=None)
