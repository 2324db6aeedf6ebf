"""Asking a real process over HTTP, and all of an answer that could tell something."""

import contextlib
import http.client
import io
import threading
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pyarrow.parquet as arrow_parquet

AT_ONCE = 4
_connections = threading.local()


@dataclass(frozen=True, order=True)
class Request:
    """What is asked; ``headers`` are pairs, so that a request can be the key of its answer."""

    address: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""

    def __str__(self) -> str:
        more = "".join(f" {name}: {value}" for name, value in self.headers)
        return f"{self.method} {self.address}{more}"


@dataclass(frozen=True)
class Answer:
    """Everything but the Date, which is the clock's alone."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)

    def header(self, name: str) -> str | None:
        found = [value for key, value in self.headers if key.lower() == name.lower()]
        return ", ".join(found) if found else None

    @property
    def text(self) -> str:
        """Status, headers and body as one text to look for marks in; a workbook unpacked."""
        head = "\n".join(f"{name}: {value}" for name, value in self.headers)
        return f"{self.status}\n{head}\n\n{_unpacked(self.body).decode('utf-8', 'replace')}"


def _unpacked(body: bytes) -> bytes:
    """Every part of a zip file, its name too; Parquet as text; anything else as it is."""
    if body.startswith(b"PAR1"):
        table = arrow_parquet.read_table(io.BytesIO(body))
        return f"{table.schema.metadata}\n{table.to_pylist()}".encode()
    if not zipfile.is_zipfile(io.BytesIO(body)):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        return b"\n".join(name.encode() + b"\n" + parts.read(name) for name in parts.namelist())


# In an address: where the site stands, as it knows itself.
ORIGIN = "{origin}"


def ask(origin: str, request: Request | str) -> Answer:
    """One answer, redirects not followed; over a connection that this thread keeps."""
    asked = Request(request) if isinstance(request, str) else request
    try:
        return _ask(_connection(origin), asked)
    except (http.client.RemoteDisconnected, ConnectionError):
        # The server closes a connection that was idle; what was asked has not been read then.
        _kept().pop(origin).close()
        return _ask(_connection(origin), asked)


def _ask(connection: http.client.HTTPConnection, asked: Request) -> Answer:
    body = asked.body.encode() or None
    headers = {"Host": f"localhost:{connection.port}", **dict(asked.headers)}
    address = asked.address.replace(ORIGIN, f"http://localhost:{connection.port}")
    connection.request(asked.method, address, body=body, headers=headers)
    with connection.getresponse() as response:
        told = tuple(_told(*pair) for pair in response.getheaders() if pair[0] != "Date")
        return Answer(response.status, told, response.read())


def _told(name: str, value: str) -> tuple[str, str]:
    """A header; the policy's parts in order, since django-csp has them in one of its process."""
    if name == "Content-Security-Policy":
        value = "; ".join(sorted(value.split("; ")))
    return name, value


def _kept() -> dict[str, http.client.HTTPConnection]:
    if not hasattr(_connections, "by_origin"):
        _connections.by_origin = {}
    kept: dict[str, http.client.HTTPConnection] = _connections.by_origin
    return kept


def _connection(origin: str) -> http.client.HTTPConnection:
    if origin not in _kept():
        place = urlsplit(origin)
        assert place.hostname is not None
        _kept()[origin] = http.client.HTTPConnection(place.hostname, place.port, timeout=20)
    return _kept()[origin]


@contextlib.contextmanager
def fresh_connections() -> Iterator[None]:
    """Close what this thread keeps, at the end."""
    try:
        yield
    finally:
        for connection in _kept().values():
            connection.close()
        _kept().clear()


def ask_all(origin: str, requests: Iterable[Request]) -> dict[Request, Answer]:
    """Every request and its answer, a few at a time."""
    listed = list(dict.fromkeys(requests))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        shares = pool.map(lambda share: _ask_share(origin, share), _dealt(listed))
        found: dict[Request, Answer] = {}
        for answers in shares:
            found |= answers
    return {request: found[request] for request in listed}


def _dealt(requests: list[Request]) -> list[list[Request]]:
    return [requests[start::AT_ONCE] for start in range(AT_ONCE)]


def _ask_share(origin: str, requests: list[Request]) -> dict[Request, Answer]:
    with fresh_connections():
        return {request: ask(origin, request) for request in requests}


def differing(
    one: Mapping[Request, Answer], other: Mapping[Request, Answer]
) -> dict[str, tuple[Answer, Answer]]:
    """The requests that the two answered differently, with both answers."""
    return {
        str(request): (answer, other[request])
        for request, answer in one.items()
        if answer != other[request]
    }
