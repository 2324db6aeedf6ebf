"""What each figure of a release covers or leaves out."""

import pytest

from releases.reading.coverage import coverages_of
from releases.reading.form import forms
from releases.reading.letters import Reading
from releases.reading.parts import Basis, Span, StatedCoverage

TITLE = "Knives seized"


def coverages(text: str, *words: str) -> list[StatedCoverage | None]:
    """The coverage of the figures that these words of the text state."""
    reading = Reading.of(text)
    spans = [Span(text.index(one), text.index(one) + len(one)) for one in words]
    return coverages_of(reading, forms(reading)[0], spans)


def body(*paragraphs: str) -> str:
    return "\n\n".join([TITLE, *paragraphs])


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Officers made 77 arrests in England and Wales.", "in England and Wales"),
        ("Across England, Wales and Scotland, 77 were held.", "Across England, Wales and Scotland"),
        ("There were 77 arrests across the UK.", "across the UK"),
        ("There were 77 arrests nationwide.", "nationwide"),
        ("Nationally, 77 offences were recorded.", "Nationally"),
        ("The national total was 77 arrests.", "national"),
        ("There were 77 arrests across the country.", "across the country"),
        ("There were 77 arrests, across three forces.", "across three forces"),
        ("It led to 77 arrests by all 43 forces.", "by all 43 forces"),
        ("There are 77 in use across all forces.", "across all forces"),
        ("Most forces are above 77%.", "Most forces"),
        ("Exampleshire Constabulary made 77 arrests.", "Exampleshire Constabulary"),
        ("West Example Police made 77 arrests.", "West Example Police"),
        ("An Exampleshire Police study found 77 of them.", "Exampleshire Police"),
        ("There were 77 in the Exampleshire Police area.", "in the Exampleshire Police area"),
        ("Officers made 77 arrests in Exampleshire.", "in Exampleshire"),
        ("In Anytown and Otherton, 77 were held.", "In Anytown and Otherton"),
        ("Excluding fraud, 77 offences were recorded.", "Excluding fraud"),
        ("There were 77, not including the Exampleshire force.",
         "not including the Exampleshire force"),
        ("77 arrests were made last year by forces.", "by forces"),
        ("The Agency has seized 77 guns.", "The Agency"),
    ],
)  # fmt: skip
def test_a_sentence_names_its_coverage(sentence: str, words: str) -> None:
    text = body("It was said so.", sentence)
    [found] = coverages(text, "77")
    assert found is not None
    assert (found.words, found.basis) == (words, Basis.SENTENCE)
    assert text[found.start : found.end] == words


@pytest.mark.parametrize(
    "sentence",
    [
        "Officers made 77 arrests in March.",
        "In Operation Example, 77 were held.",
        "It follows Scotland's law and took 77 days.",
        "Chief Constable Alex Example saw 77 of them.",
        "All 77 were accepted with the exception of one.",
        "The Exampleshire Police and Crime Commissioner gave 77.",
    ],
)
def test_other_words_with_a_capital_name_none(sentence: str) -> None:
    assert coverages(body(sentence), "77") == [None]


def test_of_two_the_one_beside_the_figure_counts() -> None:
    text = body("Officers made 40 arrests in Anytown and 60 in Otherton.")
    assert [found and found.words for found in coverages(text, "40", "60")] == [
        "in Anytown",
        "in Otherton",
    ]


def test_how_many_forces_there_are_is_not_its_own_coverage() -> None:
    assert coverages(body("It brings together all 43 forces."), "43") == [None]


class TestAnExclusion:
    TEXT = body(
        "A return shows:",
        "• 67 protests nationwide.\n• 8 arrests, across three forces.",
        "This does not include Anytown Police or events in Otherton.",
        "Forces also made:",
        "• 34 visits.",
        "Background",
        "There were 900 such visits before.",
    )

    def test_it_travels_with_its_list_and_section(self) -> None:
        for found in coverages(self.TEXT, "67", "8", "34"):
            assert found is not None
            assert "does not include Anytown Police or events in Otherton" in found.words

    def test_the_words_of_the_sentence_stay_beside_it(self) -> None:
        [found] = coverages(self.TEXT, "8 arrests")
        assert found is not None
        assert found.words.startswith("across three forces; ")
        assert found.basis is Basis.SENTENCE

    def test_it_does_not_reach_another_section(self) -> None:
        assert coverages(self.TEXT, "900") == [None]

    def test_one_in_the_notes_is_for_every_figure(self) -> None:
        text = body(
            "Officers made 40 arrests.",
            "Notes to editors",
            "Figures do not include British Example Police.",
        )
        [found] = coverages(text, "40")
        assert found is not None
        assert "do not include British Example Police" in found.words

    def test_it_may_be_said_of_its_subject(self) -> None:
        text = body("Officers made 40 arrests. Exampleshire and Anytown are not included.")
        [found] = coverages(text, "40")
        assert found is not None
        assert found.words == "Exampleshire and Anytown are not included"


class TestWhereItComesFrom:
    def test_the_paragraph(self) -> None:
        text = body("Forces across England and Wales took part. They made 40 arrests.")
        [found] = coverages(text, "40")
        assert found is not None
        assert (found.words, found.basis) == ("across England and Wales", Basis.PARAGRAPH)

    def test_the_lead_in_of_a_list(self) -> None:
        text = body("Last week, officers in Exampleshire seized:", "• 40 guns\n  o 12 of them old")
        for found in coverages(text, "40", "12"):
            assert found is not None
            assert (found.words, found.basis) == ("in Exampleshire", Basis.PARAGRAPH)

    def test_the_release(self) -> None:
        text = "Police arrest 90 across the UK\n\nIt was a hard week.\n\nThey found 40 guns."
        [found] = coverages(text, "40")
        assert found is not None
        assert (found.words, found.basis) == ("across the UK", Basis.RELEASE)

    def test_a_case_under_the_heading_of_its_unit(self) -> None:
        text = body(
            "Police in England and Wales made 90 arrests.",
            "Northern Example Special Operations Unit",
            "All 18 were jailed. Seven more pleaded guilty.",
            "Case for change",
            "It brought 55 more.",
        )
        unit, change = coverages(text, "18", "55")
        assert unit is not None
        assert (unit.words, unit.basis) == (
            "Northern Example Special Operations Unit",
            Basis.PARAGRAPH,
        )
        assert change is None or change.words == "in England and Wales"

    def test_the_same_force_is_the_one_named_before(self) -> None:
        text = body("An Exampleshire Police study took 14 days. The same force finds 200.")
        [found] = coverages(text, "200")
        assert found is not None
        assert found.words == "Exampleshire Police"

    def test_nothing_is_named(self) -> None:
        assert coverages(body("Officers made 40 arrests."), "40") == [None]


def test_white_space_and_quotation_marks_change_nothing() -> None:
    sentence = "Forces across England and Wales made 40 arrests, excluding Anytown's force."
    expected = coverages(body(sentence), "40")[0]
    assert expected is not None
    for other in (
        sentence.replace(" ", "\u00a0"),
        sentence.replace(" ", "  "),
        sentence.replace("England and", "England\nand"),
        sentence.replace("'", "’"),
    ):
        [found] = coverages(body(other), "40")
        assert found is not None
        assert found.words.replace("’", "'") == expected.words


@pytest.mark.parametrize(
    "piece",
    ["Police ", "A", "Aa ", "in A ", "This does not include ", "excluding X, ", "\n\nUnit\n"],
)
def test_a_hostile_text_ends(piece: str) -> None:
    text = piece * (50_000 // len(piece))
    reading = Reading.of(text)
    form = forms(reading)[0]
    spans = [Span(at, at + 1) for at in range(0, len(text), 500)]
    assert len(coverages_of(reading, form, spans)) == len(spans)


def words_of(text: str, *figures: str) -> list[str]:
    return [found.words if found else "" for found in coverages(text, *figures)]


BY_A_FORCE = "Knives seized\n\nSource: Exampleshire Police\n\n"


def test_a_force_that_publishes_is_what_its_figures_cover() -> None:
    assert words_of(BY_A_FORCE + "Officers made 77 arrests.", "77") == ["Exampleshire Police"]


def test_a_national_publisher_says_nothing_of_coverage() -> None:
    text = BY_A_FORCE.replace("Exampleshire Police", "National Office for Police Numbers")
    assert words_of(text + "Officers made 77 arrests.", "77") == [""]


def test_the_force_is_shown_with_its_name() -> None:
    assert words_of(BY_A_FORCE + "The force made 77 arrests.", "77") == [
        "The force (Exampleshire Police)"
    ]


def test_an_exclusion_is_added_to_the_place() -> None:
    text = "Burglary in England and Wales\n\nExcluding Exampleshire Police, offences rose by 11%."
    (found,) = words_of(text, "11%")
    assert "England and Wales; Excluding Exampleshire Police" in found


def test_a_place_of_one_part_is_not_the_whole_figures() -> None:
    text = body("There were 77 arrests, including 12 in Anytown.")
    assert words_of(text, "77", "12") == ["", "in Anytown"]


def test_a_force_of_another_sentence_is_not_a_national_figures() -> None:
    text = "Arrests in England and Wales\n\nExampleshire Police made 12. In all 77 were made."
    assert words_of(text, "12", "77") == ["Exampleshire Police", "in England and Wales"]


def test_a_possessive_is_no_part_of_a_place() -> None:
    assert words_of(body("There were 77 people in Exampleshire's cells."), "77") == [
        "in Exampleshire"
    ]


def test_counties_and_rows_of_a_table() -> None:
    assert words_of(body("In all 77 were seized across the two counties."), "77") == [
        "across the two counties"
    ]
    assert words_of(body("Force\tBelts\tPhones\nAnyshire\t31\t14"), "31") == ["Anyshire"]
