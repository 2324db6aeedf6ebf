"""The rules of the record in plain Python: each way in which files can fail to fit together."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from releases.record.verify import (
    NO_LINK,
    faults_of,
    link,
    main,
    verified,
)

Manifest = dict[str, Any]


def days(*counts: int) -> list[Manifest]:
    """Manifests of days in November 2026 on which so many versions entered."""
    made, number, head = [], 0, NO_LINK
    for day, count in enumerate(counts, 1):
        before, listed = {"number": number, "head": head}, []
        for place in range(count):
            number += 1
            sha256, at = f"{number:064x}", f"2026-11-{day:02}T09:{place:02}:00.000000Z"
            head = link(head, sha256, at)
            listed.append({"number": number, "entered_at": at, "sha256": sha256, "link": head})
        made.append({
            "day": f"2026-11-{day:02}", "final": True, "before": before, "entries": listed,
            "after": {"number": number, "head": head},
        })  # fmt: skip
    return made


def faults(*files: Any) -> list[str]:
    named = [(f"{n}.json", json.dumps(content).encode()) for n, content in enumerate(files)]
    return verified(named)[1]


def test_a_sound_chain_holds_in_any_order_of_files_with_quiet_days_and_days_left_out() -> None:
    first, quiet, third, fourth = days(3, 0, 2, 1)
    assert faults(fourth, third, quiet, first) == []
    assert faults(first, fourth) == []
    assert faults(third) == []


def test_the_link_is_what_the_rules_say_that_it_is() -> None:
    """By hand, with sha256sum: a rule that changed would make every kept manifest worthless."""
    assert link(
        NO_LINK,
        "a" * 64,
        "2026-11-24T00:01:00.000000Z",
    ) == ("4fbbb3af109bc9bc28e36b5176bcd9cd78ebbf48de10c9b6d0475350e21775fb")


BREAKS: dict[str, tuple[Callable[[Manifest], Any], str]] = {
    "a hash": (lambda m: m["entries"][1].update(sha256="f" * 64), "broken at number 2"),
    "a moment": (
        lambda m: m["entries"][1].update(entered_at="2026-11-01T09:01:00.000001Z"),
        "broken at number 2",
    ),
    "a link": (lambda m: m["entries"][0].update(link="f" * 64), "broken at number 1"),
    "a number": (lambda m: m["entries"][2].update(number=9), "number 9 stands where 3 should"),
    "an entry": (lambda m: m["entries"].pop(1), "number 3 stands where 2 should"),
    "the last entry": (lambda m: m["entries"].pop(), "its last link is not the one"),
    "the order": (lambda m: m["entries"].reverse(), "out of order"),
    "where it began": (lambda m: m["before"].update(head="f" * 64), "broken at number 1"),
    "where it ended": (lambda m: m["after"].update(head="f" * 64), "its last link is not"),
}


@pytest.mark.parametrize("what", BREAKS)
def test_whatever_is_changed_in_a_manifest_is_said(what: str) -> None:
    (manifest,) = days(3)
    change, sentence = BREAKS[what]
    change(manifest)
    assert any(sentence in fault for fault in faults_of(manifest)), faults_of(manifest)


def test_a_past_that_was_written_anew_does_not_fit_what_was_kept() -> None:
    """Each copy is sound in itself; together they show it."""
    kept, (other, later) = days(2)[0], days(3, 1)
    assert faults(kept, other) == ["2026-11-01: two copies of a finished day differ."]
    assert faults(kept, later) == []  # a gap between them, so nothing can be said
    (_, later) = days(1, 1)
    assert faults(kept, later) == [
        "2026-11-02 begins before 2026-11-01 ended: versions are missing."
    ]
    (_, later) = days(2, 1)
    later["before"]["head"] = "f" * 64
    assert "2026-11-02 does not go on where 2026-11-01 ended." in faults(kept, later)


def test_an_unfinished_day_may_go_on() -> None:
    early, whole = days(1)[0], days(3)[0]
    early["final"] = False
    assert faults(early, whole) == []


def test_a_withdrawal_leaves_a_kept_manifest_right() -> None:
    kept = days(2)[0]
    kept["entries"][0]["release"] = "https://example.org/releases/withdrawn-since/"
    now = deepcopy(kept)
    del now["entries"][0]["release"]
    now["entries"][0]["withdrawn"] = True
    assert faults(kept, now) == []


@pytest.mark.parametrize(("content", "code"), [("{}", 1), ("not JSON", 2)])
def test_it_ends_with_an_exit_code_that_tells(tmp_path: Path, content: str, code: int) -> None:
    file = tmp_path / "file.json"
    file.write_text(content)
    assert main([str(file)]) == code
    assert main([str(tmp_path / "missing.json")]) == 2
    assert main([]) == 2
