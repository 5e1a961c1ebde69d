"""A network cable between a screen and the server, which tests pull out and put back."""

import socket
import threading
from collections import deque
from contextlib import suppress

from tests.patience import PATIENCE_S


class Cable:
    """Forwards TCP from a port of its own. Pulled, it carries nothing and says nothing, as a real cable does."""

    def __init__(self, *server_ports: int, address: str = "127.0.0.1") -> None:
        """With several servers it is a balancer's: each connection goes to the next of them that is there.

        The server sees them come from `address`, one of this computer's own, at which the cable's near end is too.
        """
        self._address = address
        self._server_ports = deque(server_ports)
        self._joined = threading.Event()
        self._joined.set()
        self._pairs: set[socket.socket] = set()
        self._listener = socket.create_server((address, 0))
        self.port = int(self._listener.getsockname()[1])
        self.url = f"http://{address}:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    def pull(self) -> None:
        """Carry nothing more; connections stay half open."""
        self._joined.clear()

    def join(self) -> None:
        """Carry again. What stood half open is broken: the other end gave it up long ago."""
        self.snap()
        self._joined.set()

    def snap(self) -> None:
        """Break every connection at once."""
        for end in list(self._pairs):
            self._drop(end)

    def close(self) -> None:
        """End it."""
        self._listener.close()
        self.snap()
        self._joined.set()

    def _drop(self, end: socket.socket) -> None:
        self._pairs.discard(end)
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                if not self._joined.is_set():
                    self._pairs.add(near)  # nobody answers
                    continue
                far = self._reach()
                if far is None:
                    near.close()
                    continue
                self._pairs |= {near, far}
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _reach(self) -> socket.socket | None:
        """Return a connection to the next server, None when none is there."""
        for _ in range(len(self._server_ports)):
            self._server_ports.rotate(-1)
            with suppress(OSError):
                far = socket.create_connection(
                    ("127.0.0.1", self._server_ports[0]), timeout=PATIENCE_S, source_address=(self._address, 0)
                )
                far.settimeout(None)
                return far
        return None

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65_536):
                if not self._joined.is_set():
                    self._joined.wait()
                    break  # what was on its way is lost
                sink.sendall(data)
        self._drop(source)
        self._drop(sink)
