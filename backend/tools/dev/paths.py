"""Paths of this machine: the checkout, the private cluster's folder, the sockets.

A cluster belongs to one checkout. For root it can't be inside the checkout, which may be below
/root, closed to the `postgres` account that must own the data; so it is in /var/lib/ksbb. For
other users it is in `.local/` of the checkout, and nothing outside is changed.
"""

import contextlib
import hashlib
import os
import secrets
import tempfile
from pathlib import Path
from typing import Literal, TextIO

from ksbb.cli.terminal import CommandError

Purpose = Literal["run", "test"]

# sockaddr_un has 108 bytes with the final NUL; PostgreSQL appends its file's name.
_SOCKET_PATH_BYTES = 107
_SOCKET_NAME = "/.s.PGSQL.5432"


def checkout() -> Path:
    """The folder with `pyproject.toml`, `backend/` and `frontend/`."""
    root = Path(__file__).resolve().parents[3]
    if not (root / "pyproject.toml").is_file():
        raise CommandError(
            "Perintah ini perlu berkas sumber proyek; jalankan lewat ./ksbb.",
            "This command needs the project's source files; run it through ./ksbb.",
        )
    return root


def mark(path: Path) -> str:
    """Ten letters that identify a path in names of folders and databases."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:10]


def local() -> Path:
    """`.local/` of the checkout: stamps, logs, state. Never committed."""
    folder = checkout() / ".local"
    folder.mkdir(exist_ok=True)
    return folder


def state_folder() -> Path:
    """The folder outside of git that holds this checkout's clusters and secret."""
    if os.geteuid() == 0:
        return Path("/var/lib/ksbb") / mark(checkout())
    return local() / "state"


def cluster_folder(purpose: Purpose) -> Path:
    """The folder of the private cluster; it need not exist yet."""
    return state_folder() / purpose


def secret() -> str:
    """The secret from which all keys are derived: KSBB_SECRET, or this checkout's own."""
    named = os.environ.get("KSBB_SECRET")
    if named:
        return named
    kept = state_folder() / "secret"
    make_reachable(kept.parent)
    with contextlib.suppress(FileExistsError), private_file(kept) as written:
        written.write(secrets.token_urlsafe(32) + "\n")
    return kept.read_text().strip()


def private_file(path: Path) -> TextIO:
    """A new file that only its owner may read.

    Raises:
        FileExistsError: it exists already.
    """
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w")


def socket_folder(cluster: Path) -> Path:
    """The folder of the cluster's socket, with a path short enough for the kernel."""
    beside_data = cluster / "socket"
    if len(os.fsencode(beside_data)) + len(_SOCKET_NAME) <= _SOCKET_PATH_BYTES:
        return beside_data
    base = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())
    return base / f"ksbb-{os.geteuid()}-{mark(cluster)}"


def make_reachable(folder: Path) -> None:
    """Create a folder and its parents that other accounts can enter, whatever the umask."""
    for part in (*reversed(folder.parents), folder):
        if not part.exists():
            part.mkdir()
            part.chmod(0o755)
