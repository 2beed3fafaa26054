"""Packages of the operating system: installed only if something is missing, and announced before.

apt on Debian and Ubuntu (as root, or with sudo), Homebrew on macOS.
"""

import fcntl
import os
import re
import shutil
import subprocess
from pathlib import Path

from ksbb.cli.terminal import CommandError, say, step
from tools.dev import paths
from tools.dev.command import as_root, run

# Debian's postgresql-common reads it: without it, the package creates and starts a cluster.
_CREATE_CLUSTER_CONF = Path("/etc/postgresql-common/createcluster.conf")


def apt_usable() -> bool:
    """Whether this machine has apt and a way to be root."""
    return shutil.which("apt-get") is not None and as_root() is not None


def brew_usable() -> bool:
    """Whether Homebrew can be used (it refuses root)."""
    return shutil.which("brew") is not None and os.geteuid() != 0


def _root_prefix() -> list[str]:
    prefix = as_root()
    if prefix is None:
        raise CommandError(
            "Perlu hak root untuk memasang paket, dan sudo tidak ada.",
            "Installing packages needs root, and there is no sudo.",
        )
    if prefix:
        say("sudo akan dipakai untuk memasang paket", "sudo will be used to install packages")
        # Asks for the password here, visibly, and not under a progress line.
        if subprocess.run([*prefix, "-v"], check=False).returncode != 0:
            raise CommandError("sudo ditolak.", "sudo was refused.")
    return prefix


def _apt(prefix: list[str], *arguments: str) -> str:
    # Another apt may be at work, such as that of a second test process: wait for it. Apt itself
    # waits only for the lock of dpkg, and not for that of its lists.
    with (paths.local() / "apt.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return run(
            [
                *(*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-y"),
                *("-o", "DPkg::Lock::Timeout=300", *arguments),
            ],
            failing=("apt-get gagal.", "apt-get failed."),
        )


def apt_install(names: list[str], indonesian: str, english: str) -> None:
    """Install Debian packages without recommended ones, after updating the lists."""
    prefix = _root_prefix()
    listed = " ".join(names)
    with step(
        "Daftar paket diperbarui: apt-get update", "Refreshing the package lists: apt-get update"
    ):
        _apt(prefix, "update")
    with step(f"{indonesian}: apt-get install {listed}", f"{english}: apt-get install {listed}"):
        _apt(prefix, "install", "--no-install-recommends", *names)


def postgis_packages() -> list[str]:
    """The newest PostgreSQL that apt offers together with PostGIS, as package names."""
    prefix = _root_prefix()
    with step(
        "Daftar paket diperbarui: apt-get update", "Refreshing the package lists: apt-get update"
    ):
        _apt(prefix, "update")
    offered = run(
        ["apt-cache", "search", "--names-only", r"^postgresql-[0-9]+-postgis-3$"],
        failing=("apt-cache gagal.", "apt-cache failed."),
    )
    versions = [int(n) for n in re.findall(r"^postgresql-(\d+)-postgis-3\b", offered, re.MULTILINE)]
    if not versions:
        raise CommandError(
            "apt di mesin ini tidak menawarkan PostgreSQL dengan PostGIS.",
            "apt on this machine offers no PostgreSQL with PostGIS.",
        )
    newest = max(versions)
    return [f"postgresql-{newest}", f"postgresql-{newest}-postgis-3"]


def install_postgis() -> None:
    """Install PostgreSQL with PostGIS from the operating system's packages."""
    if brew_usable():
        with step(
            "PostgreSQL dan PostGIS dipasang: brew install postgis",
            "Installing PostgreSQL and PostGIS: brew install postgis",
        ):
            run(
                ["brew", "install", "postgis"],
                failing=("brew install postgis gagal.", "brew install postgis failed."),
            )
        return
    names = postgis_packages()
    prefix = _root_prefix()
    if not _CREATE_CLUSTER_CONF.exists():
        run(
            [
                *prefix,
                "sh",
                "-c",
                'mkdir -p "$(dirname "$1")" && echo "create_main_cluster = false" > "$1"',
                "sh",
                _CREATE_CLUSTER_CONF,
            ],
            failing=("Setelan PostgreSQL gagal ditulis.", "PostgreSQL's setting was not written."),
        )
    with step(
        "PostgreSQL dan PostGIS dipasang: apt-get install " + " ".join(names),
        "Installing PostgreSQL and PostGIS: apt-get install " + " ".join(names),
    ):
        _apt(prefix, "install", "--no-install-recommends", *names)


def unpacked(name: str, folder: Path, indonesian: str, english: str) -> Path:
    """The files of a Debian package in a folder of ours, not on the system: no service starts.

    Args:
        name: of the package.
        folder: for its files, with the same paths as below the root; they are kept.
        indonesian: printed meanwhile.
        english: the same.
    """
    if (folder / "unpacked").exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    prefix = _root_prefix()
    failing = (f"Paket {name} gagal diambil.", f"The package {name} could not be fetched.")
    with step(f"{indonesian}: apt-get download {name}", f"{english}: apt-get download {name}"):
        _apt(prefix, "update")
        run(["apt-get", "download", name], folder=folder, failing=failing)
        [archive] = folder.glob(f"{name}_*.deb")
        run(["dpkg-deb", "--extract", archive, folder], failing=failing)
        archive.unlink()
    (folder / "unpacked").touch()
    return folder
