"""What the page "Cara kerja" says that people do, they can do."""

import re

from ksbb.app import create_app
from ksbb.core.settings import REPOSITORY
from ksbb.schema import schema
from tests.database import Database

HOW = REPOSITORY / "frontend/src/public/how/HowPage.tsx"
PAGES = REPOSITORY / "frontend/src/public/pages.ts"


def test_every_step_of_the_page_names_something_that_exists(database: Database) -> None:
    text = HOW.read_text()
    steps = re.findall(r"by: '([^']+)'", text)
    roles = text.partition("const roles")[2].partition("const figures")[0]
    assert len(steps) == roles.count("is: [") > 0
    core = schema._schema
    assert core.mutation_type is not None
    assert core.query_type is not None
    fields = {*core.mutation_type.fields, *core.query_type.fields}
    served = {str(getattr(route, "path", "")) for route in create_app(database.settings()).routes}
    for step in steps:
        if step.startswith("/"):
            pattern = step.lstrip("/").replace("{code}", "([^/]+)")
            assert step in served or f"route('{pattern}'" in PAGES.read_text(), step
        else:
            assert step in fields, step
