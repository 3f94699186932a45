"""A network that fails: passes bytes on to a server, and cuts all connections once after so many."""

import contextlib
import socket
import threading
from collections.abc import Iterator


class Proxy:
    """Listens on loopback and passes on to `port`; cuts all once, after `cut_after` bytes."""

    def __init__(self, port: int, cut_after: int) -> None:
        self.target, self.left, self.cuts = port, cut_after, 0
        self.open: list[socket.socket] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listener.getsockname()[1])
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self) -> None:
        """Take connections until the listener closes."""
        with contextlib.suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                far = socket.create_connection(("127.0.0.1", self.target))
                self.open += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self.passing, args=(one, other), daemon=True).start()

    def passing(self, one: socket.socket, other: socket.socket) -> None:
        """Pass on what one side says."""
        with contextlib.suppress(OSError):
            while said := one.recv(65536):
                self.left -= len(said)
                if self.left < 0 and not self.cuts:
                    self.cuts += 1
                    self.close()
                other.sendall(said)

    def close(self) -> None:
        """Cut all connections that are open; new ones are taken."""
        for one in self.open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self.open.clear()


@contextlib.contextmanager
def cutting(port: int, after: int) -> Iterator[Proxy]:
    """Yield a proxy, and end it."""
    proxy = Proxy(port, after)
    try:
        yield proxy
    finally:
        proxy.listener.close()
        proxy.close()
