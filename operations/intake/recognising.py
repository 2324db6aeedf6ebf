"""Whether a text was taken in before, or is on the site already; the likeness of titles."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch
from django.db.models.functions import Length

from operations.models import Intake
from releases.models import Edition, Publisher, Release, SourceText
from releases.reading.letters import folded, one_spaced
from releases.source_texts import one_line

# A text held without its title and “Source:” line is a little shorter than the same pasted whole.
SHORTEST_SHARE, LONGEST_SHARE = 0.6, 1.1
# So much of two titles' words must be the same for one to be offered as the other.
LIKE_TITLE = 0.75


@dataclass(frozen=True)
class Recognised:
    """A release that the text seems to be of, and how that is known, as a sentence."""

    release: Release
    title: str
    why: str


def fingerprint(text: str) -> str:
    """SHA-256 of the text, whatever its spaces, line ends and quotation marks look like."""
    return hashlib.sha256(_plain(text).encode("utf-8", "replace")).hexdigest()


def _plain(text: str) -> str:
    return one_spaced(folded(text))


def recognised(intake: Intake) -> list[Recognised]:
    """Releases that this text is, or nearly is: the surest first, each once.

    Its own draft, and the release that it corrects already, are not among them.
    """
    known = {intake.corrects_id, intake.edition.release_id if intake.edition else None}
    found: dict[int, Recognised] = {}
    for one in (*_taken_in(intake), *_held(intake), *_alike(intake)):
        if one.release.pk not in known:
            found.setdefault(one.release.pk, one)
    return list(found.values())


def _taken_in(intake: Intake) -> Iterable[Recognised]:
    others = Intake.objects.filter(fingerprint=intake.fingerprint, edition__isnull=False)
    for other in others.exclude(pk=intake.pk).select_related("edition__release"):
        assert other.edition is not None  # the filter says so  # noqa: S101
        why = f"This very text was taken in by {other.taken_in_by}."
        yield Recognised(other.edition.release, other.edition.title, why)


def _held(intake: Intake) -> Iterable[Recognised]:
    """Editions whose full text is this one, or is all in it."""
    size = len(intake.text)
    likely = SourceText.objects.annotate(size=Length("text")).filter(
        size__gte=int(size * SHORTEST_SHARE), size__lte=int(size * LONGEST_SHARE) + 1
    )
    plain = _plain(intake.text)
    for held in likely.select_related("edition__release"):
        if _plain(held.text) in plain:
            yield Recognised(
                held.edition.release, held.edition.title, "The site holds this very text."
            )


def _alike(intake: Intake) -> Iterable[Recognised]:
    """Releases with nearly the same title; of the same publisher, where that is known."""
    editions = Edition.objects.order_by("release_id", "-number").distinct("release_id")
    if intake.publisher_id is not None:
        editions = editions.filter(release__publisher=intake.publisher_id)
    titles = editions.values_list("release_id", "title")
    near = {pk: title for pk, title in titles if title_likeness(title, intake.title) >= LIKE_TITLE}
    for release in Release.objects.filter(pk__in=near):
        why = f"Its title is nearly the same: “{near[release.pk]}”."
        yield Recognised(release, near[release.pk], why)


def title_likeness(one: str, other: str) -> float:
    """The share of words that two titles have in common: 1 for the same words."""
    words, others = set(one_line(one).split()), set(one_line(other).split())
    return len(words & others) / len(words | others) if words and others else 0.0


def publisher_named(name: str) -> Publisher | None:
    """The publisher whose name stands in this one, of several the longest.

    Capitals and apostrophes are no difference: “Chiefs Council” is written as often as not.
    """
    wanted = _bare(name)
    if not wanted:
        return None
    rows = sorted(Publisher.objects.all(), key=lambda row: -len(row.name))
    return next((row for row in rows if _bare(row.name) in wanted), None)


def _bare(name: str) -> str:
    return one_line(name).replace("'", "")


def open_intakes(prints: Iterable[str]) -> dict[str, Intake]:
    """Texts with these fingerprints on which staff are at work: not yet published, the newest."""
    rows = Intake.objects.filter(fingerprint__in=list(prints)).order_by("taken_in_at", "pk")
    editions = Prefetch("edition", Edition.objects.all())
    return {
        row.fingerprint: row
        for row in rows.prefetch_related(editions)
        if row.edition is None or row.edition.approved_at is None
    }
