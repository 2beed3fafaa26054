"""A way to the database that a test can cut and open again."""

import contextlib
import socket
import threading
from urllib.parse import parse_qs, urlsplit, urlunsplit


class Way:
    """Forwards a port of this machine to the server of a DSN, over TCP or its socket."""

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
        """The same database by this way."""
        login = self.parts.netloc.rpartition("@")[0]
        place = f"{login}@127.0.0.1:{self.port}"
        return urlunsplit(("postgresql", place, self.parts.path, "", ""))

    def cut(self) -> None:
        """No way any more, and no connection left."""
        self._close(self.listener, *self.pairs)
        for thread in self.threads:
            thread.join()
        self.pairs.clear()
        self.threads.clear()

    def open(self) -> None:
        """The way is there again, at the same port."""
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
            # Shutting down wakes up whoever waits in accept() or recv().
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
