"""Which npm builds the front end, and what is said where there is none."""

from pathlib import Path

import pytest

from npcc_site.local import npm


def program(folder: Path, name: str, says: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{says}'\n")
    path.chmod(0o755)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def test_the_machines_own_is_taken(path: Path) -> None:
    program(path, "node", "v20.11.1")
    program(path, "npm", "10.2.4")
    assert npm.npm_command() == ([str(path / "npm")], str(path))


@pytest.mark.parametrize("version", ["", "v18.19.0", "v19.9.0", "segmentation fault"])
def test_without_one_that_is_new_enough_the_reason_is_told(
    path: Path, version: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if version:
        program(path, "node", version)
        program(path, "npm", "10.2.4")
    monkeypatch.setattr(npm, "find_spec", lambda _name: None)
    for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")  # no package index can be reached
    assert npm.main(["ci"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("There is no npm: this machine has no Node.js 20 or later")
    assert said.count("\n") == 1
