"""The committed structure.sql equals the result of revisions and functions."""

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from ksbb.cli.terminal import CommandError
from tests.database import Database
from tools.dev import structure

pytestmark = pytest.mark.postgresql15


def test_the_structure_equals_the_committed_file(database: Database) -> None:
    # Compared by lines: pytest would show whole texts as one long difference.
    written, made = structure.FILE.read_text().splitlines(), structure.dump(database.admin)
    differing = [line for line in made.splitlines() if line not in {*written}]
    assert differing[:20] == []
    assert written == made.splitlines(), "run ./ksbb structure"


def test_any_change_of_the_schema_changes_the_structure(fresh_database: Database) -> None:
    before = structure.dump(fresh_database.admin)
    for change in (
        "ALTER FUNCTION app.today() OWNER TO ksbb_engine",
        "REVOKE SELECT ON app.step FROM ksbb_gov",
        "ALTER TABLE pub.need ALTER target SET DEFAULT 1",
        "DROP POLICY gov_select ON app.audit",
    ):
        with psycopg.connect(fresh_database.admin) as connection:
            connection.execute(change.encode())
        after = structure.dump(fresh_database.admin)
        assert after != before, change
        before = after


def test_a_failing_dump_says_why_and_shows_no_password(fresh_database: Database) -> None:
    missing = fresh_database.admin.replace("ksbb_test_", "nowhere_")
    with pytest.raises(CommandError) as failed:
        structure.dump(missing)
    assert "nowhere_" in failed.value.detail
    password = conninfo_to_dict(fresh_database.admin)["password"]
    assert str(password) not in failed.value.detail
