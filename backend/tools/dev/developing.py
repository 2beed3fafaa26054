"""What `./ksbb dev` does: runs everything at one address and reloads what changes.

- Python in `backend/`: the web process and the worker restart, and open public pages reload.
- `frontend/src/office` and what it imports: Vite's development server updates the open page.
- `frontend/src/public` and what it imports: the public pages are built again, the web process
  restarts with them, and open ones reload.
- A GraphQL document, or `schema.graphql`: the documents are compiled first.
- GraphQL types in Python: `schema.graphql` is written when the web process restarts.
- `backend/db`: not reloaded, `./ksbb migrate` applies it.
"""

import os
import sys

from ksbb.core.settings import settings
from tools.dev import frontend, node, paths, supervisor
from tools.dev.installation import is_private
from tools.dev.prepare import prepare
from tools.dev.run import QUIET, chosen_port, configured, greet, installed, next_free, with_mail
from tools.dev.supervisor import Program, Supervisor

_LOOPBACK = "127.0.0.1"
# The public pages are built before the server is ready.
_PATIENCE_SECONDS = 300


def develop(port: int | None) -> None:
    """Prepare what is missing, then run until Ctrl-C, with the logs on the terminal."""
    with supervisor.alone(), installed():
        prepare(private=is_private(settings().database_url))
        frontend.install()
        frontend.give_up_build()
        port = chosen_port(_LOOPBACK, port)
        backend = next_free(_LOOPBACK, port + 1)
        shown = configured(_LOOPBACK, port)
        programs = [*with_mail(shown), *_programs(port, backend)]
        Supervisor(
            programs,
            # Started anew at each edit, the server compiles a document when it is first asked for.
            {"KSBB_PRECOMPILE": "0", **os.environ, **node.environment()},
            f"http://{_LOOPBACK}:{port}",
            shown,
            patience=_PATIENCE_SECONDS,
            on_terminal=True,
        ).run(lambda: greet(shown))


def _programs(port: int, backend: int) -> list[Program]:
    python = sys.executable
    watched = paths.checkout() / "backend"
    # In a folder of its own: other files beside it would be watched too.
    stamp = paths.local() / "dev" / "pages.stamp"
    stamp.parent.mkdir(exist_ok=True)
    return [
        Program(
            "web",
            [
                *(python, "-m", "uvicorn", "tools.dev.reloading:create_app", "--factory"),
                *("--host", _LOOPBACK, "--port", str(backend), *QUIET),
                *("--reload", "--reload-dir", str(watched), "--reload-dir", str(stamp.parent)),
                *("--reload-include", "*.stamp"),
            ],
        ),
        Program(
            "worker",
            [
                *(python, "-m", "watchfiles", "--filter", "python"),
                *("ksbb.worker.main", str(watched / "ksbb")),
            ],
        ),
        Program(
            "pages",
            [
                str(node.node()),
                str(frontend.folder() / "scripts" / "dev.ts"),
                *(str(port), f"http://{_LOOPBACK}:{backend}", str(stamp)),
            ],
        ),
    ]
