"""No test reaches beyond this machine."""

import ipaddress
import socket
from typing import Any

LOOPBACK_NAMES = ("localhost", "ip6-localhost")


class NetworkBlockedError(RuntimeError):
    """A test tried to reach another machine."""


def _is_here(host: object) -> bool:
    if host in (None, "", *LOOPBACK_NAMES):
        return True
    try:
        return ipaddress.ip_address(str(host).split("%")[0]).is_loopback
    except ValueError:
        return False


def block_network(patch: Any) -> None:
    """Let sockets of this process connect to this machine only, and look up no other name.

    `patch` is a pytest MonkeyPatch. PostgreSQL's own library does not pass through here, so a
    DATABASE_URL on another machine still works.
    """
    connect, connect_ex, lookup = (
        socket.socket.connect,
        socket.socket.connect_ex,
        socket.getaddrinfo,
    )

    def check(host: object) -> None:
        if not _is_here(host):
            raise NetworkBlockedError(f"A test tried to reach {host!r}.")

    def checked_connect(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX:
            check(address[0])
        connect(self, address)

    def checked_connect_ex(self: socket.socket, address: Any) -> int:
        if self.family != socket.AF_UNIX:
            check(address[0])
        return connect_ex(self, address)

    def checked_lookup(host: Any, *arguments: Any, **options: Any) -> Any:
        check(host.decode() if isinstance(host, bytes) else host)
        return lookup(host, *arguments, **options)

    patch.setattr(socket.socket, "connect", checked_connect)
    patch.setattr(socket.socket, "connect_ex", checked_connect_ex)
    patch.setattr(socket, "getaddrinfo", checked_lookup)
