"""`./ksbb stop`: end what `./ksbb run` started, and clusters that a killed process left behind."""

import argparse

from ksbb.local import cluster, supervisor
from ksbb.local.progress import say


def main(argv: list[str]) -> int:
    """Always 0: that nothing ran is no failure."""
    argparse.ArgumentParser(
        prog="./ksbb stop", description="Hentikan KSBB. Stop what ./ksbb run started."
    ).parse_args(argv)
    stopped = supervisor.stop()
    for purpose in ("run", "test"):
        stopped |= cluster.stop_if_idle(purpose)
    if stopped:
        say("Semuanya berhenti", "everything is stopped")
    else:
        say("Tidak ada yang berjalan", "nothing was running")
    return 0
