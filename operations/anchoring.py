"""The words of figures held in their place in a release's text, when the text or they change."""

from collections.abc import Sequence

from operations.models import Evidence
from releases.anchors import Anchor, Finding, Found, find_again, find_phrases
from releases.models import Edition, SourceText
from releases.reading.letters import folded


def text_of(edition_id: int | None) -> str:
    """The edition's full text where it is loaded, else empty."""
    found = SourceText.objects.filter(edition=edition_id).values_list("text", flat=True).first()
    return found or ""


def anchor_drafts(edition: Edition) -> None:
    """Give the words of the edition's draft figures their places in its text as it is now."""
    text = text_of(edition.pk)
    drafts = list(
        Evidence.objects.filter(observation__edition=edition.pk, published_from=None).order_by(
            "observation__position", "pk"
        )
    )
    for row, (_, anchor) in zip(drafts, _places(text, drafts), strict=True):
        if anchor is not None and anchor != _anchor(row):
            Evidence.objects.filter(pk=row.pk).update(**vars(anchor))


def found_words(edition: Edition, text: str) -> list[tuple[Evidence, Found]]:
    """Where in ``text`` the words stand that state the figures of the edition's release.

    Of the draft's own figures, and of those in force that it does not restate.
    """
    restated = edition.observations.values("figure_id")
    rows = Evidence.objects.filter(observation__release=edition.release_id)
    own = rows.filter(observation__edition=edition.pk)
    others = rows.filter(published_from__isnull=False, published_until__isnull=True).exclude(
        observation__figure_id__in=restated
    )
    asked = list((own | others).select_related("observation__metric").distinct().order_by("pk"))
    return list(zip(asked, _places(text, asked), strict=True))


def loose_words(edition: Edition) -> list[str]:
    """Sentences on figures whose words are not, or not for certain, in the edition's text.

    A text that no longer states a public figure must not stand beside it. Empty where no text is
    loaded.
    """
    text = text_of(edition.pk)
    if not text:
        return []
    title = folded(edition.title)
    sentences = []
    for row, (finding, _) in found_words(edition, text):
        figure = row.observation
        if finding is Finding.AMBIGUOUS:
            sentences.append(
                f"{figure}: nobody can tell which “{row.words}” of the text states it. Give more "
                "of the words beside it."
            )
        elif finding is Finding.MISSING and folded(row.words) not in title:
            sentences.append(
                f"{figure}: the text does not have the words “{row.words}”. Mend the figure or "
                "the text."
            )
    return sentences


def _places(text: str, rows: Sequence[Evidence]) -> list[Found]:
    """Where each row's words stand: by its old surroundings, or as a phrase without a place."""
    placed = [(row.words, anchor) for row in rows if (anchor := _anchor(row)) is not None]
    again = iter(find_again(text, placed))
    fresh = iter(find_phrases(text, [row.words for row in rows if row.start is None]))
    return [next(fresh) if row.start is None else next(again) for row in rows]


def _anchor(row: Evidence) -> Anchor | None:
    if row.start is None or row.end is None:
        return None
    return Anchor(row.start, row.end, row.prefix, row.suffix)
