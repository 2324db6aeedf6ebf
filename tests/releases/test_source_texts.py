"""A file of many releases taken apart, and phrases found in a text: all made up, with the traps."""

import pytest

from releases.source_texts import (
    Finding,
    find_phrases,
    folded,
    is_title_of,
    occurrences,
    split_releases,
)

NBSP = "\u00a0"
FILE = f"""Herons counted by{NBSP}the river

Source: Society of Birds

UNDER EMBARGO UNTIL 00:01, FRIDAY 3 MARCH

  • 2780 herons{NBSP}seen{NBSP}
  • 12 nests

Table of counts
Source: Society of Birds, 1999

The birds were counted at dawn.

Source: the warden’s notebook

They were counted again at dusk.


Where do the wrens go?

Source: Ministry{NBSP}of Birds

Nobody knows."""


class TestSplitting:
    def test_titles_sources_and_texts(self) -> None:
        herons, wrens = split_releases(FILE)
        assert (herons.title, herons.source) == (
            "Herons counted by the river",
            "Society of Birds",
        )
        assert herons.text.startswith("UNDER EMBARGO")
        assert (wrens.title, wrens.source) == ("Where do the wrens go?", "Ministry of Birds")
        assert wrens.text == "Nobody knows."

    def test_a_source_line_inside_a_text_begins_no_release(self) -> None:
        herons, _ = split_releases(FILE)
        assert "Source: Society of Birds, 1999" in herons.text
        assert "Source: the warden’s notebook" in herons.text
        assert herons.text.endswith("again at dusk.")

    def test_texts_are_kept_as_they_stand(self) -> None:
        herons, _ = split_releases(FILE)
        assert f"  • 2780 herons{NBSP}seen{NBSP}\n  • 12 nests" in herons.text

    def test_bullets_before_a_source_line_are_no_title(self) -> None:
        text = "One\n\nSource: A\n\nText\n\n• a point\n\nSource: B\n\nmore"
        [only] = split_releases(text)
        assert only.text.endswith("Source: B\n\nmore")

    def test_line_ends_and_byte_order_marks_of_other_machines(self) -> None:
        assert split_releases("\ufeff" + FILE.replace("\n", "\r\n")) == split_releases(FILE)

    def test_a_release_may_have_no_text(self) -> None:
        [only] = split_releases("A title\n\nSource: A")
        assert (only.title, only.text) == ("A title", "")

    @pytest.mark.parametrize("text", ["", "Just words.", "Title\nSource: A\nText", "Source: A\n"])
    def test_a_file_without_releases_is_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match="No release begins"):
            split_releases(text)

    def test_text_before_the_first_release_is_refused(self) -> None:
        with pytest.raises(ValueError, match="belongs to no release"):
            split_releases(f"A stray sentence.\n\n{FILE}")


@pytest.mark.parametrize(
    ("file_title", "title", "same"),
    [
        ("Herons counted", "Herons counted", True),
        (f"Herons{NBSP}counted", "Herons  counted", True),
        ("The warden's herons", "The warden’s herons", True),
        ("HERONS COUNTED", "Herons counted", True),
        ("Embargoed until Friday 3 March 00:01: Herons counted", "Herons counted", True),
        ("Strictly embargoed: Herons counted", "Herons counted", True),
        ("More herons counted", "Herons counted", False),
        ("Herons counted", "Herons counted again", False),
    ],
)
def test_titles_are_compared_without_their_embargo(file_title: str, title: str, same: bool) -> None:
    assert is_title_of(file_title, title) is same


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
