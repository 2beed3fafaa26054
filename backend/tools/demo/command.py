"""What ``./ksbb seed`` does: plays the demo into a database, through the API that people use.

It ends on Sunday, 3 May 2020, 18.00 WIB; the demo's clock runs on from there.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import date
from enum import Enum

import asyncpg
import structlog

from ksbb.cli import terminal
from ksbb.cli.terminal import CommandError, say, step
from ksbb.core import migrate
from ksbb.core.settings import Settings, settings
from ksbb.domain.units.importing import What, run
from tools.demo import client
from tools.demo.delete import NotADemoError, delete_demo
from tools.demo.pledges import PLANNED_PLEDGES
from tools.demo.runner import ScenarioRunner
from tools.demo.scenario import BEGIN, END, scenario, without
from tools.demo.steps import Step
from tools.demo.sums import too_much_at_first

# Only the demo makes people whom any visitor may become, and it makes them first.
_DEMO_STATE = """
    SELECT c.opened_at IS NOT NULL AS opened,
           EXISTS (SELECT FROM app.demo_person) AS ours,
           EXISTS (SELECT FROM app.organisation) OR EXISTS (SELECT FROM app.person)
               OR EXISTS (SELECT FROM pub.programme) AS begun
    FROM pub.clock c
"""
_OPEN = "UPDATE pub.clock SET opened_at = clock_timestamp()"
# One at a time: a second run would mistake the first for an interrupted one.
_LOCK = "SELECT pg_try_advisory_lock(hashtext('ksbb story'))"


class DemoState(Enum):
    """How much of the demo a database has."""

    EMPTY = "nothing is there yet"
    INTERRUPTED = "it was begun and not ended"
    COMPLETE = "the demo is open"
    FOREIGN = "something else is there"


async def demo_state(admin_dsn: str) -> DemoState:
    """How much of the demo a migrated database has."""
    connection = await asyncpg.connect(admin_dsn)
    try:
        [found] = await connection.fetch(_DEMO_STATE)
    finally:
        await connection.close()
    if not found["begun"]:
        return DemoState.EMPTY
    if not found["ours"]:
        return DemoState.FOREIGN
    return DemoState.COMPLETE if found["opened"] else DemoState.INTERRUPTED


async def run_scenario(
    config: Settings, steps: Sequence[Step], shown: terminal.Step | None = None
) -> None:
    """Play these steps into a migrated database that has no organisation yet.

    If there are no units, the repository's facts are imported first.

    Args:
        config: the installation; its administrator makes it a demo.
        steps: in order of time, as ``scenario.scenario`` gives them.
        shown: shows the progress: it advances with each step.

    Raises:
        RefusedError: a rule refused a step.
    """

    def note(indonesian: str, english: str) -> None:
        if shown is not None:
            shown.note(indonesian, english)

    await _as_administrator(config, "UPDATE pub.clock SET demo = true")
    async with client.opened(config) as opened:
        worker = opened.worker
        if not await worker.fetchval("SELECT EXISTS (SELECT FROM pub.unit)"):
            note("Daftar kelurahan dan RW diimpor", "importing the list of kelurahan and RWs")
            await run(worker, What.FACTS)
        await opened.set_clock(BEGIN)
        runner = ScenarioRunner(opened)
        await runner.begin()
        day: date | None = None
        for each in steps:
            if each.at.date() != day:
                day = each.at.date()
                many = sum(other.at.date() == day for other in steps)
                note(f"{day:%-d-%-m-%Y}, {many} langkah", f"{day:%-d-%-m-%Y}, {many} steps")
            await runner.run(each)
            if shown is not None:
                shown.advance()
        # What the worker would do within seconds.
        while await worker.fetchval("SELECT ledger.apply_ladder_changes()"):
            pass
        while await worker.fetchval("SELECT app.seal_audit()"):
            pass
        # Otherwise the first visitors would have to wait for autovacuum to analyse all this.
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
    """Whether no other process plays the demo; others wait until the block has run."""
    connection = await asyncpg.connect(config.database_url)
    try:
        yield await connection.fetchval(_LOCK)
    finally:
        await connection.close()


async def _seed(config: Settings, steps: Sequence[Step], *, fresh: bool, changed: bool) -> None:
    async with _alone(config) as alone:
        if not alone:
            raise CommandError(
                "Cerita demo sedang dimainkan oleh proses lain.",
                "Another process is playing the demo's story.",
            )
        there = await demo_state(config.database_url)
        if there is DemoState.FOREIGN:
            raise CommandError(
                "Basis data ini berisi organisasi yang bukan dari demo; tidak ada yang diubah.",
                "This database holds organisations that are not the demo's; nothing was changed.",
            )
        if there is DemoState.COMPLETE and not fresh:
            there_already = (
                "Cerita demo sudah ada; --fresh memainkannya dari awal.",
                "The demo's story is there already; --fresh plays it from the beginning.",
            )
            if changed:
                raise CommandError(*there_already)
            say(*there_already)
            return
        if there is not DemoState.EMPTY:
            say("Demo yang lama dihapus", "Deleting the former demo")
            await delete_demo(config.database_url)
        playing = step("Cerita demo dimainkan", "Playing the demo's story", total=len(steps))
        with quiet(), playing as shown:
            await run_scenario(config, steps, shown)
    say(
        "Demo siap: Minggu, 3 Mei 2020, 18.00 WIB",
        "The demo is there: Sunday, 3 May 2020, 18:00 WIB",
    )


@contextmanager
def quiet() -> Iterator[None]:
    """Log only warnings: hundreds of requests are made here."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    try:
        yield
    finally:
        structlog.configure(**before)


def seed(*, fresh: bool = False, left_out: Sequence[str] = ()) -> None:
    """Put the demo into the database of the settings; existing data is not changed.

    Args:
        fresh: delete an existing demo and play it from the beginning.
        left_out: names of pledges to leave out, as if they had never been made.

    Raises:
        CommandError: the demo is not there as requested.
    """
    steps = _steps_without(left_out)
    config = settings()
    migrate.upgrade(config.database_url, config.secret)
    try:
        asyncio.run(_seed(config, steps, fresh=fresh, changed=bool(left_out)))
    except client.RefusedError as refused:
        raise CommandError(
            "Cerita demo berhenti; seed berikutnya memulai dari awal.",
            "The demo's story stopped; the next seed begins anew.",
            str(refused),
        ) from refused
    except NotADemoError as error:
        raise CommandError("Basis data ini bukan demo.", "This database is no demo.") from error


def _steps_without(left_out: Sequence[str]) -> Sequence[Step]:
    known = [made.pledge.name for made in PLANNED_PLEDGES]
    steps = scenario()
    for name in left_out:
        if name not in known:
            raise CommandError(
                f"Tidak ada janji {name}; yang ada: {', '.join(known)}.",
                f"There is no pledge {name}; there are: {', '.join(known)}.",
            )
        steps = without(steps, name)
    too_large = too_much_at_first(steps)
    if too_large is not None:
        raise CommandError(
            f"Tanpa yang pertama, {too_large} melampaui batas pemberi baru; tinggalkan juga itu.",
            f"Without the giver's first, {too_large} is beyond a newcomer; leave it out too.",
        )
    return steps
