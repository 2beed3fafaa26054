"""A connection to the database that a test can cut and open again."""

import contextlib
import socket
import threading
from urllib.parse import parse_qs, urlsplit, urlunsplit


class DatabaseForwarder:
    """Forwards a local port to the database server of a DSN, which uses TCP or a Unix socket."""

    def __init__(self, dsn: str) -> None:
        self.parts = urlsplit(dsn)
        self.folder = parse_qs(self.parts.query).get("host", [""])[0]
        self.pairs: list[socket.socket] = []
        self.threads: list[threading.Thread] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        self._start(self._accept, self.listener)

    @property
    def dsn(self) -> str:
        """The DSN of the same database through this port."""
        login = self.parts.netloc.rpartition("@")[0]
        netloc = f"{login}@127.0.0.1:{self.port}"
        return urlunsplit(("postgresql", netloc, self.parts.path, "", ""))

    def cut(self) -> None:
        """Close the port and all connections."""
        self._close(self.listener, *self.pairs)
        for thread in self.threads:
            thread.join()
        self.pairs.clear()
        self.threads.clear()

    def open(self) -> None:
        """Open the same port again."""
        self.listener = socket.create_server(("127.0.0.1", self.port))
        self._start(self._accept, self.listener)

    def _start(self, work: object, *arguments: socket.socket) -> None:
        thread = threading.Thread(target=work, args=arguments)  # type: ignore[arg-type]
        self.threads.append(thread)
        thread.start()

    def _server(self) -> socket.socket:
        port = self.parts.port or 5432
        if not self.folder:
            return socket.create_connection((self.parts.hostname or "127.0.0.1", port))
        server = socket.socket(socket.AF_UNIX)
        server.connect(f"{self.folder}/.s.PGSQL.{port}")
        return server

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = listener.accept()
                server = self._server()
                self.pairs += (client, server)
                self._start(self._pump, client, server)
                self._start(self._pump, server, client)

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65_536):
                target.sendall(data)
        self._close(source, target)

    @staticmethod
    def _close(*sockets: socket.socket) -> None:
        for each in sockets:
            # shutdown() wakes threads that wait in accept() or recv().
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
