"""The worker: delivers events, sends mail, and tidies up what is due.

``python -m ksbb.worker`` runs until SIGTERM; ``python -m ksbb.worker --replay`` lets the events
that were set aside be tried again. It works as ``ksbb_worker`` and keeps nothing in memory: it
may be killed at any moment, and more than one may run. Nothing waits for it but mail: the rules
and the figures are right without it.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import signal
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import asyncpg
import structlog

from ksbb.endpoint import logs
from ksbb.kernel import db
from ksbb.kernel.settings import Settings, settings
from ksbb.live.tell import tell
from ksbb.notifications.mail import Post
from ksbb.notifications.notices import notify
from ksbb.outbox.deliver import Handler, deliver, replay

GRACE_SECONDS = 8
LONGEST_PAUSE = 30.0
# The database restarts, a query takes too long, a network hiccups: all of it passes.
DISTURBED = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError)

log = structlog.get_logger("ksbb.worker")


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do again and again.

    Attributes:
        work: does a bounded piece; True if more is waiting.
        seconds: the pause when nothing is.
    """

    name: str
    work: Callable[[asyncpg.Pool], Awaitable[bool]]
    seconds: float


def calls(statement: str, full: int) -> Callable[[asyncpg.Pool], Awaitable[bool]]:
    """The work of a statement that returns how much it did; ``full`` means there is more."""

    async def work(pool: asyncpg.Pool) -> bool:
        done: int = await pool.fetchval(statement) or 0
        return done >= full

    return work


def runs(*statements: str) -> Callable[[asyncpg.Pool], Awaitable[bool]]:
    """The work of statements that do all there is at once."""

    async def work(pool: asyncpg.Pool) -> bool:
        for statement in statements:
            await pool.execute(statement)
        return False

    return work


def delivers(handlers: Sequence[Handler]) -> Callable[[asyncpg.Pool], Awaitable[bool]]:
    """The work of the outbox."""

    async def work(pool: asyncpg.Pool) -> bool:
        async with pool.acquire() as connection:
            return await deliver(connection, handlers)

    return work


def jobs(config: Settings, handlers: Sequence[Handler] = (notify, tell)) -> tuple[Job, ...]:
    """Everything a worker does."""
    post = Post(config)
    return (
        # People who look at a page wait for it.
        Job("outbox", delivers(handlers), 0.5),
        Job("mail", post.work, 1),
        Job("fold", calls("SELECT ledger.fold(20000)", 20_000), 2),
        Job("seal", calls("SELECT app.seal_audit(10000)", 10_000), 5),
        Job("lapse", calls("SELECT app.lapse_due(100)", 100), 5),
        Job("expire", calls("SELECT app.expire_due(100)", 100), 60),
        Job("tidy", runs("SELECT sec.tidy()"), 3600),
        Job("forget", calls("SELECT app.forget_reporters(1000)", 1000), 3600),
        Job("tidy mail", post.tidy, 3600),
    )


@dataclass
class Worker:
    """Runs jobs side by side until it is told to stop.

    A job that fails is logged and tried again, later each time, while the others go on.
    """

    config: Settings
    jobs: Sequence[Job]
    stopping: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Work until ``stopping`` is set; what is being done then is finished, within 8 s."""
        pool = asyncpg.create_pool(
            db.dsn("ksbb_worker", self.config.database_url, self.config.secret),
            # None at the start: the worker may be there before the database is.
            min_size=0,
            max_size=4,
            timeout=10,
            server_settings={
                "application_name": "ksbb worker",
                "statement_timeout": db.STATEMENT_TIMEOUT["ksbb_worker"],
                "jit": "off",
            },
        )
        async with pool:
            running = [asyncio.create_task(self._repeat(job, pool)) for job in self.jobs]
            log.info("worker started", mail=bool(self.config.smtp_url))
            await self.stopping.wait()
            _, late = await asyncio.wait(running, timeout=GRACE_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
            if late:
                pool.terminate()
        log.info("worker stopped")

    async def _repeat(self, job: Job, pool: asyncpg.Pool) -> None:
        failures = 0
        while not self.stopping.is_set():
            try:
                more = await job.work(pool)
            except DISTURBED as error:
                failures += 1
                log.warning("disturbed", job=job.name, error=f"{type(error).__name__}: {error}")
            except Exception:
                # A fault in one job must not end the others.
                failures += 1
                log.exception("job failed", job=job.name)
            else:
                if failures:
                    log.info("works again", job=job.name)
                failures = 0
                if more:
                    continue
            backoff = min(2.0 ** min(failures, 5), LONGEST_PAUSE) if failures else job.seconds
            await self._pause(backoff * random.uniform(0.8, 1.2))  # noqa: S311 - only spreads load

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self.stopping.wait()
        except TimeoutError:
            return


async def _work(config: Settings) -> None:
    worker = Worker(config, jobs(config))
    loop = asyncio.get_running_loop()
    for told in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(told, worker.stopping.set)
    await worker.run()


async def _replay(config: Settings) -> int:
    connection = await asyncpg.connect(db.dsn("ksbb_worker", config.database_url, config.secret))
    try:
        return await replay(connection)
    finally:
        await connection.close()


def main(argv: list[str] | None = None) -> int:
    """``python -m ksbb.worker``."""
    parser = argparse.ArgumentParser(
        prog="python -m ksbb.worker", description="Pekerja KSBB. The worker of KSBB."
    )
    parser.add_argument(
        "--replay",
        action="store_true",
        help="coba lagi peristiwa yang disisihkan (try events that were set aside again)",
    )
    chosen = parser.parse_args(argv)
    config = settings()
    if chosen.replay:
        print(asyncio.run(_replay(config)))
        return 0
    logs.configure()
    if not config.smtp_url:
        log.warning("no mail goes out: KSBB_SMTP_URL is not set")
    asyncio.run(_work(config))
    return 0


if __name__ == "__main__":
    sys.exit(main())
