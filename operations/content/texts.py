"""Full texts for the releases on the site, for whoever holds the file; figures find their words."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from operations.models import Evidence
from releases.anchors import Finding, find_phrases, occurrences
from releases.models import Edition, SourceText
from releases.published import database_now
from releases.reading.letters import folded
from releases.source_texts import SourceRelease, is_title_of, split_releases


@dataclass
class TextsLoaded:
    """What a load of texts did, and what it could not do; sentences for whoever ran it."""

    texts: int = 0
    placed: int = 0
    remarks: list[str] = field(default_factory=list)


@transaction.atomic
def load_texts(file_text: str) -> TextsLoaded:
    """Keep the text of each release in ``file_text`` that is on the site, and place its figures.

    Needs the staff login. A text that is held already stays; so does evidence that has its
    place. Raises ValueError where the file has not the form of ``releases.source_texts``.
    """
    now = database_now()
    loaded = TextsLoaded()
    editions = list(Edition.objects.public(now).select_related("release"))
    for found in split_releases(file_text):
        matching = [e for e in editions if is_title_of(found.title, e.title)]
        if len(matching) == 1:
            _load_one(matching[0], found, now, loaded)
        else:
            why = "more than one release has" if matching else "no release on the site has"
            loaded.remarks.append(f"“{found.title}”: {why} this title. Its text was not kept.")
    return loaded


def _load_one(edition: Edition, found: SourceRelease, now: datetime, loaded: TextsLoaded) -> None:
    held = SourceText.objects.filter(edition=edition).first()
    if held is None:
        # A child bears its parent's bounds; the row itself was recorded only now.
        held = SourceText.objects.create(
            edition=edition,
            release=edition.release,
            text=found.text,
            published_from=edition.published_from,
            published_until=edition.published_until,
            recorded_at=now,
        )
        loaded.texts += 1
    elif held.text != found.text:
        loaded.remarks.append(
            f"“{edition.title}”: the text held here is another one. It was left as it is."
        )
    _place_evidence(edition, held.text, loaded)


def _place_evidence(edition: Edition, text: str, loaded: TextsLoaded) -> None:
    """Fill in where each phrase stands, once; what has a place keeps it."""
    evidence = list(
        Evidence.objects.filter(observation__edition=edition)
        .select_related("observation")
        .order_by("observation__position", "pk")
    )
    for row, (finding, span) in zip(
        evidence, find_phrases(text, [row.words for row in evidence]), strict=True
    ):
        if row.start is not None:
            continue
        if span is not None:
            Evidence.objects.filter(pk=row.pk).update(
                start=span.start, end=span.end, prefix=span.prefix, suffix=span.suffix
            )
            loaded.placed += 1
        elif finding is Finding.AMBIGUOUS:
            count = sum(1 for _ in occurrences(text, row.words))
            loaded.remarks.append(
                f"“{edition.title}”: “{row.words}” ({row.observation.figure_id}) stands in the "
                f"text {count} times, so its place is not known."
            )
        elif folded(row.words) not in folded(edition.title):
            loaded.remarks.append(
                f"“{edition.title}”: “{row.words}” ({row.observation.figure_id}) is not in "
                "the text."
            )
