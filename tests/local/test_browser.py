"""Where Chromium comes from, and that no missing one passes unseen."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from npcc_site.local import browser as local_browser
from npcc_site.local.places import CHECKOUT
from tests.harness.browsers import Watch


def program(path: Path, code: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\nexit {code}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without a browser."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.delenv("PLAYWRIGHT_BROWSERS_PATH", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path


def test_none_is_said_to_be_none(bare: Path) -> None:
    assert local_browser.find_chromium() is None
    assert "There is no Chromium here" in local_browser.why_none()


def test_one_on_the_path_is_taken(bare: Path) -> None:
    found = program(bare / "bin" / "chromium-browser")
    assert local_browser.find_chromium() == found


def test_one_that_does_not_start_is_passed_over(bare: Path) -> None:
    program(bare / "bin" / "chromium", code=127)
    cache = bare / "home" / ".cache" / "ms-playwright"
    found = program(cache / "chromium-1200" / "chrome-linux64" / "chrome")
    assert local_browser.find_chromium() == found


def test_a_chosen_one_is_not_replaced(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(bare / "bin" / "chromium")
    monkeypatch.setenv("CHROMIUM", "/no/such/browser")
    assert local_browser.get_chromium() is None
    assert "/no/such/browser" in local_browser.why_none()


def test_a_page_is_drawn(page: Any) -> None:
    page.set_content("<h1>Figures</h1>")
    assert page.inner_text("h1") == "Figures"


def test_a_request_beyond_this_machine_is_refused_and_seen(
    new_page: Callable[..., Any], watch: Watch
) -> None:
    new_page().set_content('<img src="http://192.0.2.1/pixel.png">', wait_until="load")
    assert watch.outside == ["http://192.0.2.1/pixel.png"]
    watch.outside.clear()


@pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 1)])
def test_a_skipped_browser_test_fails_only_where_it_must(ci: str, code: int) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    result = subprocess.run(
        [*command, f"{Path(__file__).relative_to(CHECKOUT)}::test_a_page_is_drawn"],
        cwd=CHECKOUT,
        env=os.environ | {"CI": ci, "CHROMIUM": "/no/such/browser"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == code, result.stdout
    assert "CHROMIUM is '/no/such/browser', and that does not start." in result.stdout
