"""The driver of the long drills: what it lets count, tried on tests that need no database."""

import pytest

from benchmarks.drills.__main__ import Drill, Outcome, counted, main, run, share_of


def test_a_drill_runs_its_tests_in_a_process_and_counts_them() -> None:
    outcome = run(Drill("quick", ("tests/test_network.py",)), 1)
    assert (outcome.fault, outcome.tests("passed")) == ("", 4)


@pytest.mark.parametrize(
    ("code", "said", "fault"),
    [
        (0, "12 reads by 3 readers\n\n1 passed in 2s", ""),
        (0, "0 reads by 3 readers\n\n1 passed in 2s", "tried nothing"),
        (0, "1 passed in 2s", "tried nothing"),
        (0, "12 reads by 3 readers\n\n1 passed, 2 skipped in 2s", "left something out"),
        (1, "12 reads by 3 readers\n\n1 failed in 2s", "failed (exit code 1)"),
        (5, "no tests ran", "failed (exit code 5)"),
    ],
)
def test_one_that_tried_nothing_or_left_something_out_fails(
    code: int, said: str, fault: str
) -> None:
    assert Outcome(code, said, 1.0, r"^[1-9]\d* reads by").fault == fault


def test_a_share_of_what_can_be_counted_is_never_nothing() -> None:
    environment = counted("DRILL_READS", "reads", 500)
    assert environment(1) == {"DRILL_READS": "1000000"}
    assert environment(0.00001) == {"DRILL_READS": "500"}


@pytest.mark.parametrize("text", ["0", "-1", "2", "a hundredth", ""])
def test_nonsense_for_a_share_is_one_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="give a number above 0"):
        share_of(text)


def test_a_drill_that_there_is_not_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["swimming"])
    assert "There is no drill swimming" in capsys.readouterr().err
