"""Until when a release is under embargo by its own words, and those words against a moment."""

from datetime import date, datetime

import pytest

from releases.reading.embargoes import disagreements, named_time, read_embargo
from releases.reading.form import forms
from releases.reading.letters import Reading
from releases.reading.parts import ReadEmbargo

FRIDAY = datetime(2023, 11, 17, 0, 1)  # noqa: DTZ001 (London time, as a content file gives it)


@pytest.mark.parametrize(
    "words",
    [
        "UNDER EMARGO UNTIL 00:01, FRIDAY 17 NOVEMBER",
        "Embargoed until Friday 17 November 00:01",
        "Strictly embargoed until 0001hrs on Friday 17th November 2023",
        "Embargo: 12.01am, Fri 17 Nov",
        "November 17, 2023, 00:01",
        "Not before Friday",
        "",
    ],
)
def test_agreeing_words_pass(words: str) -> None:
    assert list(disagreements(words, FRIDAY)) == []


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("UNDER EMARGO UNTIL 00:01, THURSDAY 17 NOVEMBER", "Thursday"),
        ("Embargoed until Friday 10 November 00:01", "the day 10"),
        ("Embargoed until Friday 17 December 00:01", "December"),
        ("Embargoed until Friday 17 November 2024 00:01", "2024"),
        ("Embargoed until Friday 17 November 12:01pm", "12:01"),
        ("Embargoed until noon on Friday 17 November", "12:00"),
        ("November 18, 2023", "the day 18"),
    ],
)
def test_differing_words_name_both(words: str, named: str) -> None:
    [sentence] = disagreements(words, FRIDAY)
    assert named in sentence
    assert "Friday 17 November 2023, 00:01" in sentence


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("at 00:01", (0, 1)),
        ("6.30pm", (18, 30)),
        ("12.01am", (0, 1)),
        ("7 a.m.", (7, 0)),
        ("2230 hours", (22, 30)),
        ("midnight", (0, 0)),
        ("17 November 2023", None),
    ],
)
def test_times_are_read_as_releases_write_them(words: str, time: tuple[int, int] | None) -> None:
    assert named_time(words) == time


# --- read out of a release

TODAY = date(2026, 11, 24)
TITLE = "Police seize 12 knives in Anytown"
BODY = "Officers of Exampleshire Constabulary seized 12 knives in 2023."


def embargo(text: str, today: date = TODAY) -> ReadEmbargo | None:
    reading = Reading.of(text)
    return read_embargo(reading, forms(reading)[0], today=today)


def under(notice: str, body: str = BODY, today: date = TODAY) -> ReadEmbargo:
    found = embargo(f"{TITLE}\n\n{notice}\n\n{body}", today)
    assert found is not None
    return found


def until(found: ReadEmbargo) -> str | None:
    return found.until and found.until.isoformat(timespec="minutes")


FRIDAY_00_01 = "2023-11-17T00:01+00:00"


@pytest.mark.parametrize(
    ("notice", "moment"),
    [
        ("UNDER EMBARGO UNTIL 00:01, FRIDAY 17 NOVEMBER", FRIDAY_00_01),
        ("UNDER EMARGO UNTIL 00:01, FRIDAY 17 NOVEMBER", FRIDAY_00_01),
        ("EMBAGO: 00.01 FRIDAY 17TH NOVEMBER", FRIDAY_00_01),
        ("EMBRAGOED UNTIL FRI 17 NOV, 00:01HRS", FRIDAY_00_01),
        ("Embargoed until Friday 17 November 00:01", FRIDAY_00_01),
        ("Embargoed untill 00:01 on Firday 17 Novmeber", FRIDAY_00_01),
        ("Strictly embargoed: 0001hrs Friday 17th November 2023", FRIDAY_00_01),
        ("**EMBARGO** Not for use before 12.01am on Friday, November 17, 2023", FRIDAY_00_01),
        ("Embargoed until 00:01, 17 November 23", FRIDAY_00_01),
        ("Embargoed until 00:01 on Friday 17 Nov '23", FRIDAY_00_01),
        ("Embargoed for 00:01 GMT, Friday 17th of November", FRIDAY_00_01),
        ("Embargo: 00:01 (GMT) 17/11/2023", FRIDAY_00_01),
        ("Embargo - 17.11.23, 00:01", FRIDAY_00_01),
        ("Embargoed until 2023-11-17 00:01", FRIDAY_00_01),
        ("Embargoed until one minute past midnight on Friday 17 November", FRIDAY_00_01),
        ("EMBARGO\n\n00:01 Friday 17 November 2023", FRIDAY_00_01),
        ("EMBARGOED UNTIL:\nFriday 17 November\n00:01", FRIDAY_00_01),
        ("Embargoed until\u00a000:01\u2009on Friday 17\u00a0November", FRIDAY_00_01),
        ("Embargoed until Friday 17 November.\nNot for use before 00:01.", FRIDAY_00_01),
        ("Please note: this release is under strict embargo until 00:01 on Friday 17 November.",
         FRIDAY_00_01),
        ("The embargo lifts at 00:01 on Friday 17 November.", FRIDAY_00_01),
        ("Friday 17 November 2023, 00:01: EMBARGOED", FRIDAY_00_01),
        ("NOT FOR PUBLICATION OR BROADCAST BEFORE 00:01 ON FRIDAY 17 NOVEMBER", FRIDAY_00_01),
        ("Do not publish before 00:01 on Friday 17 November", FRIDAY_00_01),
        ("FOR RELEASE AT 00:01 ON FRIDAY 17 NOVEMBER 2023", FRIDAY_00_01),
        ("Not for publication before 6.30pm on Thursday 3 March 2022", "2022-03-03T18:30+00:00"),
        ("Embargoed until 6 p.m. on Thursday 3rd March 2022", "2022-03-03T18:00+00:00"),
        ("Embargoed until 2230 hours, Thursday 3 March 2022", "2022-03-03T22:30+00:00"),
        ("Embargoed until 2000 Thursday 3 March 2022", "2022-03-03T20:00+00:00"),
        ("Embargoed until noon on Thursday 3 March 2022", "2022-03-03T12:00+00:00"),
        ("Embargoed until 12 noon, Thurs 3 Mar 2022", "2022-03-03T12:00+00:00"),
        ("Embargoed until midday on 3 March 2022", "2022-03-03T12:00+00:00"),
        ("Embargoed until 00:01 on Wednesday 12 July 2023", "2023-07-12T00:01+01:00"),
        ("Embargoed until 00:01 BST on Wednesday 12 July 2023", "2023-07-12T00:01+01:00"),
        ("Embargoed until 00:01 UK time on 12 July 2023", "2023-07-12T00:01+01:00"),
        ("Embargoed until 01:30 GMT on Sunday 29 October 2023", "2023-10-29T01:30+00:00"),
        ("Embargoed until 01:30 BST on Sunday 29 October 2023", "2023-10-29T01:30+01:00"),
        ("Embargoed until 00:00 on 29 February 2024", "2024-02-29T00:00+00:00"),
    ],
)  # fmt: skip
def test_a_notice_that_leaves_one_moment_gives_it(notice: str, moment: str) -> None:
    found = under(notice)
    assert until(found) == moment
    assert (found.doubts, found.choices, found.is_immediate) == ((), (), False)


@pytest.mark.parametrize(
    ("notice", "asked", "choices"),
    [
        ("EMBARGOED", "no day and month", []),
        ("FOR RELEASE ON FRIDAY 17 NOVEMBER 2023", "no time of day", []),
        ("Embargoed until the hearing ends", "no day and month", []),
        ("This release is under strict embargo.", "no day and month", []),
        ("Please note that this press release is embargoed and must not be shared with anyone yet.",
         "no day and month", []),
        ("Embargoed until Friday", "no day and month", []),
        ("Embargoed until 00:01", "no day and month", []),
        ("Embargoed until 00:01 tomorrow", "tomorrow", []),
        ("Embargoed until 00:01 on Friday 17th", "17th", []),
        ("Embargoed until Friday 17 November 2023", "no time of day", []),
        ("Embargoed until 00:01 on 17 November", "neither weekday nor year",
         ["2023-11-17T00:01+00:00", "2026-11-17T00:01+00:00"]),
        ("Embargoed until 00:01 on Thursday 17 November 2023", "is a Friday",
         ["2023-11-16T00:01+00:00", "2023-11-17T00:01+00:00"]),
        ("Embargoed until 00:01 on Friday 31 November", "never a Friday", []),
        ("Embargoed until 00:01 on 31 November 2023", "no 31 November 2023", []),
        ("Embargoed until midnight on Friday 17 November", "midnight",
         ["2023-11-17T00:00+00:00", "2023-11-18T00:00+00:00"]),
        ("Embargoed until 12am on Friday 17 November", "midnight",
         ["2023-11-17T00:00+00:00", "2023-11-18T00:00+00:00"]),
        ("Embargoed until 24:00 on Friday 17 November", "midnight",
         ["2023-11-17T00:00+00:00", "2023-11-18T00:00+00:00"]),
        ("Embargoed until 6.30 on Friday 17 November", "morning or the evening",
         ["2023-11-17T06:30+00:00", "2023-11-17T18:30+00:00"]),
        ("Embargoed until 27:30 on Friday 17 November", "no clock shows", []),
        ("Embargoed until 00:01pm on Friday 17 November", "no clock shows", []),
        ("Embargo: 00:01, 11/17/2023", "British order", ["2023-11-17T00:01+00:00"]),
        ("Embargo: 00:01, Wednesday 12/07/2022", "is a Tuesday",
         ["2022-07-12T00:01+01:00", "2022-07-13T00:01+01:00", "2022-12-07T00:01+00:00"]),
        ("Embargoed until 00:01 GMT on Wednesday 12 July 2023", "does not keep GMT",
         ["2023-07-12T00:01+01:00", "2023-07-12T01:01+01:00"]),
        ("Embargoed until 00:01 EST on Friday 17 November", "another zone",
         ["2023-11-17T00:01+00:00"]),
        ("Embargoed until 01:30 on Sunday 29 October 2023", "twice",
         ["2023-10-29T01:30+01:00", "2023-10-29T01:30+00:00"]),
        ("Embargoed until 01:30 on Sunday 26 March 2023", "go forward", []),
        ("Embargoed until 00:01 Friday 17 November\n\nNot for use before 6am on Friday 17 November",
         "2 times (00:01, 06:00)", ["2023-11-17T00:01+00:00", "2023-11-17T06:00+00:00"]),
        ("EMBARGO: 00:01 Friday 17 November\n\nEMBARGO: 00:01 Saturday 18 November",
         "2 weekdays", ["2023-11-17T00:01+00:00", "2023-11-18T00:01+00:00"]),
        ("FOR IMMEDIATE RELEASE\n\nEmbargoed until 00:01 Friday 17 November",
         "immediate release", []),
    ],
)  # fmt: skip
def test_a_notice_that_leaves_it_open_asks(notice: str, asked: str, choices: list[str]) -> None:
    found = under(notice)
    assert found.until is None
    assert asked in " ".join(doubt.sentence for doubt in found.doubts)
    if choices:
        assert [one.isoformat(timespec="minutes") for one in found.choices] == choices


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n\n{BODY}",
        f"{TITLE}\n\nThe arms embargo was broken on Friday 17 November 2023 at 00:01.",
        f"{TITLE}\n\nA trade embargo until 2024 kept the goods out of the country.",
        f"{TITLE}\n\nThe embargo was lifted at 00:01 on Friday 17 November 2023.",
        f"{TITLE}\n\nEMBARGO LIFTED\n\n{BODY}",
        f"{TITLE}\n\nReporters who broke the embargo agreement were not asked again, he said.",
        f"{TITLE}\n\nThe judge ordered his immediate release and the case was closed.",
        f"{TITLE}\n\nHe was considered for immediate release from prison.",
        f"{TITLE}\n\nThe prisoner is not to be released before 12 March 2034, it said.",
        f"{TITLE}\n\nHe was due for release on Friday 17 November 2023.",
        f"{TITLE}\n\nAfter the world's embargo in 2011 the goods were gone.",
        f"{TITLE}\n\nTravellers embarked at noon on Friday 17 November 2023.",
    ],
)
def test_other_embargoes_are_none(text: str) -> None:
    assert embargo(text) is None


@pytest.mark.parametrize(
    "notice",
    ["FOR IMMEDIATE RELEASE", "For immediate release", "Press release - for immediate release",
     "Immediate release", "Embargo: none", "No embargo", "This is not under embargo.",
     "Release: immediate"],
)  # fmt: skip
def test_immediate_release_is_said(notice: str) -> None:
    found = under(notice)
    assert (found.is_immediate, found.until, found.doubts) == (True, None, ())


def test_a_title_keeps_its_own_numbers() -> None:
    text = f"Embargoed until Friday 17 November 00:01: 12 arrests in five days\n\n{BODY}"
    found = embargo(text)
    assert found is not None
    assert until(found) == FRIDAY_00_01
    assert text[found.start : found.end] == "Embargoed until Friday 17 November 00:01"


def test_a_notice_at_the_end_is_found() -> None:
    found = embargo(f"{TITLE}\n\n{BODY}\n\nEnds\n\nEMBARGOED UNTIL 00:01 FRIDAY 17 NOVEMBER")
    assert found is not None
    assert until(found) == FRIDAY_00_01


class TestTheYearThatIsLeftOut:
    NOTICE = "Embargoed until 00:01, Friday 17 November"

    @pytest.mark.parametrize(
        ("body", "moment"),
        [
            ("It was so in the year 2022/23.", FRIDAY_00_01),
            ("Arrests rose between 2021 and 2023.", FRIDAY_00_01),
            ("By 2040 there will be none. In May 2022 there were 12.", FRIDAY_00_01),
            ("The Example Act 2027 is a law. In 2017 there were 12.", "2017-11-17T00:01+00:00"),
            ("It took in 2,024 homes in 2023.", FRIDAY_00_01),
        ],
    )
    def test_it_is_nearest_to_the_time_that_the_text_speaks_of(
        self, body: str, moment: str
    ) -> None:
        assert until(under(self.NOTICE, body)) == moment

    def test_it_is_nearest_to_today_where_the_text_names_no_year(self) -> None:
        found = under(self.NOTICE, "Officers made 12 arrests.", date(2023, 11, 10))
        assert until(found) == FRIDAY_00_01

    @pytest.mark.parametrize(
        ("body", "today", "choices"),
        [
            # Three years back or two ahead.
            ("Officers made 12 arrests.", TODAY, [2023, 2028]),
            # Only an old year is named, and the day is next week.
            ("So it was in 2017.", date(2023, 11, 10), [2017, 2023]),
            # 2023 is already past when the text is written.
            ("In 2024 there were 12.", TODAY, [2023, 2028]),
            # Three years before and three after.
            ("In 2020 there were 12.", TODAY, [2017, 2023]),
        ],
    )
    def test_two_years_that_may_be_meant_are_asked_about(
        self, body: str, today: date, choices: list[int]
    ) -> None:
        found = under(self.NOTICE, body, today)
        assert found.until is None
        assert [one.year for one in found.choices] == choices
        assert len(found.doubts) == 1


@pytest.mark.parametrize("hostile", ["embargo ", "EMBARGOED UNTIL 00:01 ", "1" * 50, '"', "\n "])
def test_a_hostile_text_ends(hostile: str) -> None:
    text = hostile * (100_000 // len(hostile))
    found = embargo(text)
    assert found is None or 0 <= found.start < found.end <= len(text)
