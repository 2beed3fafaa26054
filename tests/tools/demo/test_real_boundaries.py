"""The demo gives the same recap on the real boundaries as on generated cells."""

from pathlib import Path

import pytest

from ksbb.domain.geo.importing.source import Source
from ksbb.domain.units.importing import What
from tests.database import Database
from tests.tools.demo import figures
from tests.units.registry import imported
from tools.demo.command import run_scenario
from tools.demo.scenario import END, RECAP_DAY, scenario

pytestmark = pytest.mark.jakarta


async def test_the_recap_is_the_same_on_real_boundaries_as_on_drawn_cells(
    fresh_database: Database, seeded: Database, jakarta: Path
) -> None:
    async with fresh_database.connection("worker") as db:
        for what, names in (
            (What.AREAS, ("kelurahan", "kecamatan", "kota")),
            (What.UNITS, ("rw",)),
        ):
            files = [Source.at(jakarta / f"jakarta_{name}.geojson") for name in names]
            assert (await imported(db, what, *files)).written
    await run_scenario(fresh_database.settings(), scenario())
    async with fresh_database.connection("admin") as real, seeded.connection("admin") as drawn:
        sources = "SELECT array_agg(DISTINCT source) FROM pub.unit_boundary"
        assert await real.fetchval(sources) == ["IMPORTED"]
        assert await drawn.fetchval(sources) == ["DRAWN"]
    for day in (RECAP_DAY, END.date()):
        recap = await figures.recap(fresh_database, day)
        assert recap == await figures.recap(seeded, day) == figures.counted(scenario(), day)
