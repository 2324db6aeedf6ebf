"""No test may reach another machine: what passes here by luck would fail elsewhere."""

import socket

import pytest

from tests.harness.network import NetworkBlockedError


@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1"])  # set aside for documentation
def test_connecting_beyond_this_machine_is_refused(address: str) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as caller, pytest.raises(NetworkBlockedError):
        caller.connect((address, 80))
    with socket.socket(family) as caller, pytest.raises(NetworkBlockedError):
        caller.connect_ex((address, 80))


def test_looking_up_a_name_is_refused() -> None:
    with pytest.raises(NetworkBlockedError):
        socket.create_connection(("example.org", 80))


def test_this_machine_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
