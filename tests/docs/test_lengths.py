"""No file of code is longer than people read. A guide may be: it shows whole files."""

from __future__ import annotations

import subprocess

from tools.dev.paths import checkout

ROOT = checkout()
LIMIT = 400
SUFFIXES = (".css", ".py", ".sql", ".ts", ".tsx")
# Written by programs.
EXEMPT = ("__generated__/", "backend/db/structure.sql")


def too_long(path: str, text: str) -> bool:
    """Whether the file has more lines than the limit, and is not exempt."""
    return (
        path.endswith(SUFFIXES)
        and not any(each in path for each in EXEMPT)
        and len(text.splitlines()) > LIMIT
    )


def test_no_file_has_more_than_400_lines() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], check=True, cwd=ROOT, capture_output=True, text=True
    ).stdout.splitlines()
    assert len(listed) > 1000
    texts = {
        path: (ROOT / path).read_text()
        for path in listed
        if path.endswith(SUFFIXES) and (ROOT / path).exists()
    }
    assert [path for path, text in texts.items() if too_long(path, text)] == []


def test_a_long_file_is_found() -> None:
    assert too_long("backend/ksbb/app.py", "x\n" * 401)
    assert not too_long("backend/ksbb/app.py", "x\n" * 400)
    assert not too_long("backend/db/structure.sql", "x\n" * 401)
