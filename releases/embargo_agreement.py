"""Whether an embargo's words, their weekday and the moment that is set agree: one rule for all.

The words are those of the release's full text, and those entered as “the embargo in its own
words”. Reliability: a wrong field was how releases went out early, so a difference needs somebody
who says why (``Edition.embargo_reason``). No database, no models.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from releases.moments import moment_words
from releases.reading.embargoes import LONDON, differences, read_embargo
from releases.reading.form import forms
from releases.reading.letters import Reading
from releases.reading.moments import named_in
from releases.reading.parts import ReadEmbargo

MEND_OR_SAY_WHY = "Mend the one that is wrong, or say why they differ."


def disagreements(
    text: str, as_stated: str, until: datetime | None, *, today: date
) -> tuple[str, ...]:
    """Sentences on what differs; empty where all agree, or where no words state an embargo.

    ``text`` is the whole release ("" where it is not held), ``until`` the moment that is set
    (aware; None for no embargo). Words that name no year are read near ``today``.
    """
    found = [
        *_of_text(text, until, today),
        *_of_words(as_stated.strip(), until),
    ]
    return tuple(dict.fromkeys(found))


def in_the_text(text: str, *, today: date) -> str:
    """What the text says of its embargo, in a sentence with weekday, London time and UTC."""
    told = [_told(words, embargo) for words, embargo in _stated(text, today)]
    return " ".join(told) or "The text states no embargo."


def _stated(text: str, today: date) -> Iterator[tuple[str, ReadEmbargo]]:
    """Each embargo that the text states, with its words; “for immediate release” is none."""
    if not text.strip():
        return
    reading = Reading.of(text)
    for form in forms(reading):
        embargo = read_embargo(reading, form, today=today)
        if embargo is not None and not embargo.is_immediate:
            yield " ".join(reading.words(embargo.start, embargo.end).split()), embargo


def _told(words: str, embargo: ReadEmbargo) -> str:
    if embargo.until is not None:
        return f"The text says “{words}”: {moment_words(embargo.until)}."
    if embargo.choices:
        choices = " or ".join(moment_words(moment) for moment in embargo.choices)
        return f"The text says “{words}”, which may be {choices}."
    return f"The text says “{words}”, which leaves the moment open."


def _of_text(text: str, until: datetime | None, today: date) -> Iterator[str]:
    for words, embargo in _stated(text, today):
        told = _told(words, embargo)
        if until is None:
            yield f"{told} But no embargo is set: set it, or say why there is none."
        elif not _means(embargo, words, until):
            yield f"{told} The embargo that is set is {moment_words(until)}. {MEND_OR_SAY_WHY}"


def _means(embargo: ReadEmbargo, words: str, until: datetime) -> bool:
    """Whether the notice may mean the moment, and names no weekday, day or time but its own."""
    moments = (embargo.until,) if embargo.until is not None else embargo.choices
    # Two moments that London's clocks show alike are equal as they stand: compare instants.
    instants = {moment.astimezone(UTC) for moment in moments} or {until.astimezone(UTC)}
    return until.astimezone(UTC) in instants and not differences(words, until.astimezone(LONDON))


def _of_words(as_stated: str, until: datetime | None) -> Iterator[str]:
    if not as_stated or not named_in(as_stated):
        return
    if until is None:
        yield (
            f"The embargo in its own words is “{as_stated}”, but no embargo is set: set it, or "
            "say why there is none."
        )
        return
    differing = differences(as_stated, until.astimezone(LONDON))
    if differing:
        named = " and ".join(f"{what} {said} (not {given})" for said, given, what in differing)
        yield (
            f"The embargo in its own words, “{as_stated}”, names {named}, but the embargo that is "
            f"set is {moment_words(until)}. {MEND_OR_SAY_WHY}"
        )
