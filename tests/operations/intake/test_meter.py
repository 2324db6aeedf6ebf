"""The number meter: captured before dismissed, dismissed before not accounted for."""

from operations.intake.meter import Holder, Standing, metered

TEXT = "On 6 May 1,672 arrests, 53 in Anytown, 8 in all."
#       0  3 5 7     13       24


def numbers(*words: str) -> list[tuple[int, int]]:
    return [(TEXT.index(word), TEXT.index(word) + len(word)) for word in words]


def holder(words: str, standing: Standing, **fields: object) -> Holder:
    start = TEXT.index(words)
    return Holder(start, start + len(words), standing, **fields)  # type: ignore[arg-type]


def test_each_number_is_told_by_what_holds_it() -> None:
    meter = metered(
        TEXT,
        numbers("6", "1,672", "53", "8"),
        [
            holder("1,672", Standing.CAPTURED, candidate=4),
            holder("6 May", Standing.DISMISSED, reason="a date"),
            holder("53", Standing.UNACCOUNTED, candidate=5),
        ],
    )
    assert [(n.words, n.standing.value, n.reason, n.candidate) for n in meter.numbers] == [
        ("6", "dismissed", "a date", None),
        ("1,672", "captured", "", 4),
        ("53", "unaccounted", "", 5),
        ("8", "unaccounted", "", None),
    ]
    assert (meter.captured, meter.dismissed, len(meter.unaccounted)) == (1, 1, 2)
    assert not meter.is_full


def test_captured_number_is_not_also_dismissed() -> None:
    both = [holder("53", Standing.DISMISSED), holder("53 in Anytown", Standing.CAPTURED)]
    assert metered(TEXT, numbers("53"), both).is_full
    assert metered(TEXT, numbers("53"), both).captured == 1


def test_figure_inside_a_longer_one_hides_none_of_it() -> None:
    holders = [
        holder("1,672 arrests, 53 in Anytown", Standing.CAPTURED, candidate=1),
        holder("arrests", Standing.CAPTURED, candidate=2),
    ]
    (found,) = metered(TEXT, numbers("53"), holders).numbers
    assert found.candidate == 1


def test_text_without_numbers_is_full() -> None:
    assert metered("No numbers here", [], []).is_full


def test_many_numbers_each_find_their_holder() -> None:
    size = 20_000
    spans = [(place * 2, place * 2 + 1) for place in range(size)]
    holders = [Holder(*one, Standing.CAPTURED) for one in spans]
    assert metered("1 " * size, spans, holders).captured == size
