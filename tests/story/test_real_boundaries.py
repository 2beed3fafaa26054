"""The story on the real boundaries gives the same recap as on drawn cells."""

from pathlib import Path

import pytest

from ksbb.geo.importing.source import Source
from ksbb.story.play import play
from ksbb.story.script import END, RECAP_DAY, story
from ksbb.units.importing import What
from tests.database import Database
from tests.story import figures
from tests.units.registry import imported

pytestmark = pytest.mark.jakarta


async def test_the_recap_is_the_same_on_real_boundaries_as_on_drawn_cells(
    fresh_database: Database, played: Database, jakarta: Path
) -> None:
    async with fresh_database.connection("worker") as db:
        for what, names in (
            (What.AREAS, ("kelurahan", "kecamatan", "kota")),
            (What.UNITS, ("rw",)),
        ):
            files = [Source.at(jakarta / f"jakarta_{name}.geojson") for name in names]
            assert (await imported(db, what, *files)).written
    await play(fresh_database.settings(), story())
    async with fresh_database.connection("admin") as real, played.connection("admin") as drawn:
        sources = "SELECT array_agg(DISTINCT source) FROM pub.unit_boundary"
        assert await real.fetchval(sources) == ["IMPORTED"]
        assert await drawn.fetchval(sources) == ["DRAWN"]
    for day in (RECAP_DAY, END.date()):
        recap = await figures.recap(fresh_database, day)
        assert recap == await figures.recap(played, day) == figures.counted(story(), day)
