"""A file of many releases taken apart: all made up, with the traps."""

import pytest

from releases.source_texts import is_title_of, split_releases

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
