"""Phrases found in a text, and found again after it was edited: all made up, with the traps."""

import pytest

from releases.anchors import Anchor, Finding, anchor_at, find_again, find_phrases, occurrences
from releases.reading.letters import folded

NBSP = "\u00a0"


class TestFinding:
    def test_spaces_that_do_not_break_are_plain_and_offsets_hold(self) -> None:
        text = f"On Monday{NBSP}2780{NBSP}herons were\u202fseen, at dawn."
        [(finding, span)] = find_phrases(text, ["2780 herons were seen"])
        assert finding is Finding.FOUND
        assert span is not None
        assert folded(text[span.start : span.end]) == "2780 herons were seen"
        assert span.prefix == f"On Monday{NBSP}"
        assert span.suffix == ", at dawn."

    @pytest.mark.parametrize(
        ("phrase", "text"),
        [
            ("395 herons", "They saw 1,395 herons."),
            ("95 herons", "They saw 395 herons."),
            ("3.2", "about 3.25 nests"),
            ("about 3", "about 3.2 nests"),
            ("seven", "seventeen nests"),
            ("nest", "nests"),
            ("34 herons", "134 herons"),
        ],
    )
    def test_a_phrase_is_not_found_inside_a_number_or_word(self, phrase: str, text: str) -> None:
        assert find_phrases(text, [phrase]) == [(Finding.MISSING, None)]

    @pytest.mark.parametrize(
        ("phrase", "text"),
        [
            ("2780", "2780kg of fish"),
            ("£3.2m", "worth £3.2m, they said"),
            ("12 nests", "12 nests, 4 of them new"),
            ("(<1%)", "a rise (<1%) in spring"),
            ("(4)", "(4)"),
        ],
    )
    def test_punctuation_and_units_may_follow(self, phrase: str, text: str) -> None:
        [(finding, _)] = find_phrases(text, [phrase])
        assert finding is Finding.FOUND

    def test_the_nth_use_of_a_phrase_stands_at_its_nth_occurrence(self) -> None:
        text = "Avon: 48 contacts. Severn: 48 contacts."
        spans = [span for _, span in find_phrases(text, ["48 contacts", "Avon", "48 contacts"])]
        assert [span.start for span in spans if span] == [6, 0, 27]

    def test_several_figures_may_share_one_phrase(self) -> None:
        found = find_phrases("seven herons and seventeen wrens", ["seven herons"] * 2)
        assert [finding for finding, _ in found] == [Finding.FOUND] * 2
        assert found[0] == found[1]

    @pytest.mark.parametrize("uses", [1, 3])
    def test_otherwise_a_repeated_phrase_is_ambiguous(self, uses: int) -> None:
        found = find_phrases("48 contacts, then 48 contacts", ["48 contacts"] * uses)
        assert found == [(Finding.AMBIGUOUS, None)] * uses

    def test_overlapping_occurrences_count_each(self) -> None:
        assert list(occurrences("12 12 12", "12 12")) == [0, 3]

    def test_an_empty_phrase_is_nowhere(self) -> None:
        assert list(occurrences("12", "")) == []


def anchored(text: str, words: str, number: int = 0) -> tuple[str, Anchor]:
    start = list(occurrences(text, words))[number]
    return words, anchor_at(text, start, start + len(words))


BEFORE = (
    "On the Avon wardens counted 48 herons in spring. "
    "On the Severn, far to the north, they counted 48 herons in autumn."
)


class TestFindingAgain:
    def test_an_unchanged_text_keeps_every_place(self) -> None:
        both = [anchored(BEFORE, "48 herons", 0), anchored(BEFORE, "48 herons", 1)]
        assert find_again(BEFORE, both) == [(Finding.FOUND, anchor) for _, anchor in both]

    def test_words_before_it_may_come_and_go(self) -> None:
        second = anchored(BEFORE, "48 herons", 1)
        edited = "A new first sentence. " + BEFORE.replace("far to the north, ", "")
        [(finding, anchor)] = find_again(edited, [second])
        assert finding is Finding.FOUND
        assert anchor is not None
        assert edited[anchor.start : anchor.end] == "48 herons"
        assert edited[anchor.end :] == " in autumn."

    def test_a_changed_number_is_missing(self) -> None:
        edited = BEFORE.replace("48 herons in spring", "47 herons in spring")
        assert find_again(edited, [anchored(BEFORE, "herons in spring")])[0][0] is Finding.FOUND
        first = anchored(BEFORE, "48 herons in spring")
        assert find_again(edited, [first]) == [(Finding.MISSING, None)]

    def test_the_other_place_of_the_same_words_is_not_taken_for_the_lost_one(self) -> None:
        both = [anchored(BEFORE, "48 herons", 0), anchored(BEFORE, "48 herons", 1)]
        edited = BEFORE.replace("48 herons in spring", "47 herons in spring")
        first, second = find_again(edited, both)
        assert first == (Finding.AMBIGUOUS, None)
        assert second[0] is Finding.FOUND

    def test_two_figures_of_one_place_stay_together(self) -> None:
        one = anchored(BEFORE, "48 herons", 0)
        other = anchored(BEFORE, "48 herons", 1)
        found = find_again(BEFORE, [one, one, other])
        assert found[0] == found[1] == (Finding.FOUND, one[1])
        assert found[2] == (Finding.FOUND, other[1])

    def test_surroundings_that_say_nothing_decide_nothing(self) -> None:
        text = "48 herons"
        edited = "48 herons. And then again 48 herons"
        assert find_again(edited, [anchored(text, "48 herons")]) == [(Finding.AMBIGUOUS, None)]

    def test_other_spaces_and_quotation_marks_are_no_edit(self) -> None:
        text = "“We saw 48 herons,” they said: “the warden’s 48 herons”."
        edited = text.replace("“", '"').replace("”", '"').replace("’", "'").replace(" ", NBSP)
        second = anchored(text, "48 herons", 1)
        [(finding, anchor)] = find_again(edited, [second])
        assert finding is Finding.FOUND
        assert anchor is not None
        assert anchor.start == second[1].start
