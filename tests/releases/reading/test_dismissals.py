"""Numbers that state no figure are set aside with their reason; the others stay."""

import re

import pytest

from releases.reading.dismissals import dismissals
from releases.reading.letters import Reading
from releases.reading.numerals import numerals
from releases.reading.parts import Form, Section, SectionKind, Span


def _judged(text: str) -> list[tuple[Span, str]]:
    """Each numeral's span in a text of one paragraph, with the reason, "" if it stays."""
    reading = Reading.of(text)
    section = Section(SectionKind.PARAGRAPH, 0, len(text))
    form = Form(0, len(text), Span(0, 0), "", 0, (section,))
    found = numerals(reading, 0, len(text))
    reasons = {each.start: each.reason for each in dismissals(reading, form, found)}
    return [(Span(each.start, each.end), reasons.get(each.start, "")) for each in found]


def _reasons(text: str) -> list[str]:
    return [reason for _, reason in _judged(text)]


def _marked(text: str) -> tuple[str, list[Span]]:
    """The text without its braces, and where they stood."""
    spans: list[Span] = []
    plain = ""
    for piece in re.split(r"(\{[^}]*\})", text):
        if piece.startswith("{"):
            spans.append(Span(len(plain), len(plain) + len(piece) - 2))
        plain += piece.strip("{}")
    return plain, spans


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("on 17 November it ended", "a date"),
        ("from 2 to 8 May 2024 they", "a date"),
        ("from 2 November – 5 November they", "a date"),
        ("on Monday, 11th to Sunday, 17th October", "a date"),
        ("from December 1 to January 1", "a date"),
        ("since October 2025", "a date"),
        ("on 12/03/2024 and 2024-03-12", "a date"),
        ("since 2021", "a year"),
        ("in the 1990s and early '90s", "a year"),
        ("compared with 2019 levels", "a year"),
        ("in 2022/23 and FY25-26", "a financial year"),
        ("until 00:01, 6.30pm, 7am and 0001hrs", "a time"),
        ("between 10 and 11pm", "a time"),
        ("about ten o'clock", "a time"),
        ("a 38-year-old man", "an age"),
        ("boys aged 12, 14 and 15, were", "an age"),
        ("men aged 18-24", "an age"),
        ("children as young as 12", "an age"),
        ("persons under 18 years old", "an age"),
        ("11- to 16-year-olds", "an age"),
        ("Alex Example, 45, of Anytown", "an age"),
        ("Alex Example (45), of Anytown", "an age"),
        ("a woman, 23, was held", "an age"),
        ("most of those stopped were over 25, but", "an age"),
        ("under-18s", "an age"),
        ("a man in his 40s", "an age"),
        ("24 or younger", "an age"),
        ("ring 0800 555 111", "a phone number"),
        ("text 61016", "a phone number"),
        ("stay silent and press 55 when asked", "a phone number"),
        ("call 101 now", "the 101 number"),
        ("on 101 or 999.", "the 101 number,the 999 number"),
        ("under Section 12 of the Public Order Act 1986", "an Act or a section of one"),
        ("s.60 and s60 stops", "an Act or a section of one"),
        ("Sections 5, 12 and 18 of it", "an Act or a section of one"),
        ("Schedule 7 and Article 8", "an Act or a section of one"),
        ("quoting crime reference 123456/24", "a reference or badge number"),
        ("quote log 512 of 3 May", "a reference or badge number,a date"),
        ("PC 4321 Example", "a reference or badge number"),
        ("at 27 High Street, AN1 2AB", "an address or a road number"),
        ("on the M25 and the A1(M)", "an address or a road number"),
        ("officer NX121", "a name with a number in it"),
        ("3D printers and 5G phones", "a name with a number in it"),
        ("COVID-19 rules", "a name with a number in it"),
        ("Type 1 diabetes", "a name with a number in it"),
        ("phase two.", "a name with a number in it"),
        ("a .22 rifle and 9mm rounds", "a name with a number in it"),
        ("the first raid, the 2nd", "an ordinal"),
        ("24/7", "a turn of phrase"),
        ("24 hours a day, seven days a week", "a turn of phrase"),
        ("zero tolerance", "a turn of phrase"),
        ("no one and one another", "a turn of phrase"),
        ("one of the biggest raids", "a turn of phrase"),
        ("number one", "a name with a number in it"),
        ("a two-pronged approach", "a turn of phrase"),
        ("the second half", "an ordinal,a turn of phrase"),
        ("£20 notes", "a turn of phrase"),
        ("over 12 months", "a length of time that tells when"),
        ("in the past two years", "a length of time that tells when"),
        ("jailed in just 12 months", "a length of time that tells when"),
        ("a seven month operation", "a length of time that tells when"),
        ("a three-week drive", "a length of time that tells when"),
        ("20 years ago", "a length of time that tells when"),
        ("per 100ml of breath", "what a rate is counted by"),
        ("see www.example.uk/2023/q1 or a1@example.uk", "part of a web address"),
        ("#Example2024", "part of a web address"),
        ("arrests.2", "a footnote mark"),
        ("1. Figures are new", "a list number"),
        ("9" * 40, "a reference or badge number"),
    ],
)
def test_what_states_no_figure_has_its_reason(text: str, reason: str) -> None:
    reasons = _reasons(text)
    assert reasons
    assert set(reasons) == set(reason.split(","))


# The figures of each sentence stand in braces; every other number states none.
SENTENCES = """
Officers executed {32} warrants in Exampleshire on Tuesday 14 March and arrested {19} people.
A 34-year-old man from Anytown was charged with {three} counts of burglary.
Alex Example, 45, of High Street, Anytown, was jailed for {12} years at Anytown Crown Court.
Sam Sample, 23, and Jo Bloggs, 31, were sentenced to {six years} and {four years} respectively.
{Two} men, aged 23 and 31, were arrested and {£45,000} in cash was seized.
The force received {1,200} 999 calls in 24 hours.
Police made {101} arrests.
Knife crime fell by {5.4%} in the year to June 2023, from {1,204} to {1,139} offences.
Since 2019, {4,000} lines have been closed, with {2,021} children protected.
{2021} arrests were made across the county.
There were {2021} arrests, more than {2000} searches and {1999} charges.
In 2021 arrests rose by {10 per cent}.
Officers dealt with {350} incidents between 10pm and 4am, compared with {280} in 2022.
Section 60 orders were authorised {12} times, with {45} Section 60 searches.
He was stopped on the M6 near junction 19 with {30kg} of cocaine.
{One} person was arrested for possession of a bladed article.
{Seven} men and {one} woman were charged.
{Three} people, {one} of whom was a child, were rescued.
{Three} mosques, {two} schools and {one} temple were visited.
All were accepted with the exception of {one}.
One man told officers that one incident is one too many.
In the last two years, {46} people have been sentenced to a total of {330 years}.
They were jailed for {166} years and {one} month.
The suspect is described as 5ft 10in, in his 30s and of slim build.
{One in four} are girls, {two-thirds} are under 18 and {half} live in care.
Officers searched 27 High Street, Anytown AN1 2AB and found {40} plants.
{30} arrests were made under Operation Alpha 2.
Day one: {14} arrests. Day two: {9} arrests.
He was identified within {two hours} of the attack.
Response times improved to {8 minutes} and {9 in 10} calls were answered within {10 seconds}.
Without it – {14} days.
The system speeds this up by {3} days on average.
The team saved {3,000} officer hours a year, or {£90,000}.
He was given a {12-month} community order with {150 hours} of unpaid work.
She was given a {two-year} suspended sentence and a {10-year} restraining order.
In March {12} men were charged, and in December 2023 {40} more.
On December 24, {17} drivers failed.
There were {5.9} offences per 1,000 people.
That is {one} every day.
{200} hours of community service and a {six-month} curfew between 7pm and 7am.
In the first 100 days, {76} shops were closed.
They stopped {one} driver at {140 mph} in a 30mph zone.
ANYTOWN MAN, 32, JAILED FOR {14 YEARS}
The operation, in its 10th year, was run over 16 days of action.
Of the {1,072} drivers stopped, {1 in 3} were over the limit; {268} were aged 17-24.
In week one, {35} officers visited {120} homes.
The number of people hurt fell to under {50}.
The operation sees{148} arrests and in12 months {30} charges.
Neither of the {two} was hurt.
Not one of them got away.
Gang jailed for over {40 years} after a raid. Alex Example got {27 years}.
Passenger numbers reach {3 billion} and the average wait for 101 is down.
The age groups most at risk were 16 to 24 and 25 to 34; the youngest victim was 9.
The ringleader, 47, was held with Alex Example (51) – the oldest of {three} brothers.
""".strip().splitlines()


@pytest.mark.parametrize("sentence", SENTENCES)
def test_figures_stay_and_other_numbers_go(sentence: str) -> None:
    text, figures = _marked(sentence)
    left = [span for span, reason in _judged(text) if not reason]
    missed = [
        text[figure.start : figure.end]
        for figure in figures
        if not any(span.start < figure.end and figure.start < span.end for span in left)
    ]
    false = [
        text[span.start : span.end]
        for span in left
        if not any(span.start < figure.end and figure.start < span.end for figure in figures)
    ]
    assert (missed, false) == ([], [])


@pytest.mark.parametrize("sentence", SENTENCES)
def test_white_space_and_quotation_marks_change_nothing(sentence: str) -> None:
    text, _ = _marked(f"“{sentence}”")
    expected = _reasons(text)
    assert _reasons(text.replace(" ", "\u00a0")) == expected
    assert _reasons(text.replace(" ", " \n ")) == expected
    assert _reasons(text.replace("“", '"').replace("”", '"')) == expected


def test_a_paragraph_of_thousands_of_numbers_states_no_figure() -> None:
    assert set(_reasons("40 knives, " * 2_001)) == {"a long run of numbers"}
    assert set(_reasons("40 knives, " * 100)) == {""}


def test_a_number_is_judged_by_its_own_section() -> None:
    text = "as young as\n\n12 arrests"
    reading = Reading.of(text)
    sections = (
        Section(SectionKind.PARAGRAPH, 0, 11),
        Section(SectionKind.PARAGRAPH, 13, len(text)),
    )
    form = Form(0, len(text), Span(0, 0), "", 0, sections)
    assert dismissals(reading, form, numerals(reading, 0, len(text))) == []


@pytest.mark.parametrize(
    "unit",
    [
        "9",
        "1,",
        "1 ",
        "1/",
        "0 ",
        "(0",
        "aged 1, ",
        "section 1, ",
        "May 1 ",
        "a@1",
        "1 Aa ",
        "£1m ",
    ],
)
def test_a_hostile_text_is_judged_to_its_end(unit: str) -> None:
    _judged(unit * (30_000 // len(unit)))
