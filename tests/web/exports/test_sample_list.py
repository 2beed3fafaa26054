"""The list of a day's sample as a file: whoever has it and the seal draws the same again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import httpx
import psycopg

from ksbb.app import create_app
from ksbb.cli.sample import drawn_again
from tests.database import Database
from tests.web.graphql.conftest import serving

DAY = date(2020, 5, 2)
_SEAL = (
    "SELECT encode(seal.hash, 'hex'), (SELECT count(*) FROM pub.sample_entry"
    " WHERE sample_id = sample.id AND drawn) FROM pub.sample JOIN pub.seal"
    " ON seal.number = sample.seal_number WHERE sample.day = %s"
)


def test_the_list_of_a_day_is_drawn_again_from_its_file(
    fresh_seeded: Database, tmp_path: Path
) -> None:
    with psycopg.connect(fresh_seeded.dsn("worker"), autocommit=True) as worker:
        for job in ("list_sample", "seal_audit", "draw_sample"):
            for _ in range(20):
                worker.execute(f"SELECT app.{job}()".encode())
        seal, drawn = worker.execute(_SEAL, (DAY,)).fetchone() or ("", 0)
    with (
        serving(create_app(fresh_seeded.settings(demo=True))) as address,
        httpx.Client(base_url=address, trust_env=False, timeout=60) as browser,
    ):
        answer = browser.get(f"/transparansi/sampel/{DAY}.csv")
        assert answer.status_code == 200, answer.text
        assert answer.text.startswith("stop,chance,drawn\r\n")
        assert browser.get("/en/transparansi/sampel/2020-05-02.csv").text == answer.text
        for missing in ("2019-05-02", "2020-13-02", "x"):
            assert browser.get(f"/transparansi/sampel/{missing}.csv").status_code == 404
    assert drawn > 0
    assert answer.text.count(",yes") == drawn
    file = tmp_path / "sampel.csv"
    file.write_bytes(answer.content)
    # It raises if another seal or another list had drawn.
    shown = drawn_again(DAY, file, seal)
    assert shown.count("terpilih") + shown.count("drawn") >= 1
