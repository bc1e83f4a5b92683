"""A line to a server that can be cut: a server that goes away in the middle, and comes back."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress


class CutLine:
    """Passes on what comes in at `port` of this machine to the port `to`, while it is whole."""

    def __init__(self, to: int) -> None:
        self.to, self.whole, self._open = to, True, []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> CutLine:
        self._thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.cut()
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)  # wakes the thread that waits at it
        self._door.close()
        self._thread.join()

    def cut(self) -> None:
        """End every connection, whatever is on its way, and take no new one."""
        self.whole = False
        for end in self._open:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def mend(self) -> None:
        """Take connections again."""
        self.whole = True

    def _serve(self) -> None:
        with suppress(OSError):  # the door is closed
            while True:
                client, _ = self._door.accept()
                if self.whole:
                    self._connect(client)
                else:
                    client.close()

    def _connect(self, client: socket.socket) -> None:
        try:
            server = socket.create_connection(("127.0.0.1", self.to))
        except OSError:  # the server itself has ended
            client.close()
            return
        self._open += [client, server]
        for ends in ((client, server), (server, client)):
            threading.Thread(target=_pass_on, args=ends, daemon=True).start()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
    source.close()
