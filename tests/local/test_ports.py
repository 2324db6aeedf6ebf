"""Which ports `make serve` takes, and what it says where it cannot."""

import socket

import pytest

from npcc_site.local import ports
from npcc_site.local.errors import LocalError
from tests.harness.free_ports import free_pair


def test_8000_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PORT", raising=False)
    assert ports.chosen_port() == 8000
    monkeypatch.setenv("PORT", " 9000 ")
    assert ports.chosen_port() == 9000


@pytest.mark.parametrize("text", ["0", "65535", "-1", "80a", "8 0", "1e3", "²"])
def test_what_is_no_port_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", text)
    with pytest.raises(LocalError, match="PORT is"):
        ports.chosen_port()


@pytest.mark.parametrize(("offset", "site"), [(0, "public"), (1, "staff")])
@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "0.0.0.0"])  # noqa: S104
def test_either_port_in_use_is_named(offset: int, site: str, host: str) -> None:
    port = free_pair()
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        taken = socket.create_server((host, port + offset), family=family)
    except OSError:
        pytest.skip(f"this machine has no {host}")
    with taken, pytest.raises(LocalError, match=f"Port {port + offset}, .* {site} site") as refused:
        ports.require_free(port)
    assert "make serve PORT=" in str(refused.value)


def test_a_free_pair_passes() -> None:
    ports.require_free(free_pair())
