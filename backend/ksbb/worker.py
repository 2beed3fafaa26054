"""The worker: delivers events, sends mail, and runs periodic jobs.

``python -m ksbb.worker`` runs until SIGTERM; ``ksbb replay`` retries events that were set aside. It
uses the login ``ksbb_worker`` and keeps no state in memory: it may be killed at any time, and more
than one may run. Only mail and live updates depend on it: rules and figures are correct without it.
"""

from __future__ import annotations

import asyncio
import random
import signal
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import asyncpg
import structlog

from ksbb.core import database, logs
from ksbb.core.files import Files
from ksbb.core.live.notify import notify_change
from ksbb.core.notifications.mail import MailSender
from ksbb.core.notifications.replies import reply
from ksbb.core.outbox.deliver import Handler, deliver, replay
from ksbb.core.settings import Settings, settings
from ksbb.domain.documents.issuing import issue_documents
from ksbb.domain.evidence.erasure import erase
from ksbb.domain.inbox.notify import notify

GRACE_SECONDS = 8
MAX_PAUSE = 30.0
# Temporary errors: the database restarts, a query takes too long, the network fails for a moment.
TEMPORARY_ERRORS = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError)

# Lists of days that ended are drawn by the first seal after them.
DRAW_SAMPLES = (
    "SELECT app.list_sample()",
    "SELECT app.draw_sample()",
    "SELECT app.assign_verifiers()",
)

log = structlog.get_logger("ksbb.worker")


@dataclass(frozen=True, slots=True)
class Job:
    """A periodic job.

    Attributes:
        work: does a limited amount of work; returns True if more is waiting.
        seconds: the pause when no work is waiting.
    """

    name: str
    work: Callable[[asyncpg.Pool], Awaitable[bool]]
    seconds: float


def run_in_batches(statement: str, full: int) -> Callable[[asyncpg.Pool], Awaitable[bool]]:
    """Work of a statement that returns how much it did; ``full`` or more means there is more."""

    async def work(pool: asyncpg.Pool) -> bool:
        done: int = await pool.fetchval(statement) or 0
        return done >= full

    return work


def run_all(*statements: str) -> Callable[[asyncpg.Pool], Awaitable[bool]]:
    """Work of statements that do everything at once."""

    async def work(pool: asyncpg.Pool) -> bool:
        for statement in statements:
            await pool.execute(statement)
        return False

    return work


def deliver_outbox(handlers: Sequence[Handler]) -> Callable[[asyncpg.Pool], Awaitable[bool]]:
    """Work that delivers events from the outbox."""

    async def work(pool: asyncpg.Pool) -> bool:
        async with pool.acquire() as connection:
            return await deliver(connection, handlers)

    return work


def issue_due_documents(config: Settings) -> Callable[[asyncpg.Pool], Awaitable[bool]]:
    """Work that issues the documents of proven handovers."""
    files = Files.of(config)

    async def work(pool: asyncpg.Pool) -> bool:
        return await issue_documents(pool, files, config.origin)

    return work


def erase_files(config: Settings) -> Callable[[asyncpg.Pool], Awaitable[bool]]:
    """Work that erases old evidence and signed copies, and deletes the bytes of what was erased."""
    files = Files.of(config)

    async def work(pool: asyncpg.Pool) -> bool:
        return await erase(pool, files)

    return work


def jobs(
    config: Settings, handlers: Sequence[Handler] = (reply, notify, notify_change)
) -> tuple[Job, ...]:
    """All jobs of a worker."""
    mail = MailSender(config)
    return (
        # People who look at a page wait for this one.
        Job("outbox", deliver_outbox(handlers), 0.5),
        Job("mail", mail.work, 1),
        Job("ladder", run_in_batches("SELECT ledger.apply_ladder_changes(20000)", 20_000), 2),
        Job("documents", issue_due_documents(config), 2),
        Job("seal", run_in_batches("SELECT app.seal_audit(10000)", 10_000), 5),
        Job("sample", run_all(*DRAW_SAMPLES), 10),
        Job("lapse", run_in_batches("SELECT app.lapse_pledges(100)", 100), 5),
        Job("expire", run_in_batches("SELECT app.expire_agreements(100)", 100), 60),
        Job("warn of endings", run_all("SELECT app.warn_of_endings()"), 60),
        Job("delete expired", run_all("SELECT sec.delete_expired()"), 3600),
        Job(
            "erase contacts", run_in_batches("SELECT app.erase_reporter_contacts(1000)", 1000), 3600
        ),
        Job(
            "erase unit contacts",
            run_in_batches("SELECT app.erase_unit_contacts(1000)", 1000),
            3600,
        ),
        Job("erase files", erase_files(config), 60),
        Job("tidy mail", mail.tidy, 3600),
    )


@dataclass
class Worker:
    """Runs jobs concurrently until `stopping` is set.

    A job that fails is logged and retried with longer and longer pauses; the other jobs go on.
    """

    config: Settings
    jobs: Sequence[Job]
    stopping: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Work until ``stopping`` is set; running jobs then get 8 s to finish."""
        pool = asyncpg.create_pool(
            database.dsn("ksbb_worker", self.config.database_url, self.config.secret),
            # No connections at the start: the worker may start before the database does.
            min_size=0,
            max_size=4,
            timeout=10,
            server_settings={
                "application_name": "ksbb worker",
                "statement_timeout": database.STATEMENT_TIMEOUT["ksbb_worker"],
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
            except TEMPORARY_ERRORS as error:
                failures += 1
                log.warning(
                    "temporary error", job=job.name, error=f"{type(error).__name__}: {error}"
                )
            except Exception:
                # An error in one job must not end the others.
                failures += 1
                log.exception("job failed", job=job.name)
            else:
                if failures:
                    log.info("recovered", job=job.name)
                failures = 0
                if more:
                    continue
            backoff = min(2.0 ** min(failures, 5), MAX_PAUSE) if failures else job.seconds
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
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, worker.stopping.set)
    await worker.run()


async def replay_set_aside(config: Settings) -> int:
    """Make the events that were set aside due again; returns their number."""
    connection = await asyncpg.connect(
        database.dsn("ksbb_worker", config.database_url, config.secret)
    )
    try:
        return await replay(connection)
    finally:
        await connection.close()


def main() -> None:
    """The entry point of ``python -m ksbb.worker``."""
    config = settings()
    logs.configure()
    if not config.smtp_url:
        log.warning("no mail goes out: KSBB_SMTP_URL is not set")
    asyncio.run(_work(config))


if __name__ == "__main__":
    main()
