"""A small HTTP client for timing: many kept connections in one thread, hardly any work of its own.

No wrk is asked for, so that every machine measures alike; what the client itself costs is the same
for every side, and `benchmarks.figures.sides` times a static file by it too.
"""

import re
import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

LENGTH = re.compile(rb"\r\nContent-Length: *(\d+)", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\nTransfer-Encoding: *chunked", re.IGNORECASE)
CLOSES = re.compile(rb"\r\nConnection: *close", re.IGNORECASE)
AT_ONCE = 1 << 18
PATIENCE = 600.0


class WrongAnswerError(Exception):
    """A sentence on an answer that is not what was asked for."""


@dataclass
class Timed:
    """Requests that were answered well: how long each took, and how long all of them, in ms."""

    each: list[float] = field(default_factory=list)
    whole: float = 0.0
    bytes_read: int = 0

    def percentile(self, share: float) -> float:
        """The time within which that share of the requests was answered (nearest rank)."""
        ordered = sorted(self.each)
        return ordered[
            min(len(ordered) - 1, max(0, -(-int(share * 1_000) * len(ordered) // 1_000) - 1))
        ]

    @property
    def p50(self) -> float:
        return self.percentile(0.5)

    @property
    def p99(self) -> float:
        return self.percentile(0.99)

    @property
    def rate(self) -> float:
        """Requests a second."""
        return 1_000 * len(self.each) / self.whole

    def add(self, other: "Timed") -> None:
        """Take in what another turn measured."""
        self.each += other.each
        self.whole += other.whole
        self.bytes_read += other.bytes_read


class _Connection:
    """One kept connection, and the answer that it is in the middle of."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket: socket.socket | None = None
        self.begun = 0.0

    def ask(self, path: str) -> None:
        """Send one request."""
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.head, self.left, self.is_chunked, self.closes = b"", -1, False, False
        self.tail, self.size = b"", 0
        self.kept: list[bytes] = []
        request = f"GET {path} HTTP/1.1\r\nHost: localhost:{self.port}\r\nAccept: */*\r\n\r\n"
        self.begun = time.perf_counter()
        self.socket.sendall(request.encode())

    def read(self, *, keep: bool = False) -> bool:
        """Take what has come; whether the answer is whole. Only 200 is no WrongAnswerError."""
        assert self.socket is not None  # ask() opened it  # noqa: S101
        block = self.socket.recv(AT_ONCE)
        if not block:
            return self._ended()
        if self.left < 0 and not self.is_chunked and not self.closes:
            self.head += block
            end = self.head.find(b"\r\n\r\n")
            if end < 0:
                return False
            self.head, block = self.head[: end + 2], self.head[end + 4 :]
            self._begin_body()
        if keep:
            self.kept.append(block)
        self.size += len(block)
        if self.is_chunked:
            self.tail = (self.tail + block)[-7:]
            return self.tail.endswith(b"\r\n0\r\n\r\n") or self.tail == b"0\r\n\r\n"
        return self.left >= 0 and self.size >= self.left

    def _begin_body(self) -> None:
        status = self.head[9:12]
        if status != b"200":
            raise WrongAnswerError(f"The answer has status {status.decode()}.")
        if CHUNKED.search(self.head):
            self.is_chunked = True
        elif found := LENGTH.search(self.head):
            self.left = int(found[1])
        else:
            self.closes = True
        if CLOSES.search(self.head):
            self.closes = True

    def _ended(self) -> bool:
        if self.closes and self.left < 0 and not self.is_chunked:
            return True
        raise WrongAnswerError("The connection was closed in the middle of an answer.")

    def finish(self) -> None:
        """After an answer: give up a connection that the server closes."""
        if self.closes:
            self.close()

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()
            self.socket = None


def fetch(port: int, path: str) -> bytes:
    """The body of one answer, whole. Raises WrongAnswerError for any status but 200."""
    one = _Connection(port)
    try:
        one.ask(path)
        while not one.read(keep=True):
            pass
        body = b"".join(one.kept)
        return _unchunked(body) if one.is_chunked else body
    except OSError as error:
        raise WrongAnswerError(f"No answer: {error}.") from None
    finally:
        one.close()


def _unchunked(body: bytes) -> bytes:
    parts: list[bytes] = []
    at = 0
    while True:
        end = body.index(b"\r\n", at)
        length = int(body[at:end].split(b";")[0], 16)
        if not length:
            return b"".join(parts)
        parts.append(body[end + 2 : end + 2 + length])
        at = end + 4 + length


def timed(port: int, paths: Sequence[str], *, connections: int = 1) -> Timed:
    """Ask for each of ``paths`` once, in order, over that many connections."""
    result, waiting = Timed(), iter(paths)
    with selectors.DefaultSelector() as selector:
        made = [_Connection(port) for _ in range(connections)]
        busy = 0
        began = time.perf_counter()
        try:
            for one in made:
                busy += _next(one, waiting, selector)
            while busy:
                for key, _ in selector.select():
                    one = key.data
                    if not one.read():
                        continue
                    result.each.append((time.perf_counter() - one.begun) * 1_000)
                    result.bytes_read += one.size
                    selector.unregister(one.socket)
                    one.finish()
                    busy += _next(one, waiting, selector) - 1
        finally:
            for one in made:
                one.close()
        result.whole = (time.perf_counter() - began) * 1_000
    return result


def _next(one: _Connection, waiting: Iterator[str], selector: selectors.BaseSelector) -> int:
    """Begin the next request, if there is one; how many were begun."""
    path = next(waiting, None)
    if path is None:
        return 0
    try:
        one.ask(path)
    except (BrokenPipeError, ConnectionResetError):  # kept too long: the server gave it up
        one.close()
        one.ask(path)
    assert one.socket is not None  # ask() opened it  # noqa: S101
    selector.register(one.socket, selectors.EVENT_READ, one)
    return 1
