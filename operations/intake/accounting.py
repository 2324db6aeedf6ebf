"""The number meter at the door: a draft whose text holds a number that nobody has accounted for."""

from collections.abc import Iterable, Iterator

from django.utils import timezone

from operations.anchoring import found_words, text_of
from operations.intake.hindering import numerals_of
from operations.intake.meter import Holder, Meter, Standing, metered
from operations.models import Candidate, Decision, DismissedNumber
from releases.anchors import Anchor, anchor_at, find_again, find_phrases
from releases.models import Edition
from releases.reading import LONGEST, read_releases
from releases.reading.letters import Reading
from releases.reading.numerals import numerals

NAMED = 5


def unaccounted_numbers(edition: Edition) -> list[str]:
    """One sentence on the numbers of the draft's text that nothing accounts for; else nothing.

    A number is accounted for by the words of a figure or claim of the release, by the reading
    itself (a date, a law, …), or by a person who dismissed it while the text was reviewed. A text
    longer than any release is not read, and not asked about.
    """
    text = text_of(edition.pk)
    if not text or len(text) > LONGEST:
        return []
    left = meter_of(edition, text).unaccounted
    if not left:
        return []
    named = ", ".join(f"“{number.words}”" for number in left[:NAMED])
    more = f" and {len(left) - NAMED} more" if len(left) > NAMED else ""
    return [
        f"Numbers of the text that no figure states and nobody has dismissed: {named}{more}. "
        "Review its numbers."
    ]


def meter_of(edition: Edition, text: str) -> Meter:
    """The meter of a draft's text as it stands now."""
    reading = Reading.of(text)
    numbers = ((one.start, one.end) for one in numerals(reading, 0, len(text)))
    holders = [*_captured(edition, text), *_dismissed_by_reading(text), *by_people(edition, text)]
    return metered(text, numbers, holders)


def _captured(edition: Edition, text: str) -> Iterator[Holder]:
    found = found_words(edition, text)
    for _, (_, place) in found:
        if place is not None:
            yield Holder(place.start, place.end, Standing.CAPTURED)
    yield from _accepted(edition, text, {row.observation.figure_id for row, _ in found})
    claims = [claim.words for claim in edition.claims.all()]
    for _, place in find_phrases(text, claims):
        if place is not None:
            yield Holder(place.start, place.end, Standing.CAPTURED)


def _accepted(edition: Edition, text: str, stated: set[str]) -> Iterator[Holder]:
    """Statements that staff accepted of figures that the release states.

    A figure in force keeps its row and its words where a correction’s text states it unchanged,
    so a second statement of it in the new text has no evidence of its own.
    """
    rows = Candidate.objects.filter(intake__edition=edition.pk, decision=Decision.ACCEPTED)
    for one in rows.select_related("intake", "same_as"):
        if (one.same_as or one).figure_id in stated:
            for words, anchor in _numbers_of(one):
                [(_, place)] = find_again(text, [(words, anchor)])
                if place is not None:
                    yield Holder(place.start, place.end, Standing.CAPTURED)


def _numbers_of(candidate: Candidate) -> Iterator[tuple[str, Anchor]]:
    whole = candidate.intake.text
    for start, end in numerals_of(candidate):
        yield whole[start:end], anchor_at(whole, start, end)


def _dismissed_by_reading(text: str) -> Iterator[Holder]:
    for release in read_releases(text, today=timezone.localdate()):
        for one in release.dismissals:
            yield Holder(one.start, one.end, Standing.DISMISSED, one.reason)


def by_people(edition: Edition, text: str) -> Iterator[Holder]:
    """What staff dismissed or refused when they reviewed a text of this release."""
    for words, anchor, reason in _said(edition):
        [(_, place)] = find_again(text, [(words, anchor)])
        if place is not None:
            yield Holder(place.start, place.end, Standing.DISMISSED, reason)


def _said(edition: Edition) -> Iterable[tuple[str, Anchor, str]]:
    of_release = {"intake__edition__release": edition.release_id}
    for one in DismissedNumber.objects.filter(**of_release, is_from_reader=False):
        yield one.words, Anchor(one.start, one.end, one.prefix, one.suffix), one.reason
    refused = Candidate.objects.filter(**of_release, decision=Decision.REFUSED)
    for candidate in refused.select_related("intake"):
        for words, anchor in _numbers_of(candidate):
            yield words, anchor, candidate.reason
