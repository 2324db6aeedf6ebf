"""How well our own marked texts are read, as a floor that no change may go below.

The texts are harder than releases mostly are, and half of them were never read while rules were
written. A floor that is passed by far is raised; none is lowered without saying why.
"""

from pathlib import Path

import pytest

from benchmarks.reading import measuring
from benchmarks.reading.__main__ import rows_of
from benchmarks.reading.marks import marked_texts
from benchmarks.reading.measuring import Measured

TEXTS = Path(__file__).resolve().parents[1] / "releases" / "reading" / "texts"
FLOORS = {
    measuring.RECALL: 0.97,
    measuring.PRECISION: 0.93,
    measuring.UNIT: 0.98,
    measuring.QUALIFIER: 0.97,
    measuring.WHAT: 0.85,
    measuring.PERIOD: 0.62,
    measuring.COVERAGE: 0.45,
    measuring.QUOTED: 0.90,
    measuring.EMBARGO: 1.00,
}


@pytest.fixture(scope="module")
def measured() -> dict[bool, Measured]:
    """All counts together, of the texts for development (True) and of those held out (False)."""
    sums = {True: Measured(), False: Measured()}
    for text in marked_texts(TEXTS):
        for row in rows_of(text):
            sums[text.is_for_development].add(row.result)
    return sums


@pytest.mark.parametrize("is_for_development", [True, False])
@pytest.mark.parametrize("measure", FLOORS)
def test_floor(measured: dict[bool, Measured], measure: str, is_for_development: bool) -> None:
    tally = measured[is_for_development].tallies[measure]
    assert tally.of >= 10
    assert tally.share is not None
    assert tally.share >= FLOORS[measure], f"{tally.right} of {tally.of}"
