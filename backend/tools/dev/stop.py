"""What `./ksbb stop` does: ends what `./ksbb run` started, and clusters without users."""

from ksbb.cli.terminal import say
from tools.dev import cluster, supervisor


def stop() -> None:
    """End them; it is no error if nothing runs."""
    stopped = supervisor.stop()
    for purpose in ("run", "test"):
        stopped |= cluster.stop_if_idle(purpose)
    if stopped:
        say("Semuanya berhenti", "Everything is stopped")
    else:
        say("Tidak ada yang berjalan", "Nothing was running")
