"""Each of the 78 ways in which an embargo leaks has a test that carries its id, or a reason.

The list is docs/embargo-channels.md. An id stands in a test's name as two digits: el_05_06 is both.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "docs" / "embargo-channels.md"
NUMBERS = [f"{number:02}" for number in range(1, 79)]


@dataclass(frozen=True)
class Channel:
    """One line of the list: what leaks there, the files that test it, why nothing does."""

    what: str
    files: tuple[str, ...]
    reason: str


def channels() -> dict[str, Channel]:
    lines = re.findall(r"^\| EL-(\d\d) \| (.+) \| (.+) \|$", LIST.read_text(), re.MULTILINE)
    return {
        number: Channel(
            what,
            tuple(re.findall(r"`(tests/[^`]+)`", held_by)),
            re.sub(r"`tests/[^`]+`,? ?", "", held_by).strip(),
        )
        for number, what, held_by in lines
    }


def ids_of(name: str) -> list[str]:
    """Those at its beginning; digits further on are words of the name."""
    head = re.match(r"test_el_\d\d_(?:(?:el_)?\d\d_)*", name)
    return re.findall(r"\d\d", head[0]) if head else []


def names_of_tests(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            yield node.name


def carried() -> dict[str, set[str]]:
    """The files in which at least one test's name has each id."""
    found: dict[str, set[str]] = {}
    for path in (ROOT / "tests").rglob("test_*.py"):
        for name in names_of_tests(path):
            for number in ids_of(name):
                found.setdefault(number, set()).add(str(path.relative_to(ROOT)))
    return found


def test_the_list_names_each_channel_once_in_order() -> None:
    assert re.findall(r"^\| EL-(\d\d) ", LIST.read_text(), re.MULTILINE) == NUMBERS
    assert list(channels()) == NUMBERS


@pytest.fixture(scope="module")
def in_names() -> dict[str, set[str]]:
    return carried()


def test_each_channel_has_a_test_or_a_reason(in_names: dict[str, set[str]]) -> None:
    open_ones = {
        number: channel.what
        for number, channel in channels().items()
        if not in_names.get(number) and len(channel.reason) < len("none here")
    }
    assert open_ones == {}


def test_the_list_names_files_in_which_a_test_carries_the_id(in_names: dict[str, set[str]]) -> None:
    wrong = {
        number: [file for file in channel.files if file not in in_names.get(number, set())]
        for number, channel in channels().items()
    }
    assert {number: files for number, files in wrong.items() if files} == {}


def test_no_channel_that_is_tested_is_said_not_to_be(in_names: dict[str, set[str]]) -> None:
    assert [n for n, channel in channels().items() if in_names.get(n) and not channel.files] == []


def test_no_test_carries_an_id_that_there_is_not(in_names: dict[str, set[str]]) -> None:
    assert set(in_names) <= set(NUMBERS)
