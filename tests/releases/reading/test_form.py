"""A text taken apart into releases, sections and sentences: every text is made up."""

import random
import textwrap

import pytest

from releases.reading.form import forms, sentences
from releases.reading.letters import Reading
from releases.reading.parts import Form, Section, SectionKind

HEADING, PARAGRAPH, BULLET = SectionKind.HEADING, SectionKind.PARAGRAPH, SectionKind.BULLET


def only(text: str) -> Form:
    (form,) = forms(Reading.of(text))
    return form


def title(text: str) -> str:
    form = only(text)
    return text[form.title.start : form.title.end]


def kinds(text: str) -> list[tuple[SectionKind, int, str]]:
    """The sections of a text's only release, their words on one line."""
    return [
        (section.kind, section.level, " ".join(text[section.start : section.end].split()))
        for section in only(text).sections
    ]


def split(text: str) -> list[str]:
    """The sentences of a text that is one section."""
    section = Section(PARAGRAPH, 0, len(text))
    return [text[span.start : span.end] for span in sentences(Reading.of(text), section)]


# Releases and titles -----------------------------------------------------------------------------

TWO = """Herons counted by the river

Source: Society of Birds

UNDER EMBARGO UNTIL 00:01, FRIDAY 3 MARCH

They were counted at dawn.

Table 1: herons

Source: Society of Birds, 1999

They were counted again at dusk.

Embargoed until noon on Monday

Where do the wrens go?

Source: Ministry of Birds

Nobody knows.
"""


def test_a_file_is_split_at_titles_with_their_source_lines() -> None:
    herons, wrens = forms(Reading.of(TWO))
    assert TWO[herons.title.start : herons.title.end] == "Herons counted by the river"
    assert TWO[wrens.title.start : wrens.title.end] == "Where do the wrens go?"
    assert (herons.publisher, wrens.publisher) == ("Society of Birds", "Ministry of Birds")
    assert TWO[herons.body_start :].startswith("UNDER EMBARGO")
    assert TWO[wrens.body_start :].startswith("Nobody knows.")


def test_the_releases_cover_the_text_and_an_embargo_above_a_title_is_its_own() -> None:
    herons, wrens = forms(Reading.of(TWO))
    assert (herons.start, herons.end, wrens.end) == (0, wrens.start, len(TWO))
    assert TWO[wrens.start :].startswith("Embargoed until noon")


def test_a_source_line_of_a_table_begins_no_release() -> None:
    text = (
        "Wrens seen\n\nThey were few.\n\nWrens by month\n\nSource: Society of Birds\n\nMore later."
    )
    assert title(text) == "Wrens seen"
    assert only(text).publisher == ""


def test_a_file_without_blank_lines_is_split_as_well() -> None:
    tight = "\n".join(line for line in TWO.split("\n") if line and not line.startswith("Table"))
    found = [tight[form.title.start : form.title.end] for form in forms(Reading.of(tight))]
    assert found == ["Herons counted by the river", "Where do the wrens go?"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wrens seen in March\n\nThey were few.", "Wrens seen in March"),
        ("PRESS RELEASE\n\nWrens seen\n\nFew.", "Wrens seen"),
        ("NEWS RELEASE\nFor immediate release\n3 March 2023\n\nWRENS SEEN\n\nFew.", "WRENS SEEN"),
        ("EMBARGOED UNTIL 00:01 FRIDAY 3 MARCH 2023\n\nWrens seen\n\nFew.", "Wrens seen"),
        ("UNDER EMBARGOE until noon today\nWrens seen\n\nFew.", "Wrens seen"),
        (
            "Embargoed until Friday 3 March 00:01: Wrens seen again\n\nFew.",
            "Embargoed until Friday 3 March 00:01: Wrens seen again",
        ),
        ("Date: 3 March 2023\nContact: 01632 960001\nWrens seen\n\nFew.", "Wrens seen"),
        ("Subject: FW: Wrens seen\nFrom: A <a@example.org>\n\nDear all,\n\nFew.", "Wrens seen"),
        (
            "Subject: Press release\n\nHi all,\n\nPlease see below.\n\nWrens seen\n\nFew.",
            "Wrens seen",
        ),
        ("Headline: Wrens seen\n\nFew.", "Wrens seen"),
        (
            "Wrens seen in every park of the\ntown in a week of counting\n\nFew.",
            "Wrens seen in every park of the\ntown in a week of counting",
        ),
        ("They saw few wrens this week.\n\nNone on Sunday.", "They saw few wrens this week."),
        ("EMBARGOED UNTIL 00:01", "EMBARGOED UNTIL 00:01"),
        ("", ""),
    ],
)
def test_the_title_is_the_first_real_line(text: str, expected: str) -> None:
    assert title(text) == expected


def test_lines_above_the_title_stay_sections_of_the_release() -> None:
    assert kinds("PRESS RELEASE\n\nWrens seen\n\nThey were few.") == [
        (PARAGRAPH, 0, "PRESS RELEASE"),
        (PARAGRAPH, 0, "They were few."),
    ]


@pytest.mark.parametrize(
    "header",
    ["From: Anytown Press Office <press@example.org>", "Issued by: Anytown Press Office"],
)
def test_a_header_names_the_publisher_where_no_source_line_does(header: str) -> None:
    assert only(f"{header}\n\nWrens seen\n\nFew.").publisher == "Anytown Press Office"


# Sections ----------------------------------------------------------------------------------------


def test_headings_paragraphs_and_bullets() -> None:
    text = (
        "Wrens\n\nBy the river\n\nThey were few:\n\n• two in March\n• one in May\n\nNo more came."
    )
    assert kinds(text) == [
        (HEADING, 0, "By the river"),
        (PARAGRAPH, 0, "They were few:"),
        (BULLET, 1, "two in March"),
        (BULLET, 1, "one in May"),
        (PARAGRAPH, 0, "No more came."),
    ]


@pytest.mark.parametrize("mark", ["•", "-", "–", "*", "·", "▪", "◦", "o", "1.", "2)", "a)", "(b)"])
def test_bullets_of_any_kind(mark: str) -> None:
    assert kinds(f"Wrens\n\nSeen:\n\n  {mark} two wrens")[1] == (BULLET, 1, "two wrens")


def test_bullets_inside_bullets() -> None:
    text = "Wrens\n\n• Rivers\n\n  • o one\n  • o two\n\n• Parks\n    - east\n    - west\n• All"
    assert [level for _, level, _ in kinds(text)] == [1, 2, 2, 1, 2, 2, 1]


def test_a_bare_o_is_inside_the_bullet_above_it_though_blank_lines_part_them() -> None:
    text = "Wrens\n\n  • We will:\n\no count the wrens;\n\no count the herons.\n\n  • Others help."
    assert [level for _, level, _ in kinds(text)] == [1, 2, 2, 1]


def test_words_set_in_below_a_bullet_belong_to_it() -> None:
    assert kinds("Wrens\n\n1. They were few.\n   They came late.\n2. None stayed.") == [
        (BULLET, 1, "They were few. They came late."),
        (BULLET, 1, "None stayed."),
    ]


@pytest.mark.parametrize(
    "line", ["3% of wrens", "She said:", "Alex Example said", "They left.", "12 wrens", "“Wrens”"]
)
def test_what_is_no_heading(line: str) -> None:
    assert kinds(f"Wrens\n\n{line}\n\nAnd so on.")[0][0] is PARAGRAPH


@pytest.mark.parametrize(
    "marker",
    [
        "Notes to editors",
        "Note to Editors:",
        "Additional notes to editors:",
        "Notes  for editors",
        "Editor’s notes",
        "ENDS",
        "-ends-",
        "– Ends –",
        "Background",
        "Media contacts",
    ],
)
def test_what_follows_a_marker_is_in_the_notes(marker: str) -> None:
    form = only(f"Wrens\n\nThey were few.\n\n{marker}\n\nCounted at dawn.\n\n• Twice")
    assert [section.in_notes for section in form.sections] == [False, True, True, True]


PARAGRAPHS = """Wrens seen in town

The wrens of the town were counted in a week in which Chief Warden Alex Example and 14 others stood
 in every park at dawn. They saw 12 wrens and – which nobody had hoped for – three herons. None of
 them was ringed.

Where they were

Most wrens, said the Society of Birds, were seen in the park by the river, in the last hour before
 the sun rose on Sunday 5 March 2023, when it was still cold.

• two in the north park, which is the smallest of the parks in the town and the one with the fewest
 trees
• one in the south""".replace("\n ", " ")


@pytest.mark.parametrize("width", [50, 60, 72, 90])
def test_a_wrapped_paragraph_is_one_section(width: int) -> None:
    wrapped = "\n".join(
        textwrap.fill(line, width, break_on_hyphens=False) for line in PARAGRAPHS.split("\n")
    )
    assert kinds(wrapped) == kinds(PARAGRAPHS)


def test_white_space_changes_nothing() -> None:
    for changed in (
        PARAGRAPHS.replace(" ", "\u00a0"),
        PARAGRAPHS.replace(" ", "  "),
        PARAGRAPHS.replace("\n", "\r\n"),
        PARAGRAPHS.replace("\n\n", "\n\u00a0\n"),
        PARAGRAPHS.replace("\n\n", "\n"),
    ):
        assert kinds(changed) == kinds(PARAGRAPHS)


# Sentences ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Two came.| Three left.",
        "Did any stay?| None!| Not one.",
        "Mr. Example saw 1.5 kg of seed at No. 10.| He left.",
        "Dr. J. Example, i.e. the warden, saw some, e.g. herons.| Others went.",
        "Det. Sgt. Alex Example and St. Anne’s School helped.| All went.",
        "“They were few.”| Nobody minded.",
        "“Were they few?” asked Alex.| Nobody knew.",
        "They came (at dawn.)| They left.",
        "They came.Nobody saw them.",
        "See www.example.org.uk for more.| Then write.",
        "They came at 9 a.m. and left.| Nobody minded.",
        "It cost £3.2m…| Then more.",
        "They came on 3 Sept. 2023 and left.",
        "no stop at all",
    ],
)
def test_sentences(text: str) -> None:
    wanted = [part.strip() for part in text.split("|")]
    if text == "They came.Nobody saw them.":
        wanted = ["They came.", "Nobody saw them."]
    assert split(text.replace("|", "")) == wanted


def test_sentences_keep_to_their_section() -> None:
    form = only(PARAGRAPHS)
    reading = Reading.of(PARAGRAPHS)
    for section in form.sections:
        spans = sentences(reading, section)
        assert (spans[0].start, spans[-1].end) == (section.start, section.end)


# Any text ----------------------------------------------------------------------------------------


def test_any_text_has_its_form() -> None:
    pieces = ["Source: A", "\n", "\n\n", "\r\n", "\v", "• ", "o ", "1. ", "Embargoed until noon"]
    pieces += ["Subject: ", "From: ", "Wrens seen", "They were few.", "ENDS", "“", "-", " ", "£"]
    chooser = random.Random(3)  # noqa: S311 (the same texts each time)
    for _ in range(400):
        text = "".join(chooser.choice(pieces) for _ in range(chooser.randrange(40)))
        found = forms(Reading.of(text))
        assert [found[0].start, found[-1].end] == [0, len(text)]
        for form in found:
            edges = [edge for part in form.sections for edge in (part.start, part.end)]
            assert edges == sorted(edges)
            assert all(form.start <= edge <= form.end for edge in edges)
            assert form.start <= form.title.start <= form.title.end <= form.end


@pytest.mark.parametrize(
    "piece", ["1", '"', ".", ". ", "\n", "• a\n", "a\n\nSource: b\n\n", "o ", "-"]
)
def test_a_hostile_text_is_taken_apart_to_its_end(piece: str) -> None:
    text = "Wrens\n\n" + piece * (100_000 // len(piece))
    reading = Reading.of(text)
    for form in forms(reading):
        for section in form.sections:
            for sentence in sentences(reading, section):
                assert section.start <= sentence.start < sentence.end <= section.end
