"""Where things of this machine live: the checkout, the private cluster's folder, the sockets.

A cluster belongs to one checkout. For root it can't live inside the checkout, which may stand under
/root, closed to the `postgres` account that must own the data; so it goes to /var/lib/ksbb. For
anybody else it is `.local/` of the checkout, and nothing outside is touched.
"""

import contextlib
import hashlib
import os
import secrets
import tempfile
from pathlib import Path
from typing import Literal, TextIO

from ksbb.local.progress import LocalError

Purpose = Literal["run", "test"]

# sockaddr_un holds 108 bytes with the closing NUL; PostgreSQL appends its file's name.
_SOCKET_PATH_BYTES = 107
_SOCKET_NAME = "/.s.PGSQL.5432"


def checkout() -> Path:
    """The folder that holds `pyproject.toml`, `backend/` and `frontend/`."""
    root = Path(__file__).resolve().parents[3]
    if not (root / "pyproject.toml").is_file():
        raise LocalError(
            "Perintah ini perlu berkas sumber proyek; jalankan lewat ./ksbb.",
            "This command needs the project's source files; run it through ./ksbb.",
        )
    return root


def mark(path: Path) -> str:
    """Ten letters that stand for a path in names of folders and databases."""
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
    """The secret all keys derive from: KSBB_SECRET, or one of this checkout's own."""
    named = os.environ.get("KSBB_SECRET")
    if named:
        return named
    kept = state_folder() / "secret"
    make_reachable(kept.parent)
    with contextlib.suppress(FileExistsError), private_file(kept) as written:
        written.write(secrets.token_urlsafe(32) + "\n")
    return kept.read_text().strip()


def private_file(path: Path) -> TextIO:
    """A new file that its owner alone may read.

    Raises:
        FileExistsError: it is there already.
    """
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w")


def socket_folder(cluster: Path) -> Path:
    """The folder of the cluster's socket, short enough for the kernel's limit."""
    beside_data = cluster / "socket"
    if len(os.fsencode(beside_data)) + len(_SOCKET_NAME) <= _SOCKET_PATH_BYTES:
        return beside_data
    base = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())
    return base / f"ksbb-{os.geteuid()}-{mark(cluster)}"


def make_reachable(folder: Path) -> None:
    """Make a folder with its parents that other accounts can pass through, whatever our umask."""
    for part in (*reversed(folder.parents), folder):
        if not part.exists():
            part.mkdir()
            part.chmod(0o755)
