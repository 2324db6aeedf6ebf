"""The two ports of `make serve`: PORT for the public site and the next one for staff.

Also a command, run before anything is installed, so it needs nothing but Python.
"""

import os
import socket
import sys

from npcc_site.local.errors import LocalError

DEFAULT_PORT = 8000
HOST = "127.0.0.1"


def chosen_port() -> int:
    """The public site's port, from PORT in the environment. Raises LocalError where it is none."""
    text = os.environ.get("PORT", "").strip() or str(DEFAULT_PORT)
    if not text.isdecimal() or not 1 <= int(text) <= 65534:
        raise LocalError(
            f"PORT is {text!r}: it must be a number from 1 to 65534, since the staff site takes "
            "the next one. Try `make serve PORT=8100`."
        )
    return int(text)


def require_free(port: int) -> None:
    """Raise LocalError unless this port and the next one can be listened on."""
    for number, site in ((port, "public"), (port + 1, "staff")):
        trouble = _trouble(number)
        if trouble:
            raise LocalError(
                f"Port {number}, which the {site} site would take, {trouble}. Stop what uses it, "
                f"or choose another pair: `make serve PORT={_other(port)}`."
            )


def _trouble(port: int) -> str:
    """Why nobody could reach us on that port of localhost, or nothing."""
    for family, host in ((socket.AF_INET, HOST), (socket.AF_INET6, "::1")):
        try:  # localhost may mean either address, and a browser tries both
            with socket.socket(family) as caller:
                caller.settimeout(1)
                caller.connect((host, port))
        except OSError:
            continue
        return "is in use"
    with socket.socket() as listener:
        # Connections that have just ended do not count.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except PermissionError:
            return "is one that only root may use"
        except OSError:
            return "is in use"
    return ""


def _other(port: int) -> int:
    """A pair to propose: the next hundred whose both ports are free."""
    for candidate in range(max(port, 1024) // 100 * 100 + 100, 65534, 100):
        if not _trouble(candidate) and not _trouble(candidate + 1):
            return candidate
    return DEFAULT_PORT


if __name__ == "__main__":
    try:
        require_free(chosen_port())
    except LocalError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
