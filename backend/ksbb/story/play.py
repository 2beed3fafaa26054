"""``ksbb seed``: plays the story of the demo into a database, through the doors people use.

It ends on Sunday, 3 May 2020, 12.00 WIB; from there the demo's clock runs on by itself.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import date
from enum import Enum

import asyncpg
import structlog

from ksbb.kernel import migrate
from ksbb.kernel.settings import Settings, settings
from ksbb.story import stage
from ksbb.story.acts import Step
from ksbb.story.forget import NotADemoError, forget
from ksbb.story.player import Player
from ksbb.story.pledges import MADE
from ksbb.story.script import BEGIN, END, story, without
from ksbb.story.sums import too_much_at_first
from ksbb.units.importing import What, run

# What is done, in Indonesian and in English.
Tell = Callable[[str, str], None]

# Only the story makes people whom any visitor may become, and it makes them first.
_STANDING = """
    SELECT c.opened_at IS NOT NULL AS opened,
           EXISTS (SELECT FROM app.demo_person) AS ours,
           EXISTS (SELECT FROM app.organisation) OR EXISTS (SELECT FROM app.person)
               OR EXISTS (SELECT FROM pub.programme) AS begun
    FROM pub.clock c
"""
_OPEN = "UPDATE pub.clock SET opened_at = clock_timestamp()"
# One at a time: a second one would take the first for an interrupted one.
_ALONE = "SELECT pg_try_advisory_lock(hashtext('ksbb story'))"


class Standing(Enum):
    """How far the story was told in a database."""

    EMPTY = "nothing is there yet"
    INTERRUPTED = "it was begun and not ended"
    COMPLETE = "the demo is open"
    FOREIGN = "something else is there"


async def standing(admin_dsn: str) -> Standing:
    """How far the story was told in a migrated database."""
    connection = await asyncpg.connect(admin_dsn)
    try:
        [found] = await connection.fetch(_STANDING)
    finally:
        await connection.close()
    if not found["begun"]:
        return Standing.EMPTY
    if not found["ours"]:
        return Standing.FOREIGN
    return Standing.COMPLETE if found["opened"] else Standing.INTERRUPTED


def _silent(_indonesian: str, _english: str) -> None:
    return


async def play(config: Settings, steps: Sequence[Step], tell: Tell = _silent) -> None:
    """Play these steps into a migrated database in which no organisation is yet.

    Where there are no units, the repository's facts are imported first.

    Args:
        config: the installation; its administrator makes it a demo.
        steps: in order of time, as ``script.story`` gives them.
        tell: is told what is being done.

    Raises:
        RefusedError: a rule said no to a step.
    """
    await _as_administrator(config, "UPDATE pub.clock SET demo = true")
    async with stage.opened(config) as opened:
        worker = opened.worker
        if not await worker.fetchval("SELECT EXISTS (SELECT FROM pub.unit)"):
            tell("Daftar kelurahan dan RW diimpor", "importing the list of kelurahan and RW")
            await run(worker, What.FACTS)
        await opened.set_clock(BEGIN)
        player = Player(opened)
        await player.begin()
        day: date | None = None
        for step in steps:
            if step.at.date() != day:
                day = step.at.date()
                many = sum(each.at.date() == day for each in steps)
                tell(f"{day:%-d-%-m-%Y}: {many} langkah", f"{many} steps of the story")
            await player.play(step)
        # What the worker would do within seconds.
        while await worker.fetchval("SELECT ledger.fold()"):
            pass
        while await worker.fetchval("SELECT app.seal_audit()"):
            pass
        # The first visitors should not have to wait until autovacuum has seen all this.
        await _as_administrator(config, "ANALYZE")
        await opened.set_clock(END)
    await _as_administrator(config, _OPEN)


async def _as_administrator(config: Settings, statement: str) -> None:
    connection = await asyncpg.connect(config.database_url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@asynccontextmanager
async def _alone(config: Settings) -> AsyncIterator[bool]:
    """Whether nobody else is telling the story; they wait until the block has run."""
    connection = await asyncpg.connect(config.database_url)
    try:
        yield await connection.fetchval(_ALONE)
    finally:
        await connection.close()


async def _seed(config: Settings, steps: Sequence[Step], *, fresh: bool, changed: bool) -> int:
    async with _alone(config) as alone:
        if not alone:
            _say("Cerita sedang dimainkan oleh proses lain.", "It is being played already.")
            return 1
        there = await standing(config.database_url)
        if there is Standing.FOREIGN:
            _say(
                "Basis data ini berisi organisasi yang bukan dari demo; tidak ada yang diubah.",
                "This database holds organisations that are no demo's; nothing was changed.",
            )
            return 1
        if there is Standing.COMPLETE and not fresh:
            _say(
                "Cerita demo sudah ada; --fresh memainkannya dari awal.",
                "The story is there already; --fresh plays it from the beginning.",
            )
            return 1 if changed else 0
        if there is not Standing.EMPTY:
            _say("Demo yang lama dihapus", "forgetting the former demo")
            await forget(config.database_url)
        with quiet():
            await play(config, steps, _say)
    _say(
        "Cerita demo selesai: Minggu, 3 Mei 2020, 12.00 WIB",
        "the demo goes on from noon of Sunday, 3 May 2020",
    )
    return 0


def _say(indonesian: str, english: str) -> None:
    print(f"==> {indonesian} ({english})", file=sys.stderr, flush=True)


@contextmanager
def quiet() -> Iterator[None]:
    """Log only what is wrong: hundreds of requests are made here."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    try:
        yield
    finally:
        structlog.configure(**before)


def main(argv: list[str]) -> int:
    """``ksbb seed``: 0 when the demo is there; what was there already stays as it is."""
    parser = argparse.ArgumentParser(
        prog="./ksbb seed", description="Mainkan cerita demo. Play the story of the demo."
    )
    parser.add_argument(
        "--fresh",
        action="store_true",
        help="hapus demo yang ada, mainkan dari awal (forget the demo that is there)",
    )
    parser.add_argument(
        "--without",
        metavar="PLEDGE",
        action="append",
        default=[],
        choices=[made.pledge.name for made in MADE],
        help="tanpa janji ini, misalnya pmi-3 (as if this pledge had never been made)",
    )
    chosen = parser.parse_args(argv)
    steps = story()
    for name in chosen.without:
        steps = without(steps, name)
    too_large = too_much_at_first(steps)
    if too_large is not None:
        _say(
            f"Tanpa yang pertama, {too_large} melampaui batas pemberi baru; tinggalkan juga itu.",
            f"without the giver's first, {too_large} is beyond a newcomer; leave it out too",
        )
        return 1
    config = settings()
    migrate.upgrade(config.database_url, config.secret)
    try:
        return asyncio.run(_seed(config, steps, fresh=chosen.fresh, changed=bool(chosen.without)))
    except stage.RefusedError as refused:
        _say(f"Cerita berhenti: {refused}", "the story stopped; the next seed begins anew")
        return 1
    except NotADemoError:
        _say("Basis data ini bukan demo.", "This database is no demo.")
        return 1
