"""Print how well marked texts are read: ``python -m benchmarks.reading [FOLDER]``.

Exit code 2 where the folder holds nothing to measure; otherwise 0, whatever was measured.
"""

import sys
from argparse import ArgumentParser, BooleanOptionalAction
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from statistics import median
from time import process_time
from zoneinfo import ZoneInfo

from benchmarks.reading import measuring
from benchmarks.reading.marks import MarkedRelease, MarkedText, MarksError, marked_texts
from benchmarks.reading.measuring import GOALS, Measured, Miss, Tally, measured, releases_within
from releases.reading import read_releases
from releases.reading.parts import ReadRelease

DEFAULT_FOLDER = Path("../shared/reading")
RUNS = 3  # each text is read so many times and the quickest counts

COLUMNS = {
    "recall": measuring.RECALL, "precision": measuring.PRECISION, "unit": measuring.UNIT,
    "qualifier": measuring.QUALIFIER, "words": measuring.WHAT, "period": measuring.PERIOD,
    "coverage": measuring.COVERAGE, "quotations": measuring.QUOTED,
    "embargo": measuring.EMBARGO,
}  # fmt: skip
OTHERS = (
    measuring.TITLE, measuring.PUBLISHER, measuring.QUOTED_ONLY, measuring.QUOTED_WHOLE,
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One release as it was measured, and how long it took to read (its share of its file)."""

    name: str
    text: MarkedText
    result: Measured
    seconds: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the texts of a folder and print what came out; returns the exit code."""
    parser = ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT_FOLDER)
    parser.add_argument(
        "--misses", action=BooleanOptionalAction, default=True, help="of the texts for development"
    )
    parser.add_argument("--held-out-misses", action="store_true", help="list these too")
    parser.add_argument("--only", default="", help="names that begin so, such as 02 or npcc")
    chosen = parser.parse_args(arguments)
    try:
        texts = [text for text in marked_texts(chosen.folder) if text.name.startswith(chosen.only)]
        if not texts:
            raise MarksError(f"No marked text of {chosen.folder} begins with {chosen.only}.")
    except MarksError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    rows = [row for text in texts for row in rows_of(text)]
    print_groups(rows)
    print_times(rows)
    if chosen.misses:
        print_misses(row for row in rows if row.text.is_for_development)
    if chosen.held_out_misses:
        print_misses(row for row in rows if not row.text.is_for_development)
    return 0


def rows_of(text: MarkedText) -> list[Row]:
    """Read a text as on its own day (today, where that is not known) and measure its releases."""
    today = text.today or datetime.now(tz=ZoneInfo("Europe/London")).date()
    read, seconds = _read(text.text, today)
    length = max(len(text.text), 1)
    return [
        Row(
            _name(text, number, marked),
            text,
            measured(marked, releases_within(marked, read), text.text),
            seconds * (marked.end - marked.start) / length,
        )
        for number, marked in enumerate(text.releases, start=1)
    ]


def _read(text: str, today: date) -> tuple[list[ReadRelease], float]:
    """What is read, and how many seconds of the processor it took at best; others may share it."""
    times = []
    for _ in range(RUNS):
        begun = process_time()
        read = read_releases(text, today=today)
        times.append(process_time() - begun)
    return read, min(times)


def _name(text: MarkedText, number: int, marked: MarkedRelease) -> str:
    if not text.is_many:
        return text.name
    return f"{number} {marked.title}" if text.is_untouched else f"{text.name} {number}"


def print_groups(rows: Sequence[Row]) -> None:
    """Every release's line, and the sums of the untouched ones, the others and both halves."""
    groups: list[tuple[str, Callable[[Row], bool], bool]] = [
        ("The untouched releases", lambda row: row.text.is_untouched, True),
        ("Others for development", _is_other_for_development, True),
        ("Held out", lambda row: not row.text.is_for_development, True),
        ("All but the untouched", lambda row: not row.text.is_untouched, False),
        ("For development", lambda row: row.text.is_for_development, False),
        ("All", lambda row: True, False),
    ]
    print("".join([f"{'':40}", *(f"{name:>15}" for name in COLUMNS), f"{'ms':>8}"]))
    for title, belongs, is_listed in groups:
        of_group = [row for row in rows if belongs(row)]
        if not of_group:
            continue
        print()
        for row in of_group if is_listed else ():
            print(_line(row.name, row.result, row.seconds))
        print(_line(title.upper(), _together(of_group), None))
        print(_rest(_together(of_group)))
    print()
    goals = "".join(f"{_goal(measure):>15}" for measure in COLUMNS.values())
    print(f"{'To reach':40}{goals}")


def _is_other_for_development(row: Row) -> bool:
    return row.text.is_for_development and not row.text.is_untouched


def _goal(measure: str) -> str:
    return f"{GOALS[measure]:.2f}" if measure in GOALS else ""


def _together(rows: Iterable[Row]) -> Measured:
    total = Measured()
    for row in rows:
        total.add(row.result)
    return total


def _line(name: str, result: Measured, seconds: float | None) -> str:
    cells = [f"{_cell(result.tallies.get(measure, Tally())):>15}" for measure in COLUMNS.values()]
    time = "" if seconds is None else f"{seconds * 1000:8.1f}"
    return "".join([f"{name[:39]:40}", *cells, time])


def _rest(result: Measured) -> str:
    told = (f"{name} {_cell(result.tallies.get(name, Tally()))}" for name in OTHERS)
    return f"{'':4}{'; '.join(told)}"


def _cell(tally: Tally) -> str:
    """“0.97 (36/37)”, or a dash where there was nothing to be right about."""
    return "-" if tally.share is None else f"{tally.share:.2f} ({tally.right}/{tally.of})"


def print_times(rows: Sequence[Row]) -> None:
    times = [row.seconds * 1000 for row in rows]
    worst = max(rows, key=lambda row: row.seconds)
    print(
        f"\nTime a release: median {median(times):.1f} ms, worst {max(times):.1f} ms ({worst.name})"
    )


def print_misses(rows: Iterable[Row]) -> None:
    """Each miss with its words, by release."""
    for row in rows:
        if row.result.misses:
            print(f"\n{row.name}")
        for miss in row.result.misses:
            print(_told(miss, row.text.text))


def _told(miss: Miss, text: str) -> str:
    line = text.count("\n", 0, miss.place) + 1
    words = f"  {_HEADS[miss.measure]}, line {line}: “{miss.words}”"
    if miss.expected:
        words += f"\n      marked: {miss.expected}"
    if miss.measure != measuring.RECALL:
        words += f"\n      read:   {miss.found or 'nothing'}"
    return words


_HEADS = {
    measuring.RECALL: "not found",
    measuring.PRECISION: "no figure",
    measuring.UNIT: "unit",
    measuring.QUALIFIER: "qualifier",
    measuring.WHAT: "what was counted",
    measuring.PERIOD: "period",
    measuring.COVERAGE: "coverage",
    measuring.QUOTED: "quotation",
    measuring.QUOTED_ONLY: "quotation that was not marked",
    measuring.QUOTED_WHOLE: "quotation's extent",
    measuring.EMBARGO: "embargo",
    measuring.TITLE: "title",
    measuring.PUBLISHER: "publisher",
}

if __name__ == "__main__":
    sys.exit(main())
