"""Each function and view of the database equals its file, and no file is unused."""

import pytest

from ksbb.core import functions
from tests.catalogue.conftest import Query

_DEFINITIONS = functions.DEFINITIONS.format(schemas="$1::text[]")


async def test_each_function_has_a_file_and_each_file_its_function(query: Query) -> None:
    # A list: of two functions with one name, only one could be its file's.
    there = [name for name, _ in await query(_DEFINITIONS, functions.SCHEMAS)]
    assert sorted(there) == sorted(functions.files())


async def test_each_function_is_what_its_file_makes(query: Query) -> None:
    before = {*await query(_DEFINITIONS, functions.SCHEMAS)}
    for path in functions.files().values():
        await query(path.read_text())
    assert {*await query(_DEFINITIONS, functions.SCHEMAS)} ^ before == set()


async def test_functions_belong_to_the_owners_without_a_login(query: Query) -> None:
    assert not await query(
        "SELECT name, owner FROM routine WHERE owner NOT IN ('ksbb_owner', 'ksbb_engine')"
    )


@pytest.mark.parametrize("name", functions.files())
def test_a_file_holds_its_function_with_a_comment_and_nothing_else(name: str) -> None:
    text = functions.files()[name].read_text()
    assert text.startswith("-- ")
    assert text.count("CREATE OR REPLACE ") == 1
    made = text.partition("CREATE OR REPLACE ")[2]
    dotted = name.replace("/", ".")
    assert made.startswith((f"FUNCTION {dotted}(", f"VIEW {dotted} "))
    # The revisions set owners and grants.
    assert not any(word in made for word in ("ALTER FUNCTION", "GRANT ", "REVOKE "))
