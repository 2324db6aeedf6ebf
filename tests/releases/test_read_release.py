"""``manage.py read_release``, run as people run it: a process with nothing in its environment."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent.parent

RELEASE = """\
UNDER EMBARGO UNTIL 00:01, FRIDAY 14 JUNE: Week of action takes over 700 knives off the streets

Source: Exampleshire Constabulary

Officers seized 640 kitchen knives and 85 machetes in Exampleshire from 3 June to 9 June.

Chief Constable Alex Example said:

“We are grateful to everyone who helped.

“There is more to do.”

Notes to editors

• The press office is on 01632 960001.
"""


def read(
    *arguments: str, data: bytes | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "manage.py", "read_release", *arguments],
        cwd=CHECKOUT,
        env=environment,
        input=data,
        capture_output=True,
        check=False,
    )


def as_json(*arguments: str, data: bytes | None = None) -> list[dict[str, Any]]:
    result = read(*arguments, "--format", "json", "--today", "2024-06-12", data=data)
    assert result.returncode == 0, result.stderr.decode()
    releases: list[dict[str, Any]] = json.loads(result.stdout)["releases"]
    return releases


def refusal(*arguments: str, data: bytes | None = None) -> str:
    """The one sentence of a refusal."""
    result = read(*arguments, data=data)
    assert (result.returncode, result.stdout) == (2, b"")
    told = result.stderr.decode()
    assert told.count("\n") == 1, told
    return told


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "release.txt"
    path.write_bytes(RELEASE.encode())
    return path


def test_json_has_the_promised_keys_first_and_in_order(file: Path) -> None:
    (release,) = as_json(str(file))
    assert list(release)[:3] == ["title", "publisher", "embargo_until"]
    (quotation,) = release["quotations"]
    assert list(quotation)[:3] == ["speaker", "role", "words"]
    assert list(release["figures"][0])[:10] == [
        "value", "unit", "what", "qualifier", "period_start", "period_end", "coverage",
        "as_stated", "start", "end",
    ]  # fmt: skip


def test_json_says_what_the_release_says(file: Path) -> None:
    (release,) = as_json(str(file))
    assert release["publisher"] == "Exampleshire Constabulary"
    assert release["embargo_until"] == "2024-06-14T00:01:00+01:00"
    (quotation,) = release["quotations"]
    assert quotation["speaker"] == "Alex Example"
    assert quotation["words"].startswith("We are grateful")
    assert [(one["value"], one["qualifier"]) for one in release["figures"]] == [
        (700, "more_than"),
        (640, "exact"),
        (85, "exact"),
    ]
    assert (release["figures"][1]["period_start"], release["figures"][1]["period_end"]) == (
        "2024-06-03",
        "2024-06-09",
    )
    assert "a phone number" in {one["reason"] for one in release["dismissed"]}


def test_offsets_are_of_the_files_text_with_its_line_ends(tmp_path: Path) -> None:
    file = tmp_path / "release.txt"
    file.write_bytes(b"\xef\xbb\xbf" + RELEASE.replace("\n", "\r\n").encode())
    text = file.read_bytes().decode()
    (release,) = as_json(str(file))
    assert len(release["figures"]) == 3
    for figure in release["figures"]:
        assert text[figure["start"] : figure["end"]] == figure["as_stated"]


def test_text_is_for_a_person(file: Path) -> None:
    result = read(str(file), "--today", "2024-06-12")
    assert (result.returncode, result.stderr) == (0, b"")
    words = result.stdout.decode()
    for part in (
        "Exampleshire Constabulary",
        "Friday 14 June 2024, 00:01 London time",
        "Alex Example, Chief Constable",
        "“There is more to do.”",
        "more than 700 knives",
        "3 June 2024 to 9 June 2024",
        "640 + 85 = 725",
    ):
        assert part in words, words


def test_standard_input_is_read(file: Path) -> None:
    assert as_json("-", data=RELEASE.encode()) == as_json(str(file))


def test_windows_1252_is_read_and_said(tmp_path: Path) -> None:
    file = tmp_path / "release.txt"
    file.write_bytes("Police seized £3.2m in cash – “a record”.".encode("cp1252"))
    result = read(str(file), "--format", "json")
    assert result.stderr.decode() == f"{file} is not UTF-8 and was read as Windows-1252.\n"
    (figure,) = json.loads(result.stdout)["releases"][0]["figures"]
    assert (figure["value"], figure["unit"]) == (3_200_000, "GBP")


@pytest.mark.parametrize(
    "environment",
    [
        {"DATABASE_URL": "postgresql://nobody:nothing@nowhere.invalid/none"},
        {"LC_ALL": "en_GB.ISO-8859-1", "PYTHONIOENCODING": "latin-1"},
        {"DJANGO_SETTINGS_MODULE": "npcc_site.settings.build", "PATH": os.environ["PATH"]},
    ],
)
def test_it_needs_no_database_and_no_locale(file: Path, environment: dict[str, str]) -> None:
    plain = read(str(file), "--today", "2024-06-12")
    result = read(str(file), "--today", "2024-06-12", **environment)
    assert (result.returncode, result.stdout, result.stderr) == (0, plain.stdout, b"")


def test_what_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    assert "There is no file nowhere.txt." in refusal("nowhere.txt")
    assert "is a folder" in refusal(str(tmp_path))
    for name, data, sentence in (
        ("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00", "is not plain text"),
        ("page.txt", b"words \x01\x02 and more", "is not plain text"),
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b"\xef\xbb\xbf \r\n\t\n", "is empty"),
        ("long.txt", b"a " * 250_001, "500,002 characters"),
        ("longer.txt", b"a " * 1_100_000, "more than 500,000 characters"),
    ):
        (tmp_path / name).write_bytes(data)
        assert sentence in refusal(str(tmp_path / name)), name
    assert "Standard input is empty." in refusal("-", data=b"")


def test_a_wrong_day_or_form_is_refused(file: Path) -> None:
    for arguments, words in (
        (["--today", "tomorrow"], "“tomorrow” is no day"),
        (["--format", "xml"], "invalid choice"),
    ):
        result = read(str(file), *arguments)
        assert result.returncode == 2
        assert words in result.stderr.decode()


def test_other_commands_still_need_their_settings() -> None:
    result = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=CHECKOUT, env={}, capture_output=True,
        check=False,
    )  # fmt: skip
    assert result.returncode == 2
    assert b"is not set" in result.stderr
