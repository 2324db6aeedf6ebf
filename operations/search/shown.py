"""Results as a page or a feed shows them, made of rows that the asker may see."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, cast

from django.utils.safestring import SafeString

from operations.figures import caveats_of, subject_of
from operations.models import Metric, Observation, Operation, Organisation, Phase
from operations.search.finding import Hit
from operations.search.marking import Marked, marked
from releases.models import Edition, Quotation, SourceText, Speaker, Topic
from releases.published import Published

SHORT = 320  # letters of a text that is shown whole


@dataclass(frozen=True)
class Result:
    """One thing that was found. ``texts`` are what may be quoted of it, the best first.

    ``name`` is a name for ever; ``about`` says what it is beside its title, ``source`` is the
    release that a quotation or figure stands in.
    """

    kind: str
    name: str
    title: str
    address: str
    published: datetime
    texts: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    source: Edition | None = None
    author: str = ""
    is_quoted: bool = False
    # Once ``with_marks`` has looked.
    title_html: SafeString = field(default_factory=SafeString)
    excerpt: SafeString = field(default_factory=SafeString)


def results(hits: Sequence[Hit], at: datetime) -> list[Result]:
    """The results of ``hits``, in their order; a row that is not to be seen is left out."""
    made: dict[tuple[str, int], Result] = {}
    for kind, make in _MAKERS.items():
        wanted = [hit.pk for hit in hits if hit.kind == kind]
        if wanted:
            made |= {(kind, pk): result for pk, result in make(wanted, at)}
    return [made[hit.kind, hit.pk] for hit in hits if (hit.kind, hit.pk) in made]


def with_marks(found: Sequence[Result], query: str) -> list[Result]:
    """The results with the words of ``query`` marked in their titles and in one text of each."""
    texts = [text for one in found for text in (one.title, *one.texts)]
    whole = [
        place == 0 or one.is_quoted or len(text) <= SHORT
        for one in found
        for place, text in enumerate((one.title, *one.texts))
    ]
    told = iter(marked(texts, query, whole=whole)) if texts else iter(())
    return [_with_marks(one, told) for one in found]


def _with_marks(one: Result, told: Iterator[Marked]) -> Result:
    title, *texts = (next(told) for _ in range(1 + len(one.texts)))
    best = next((text for text in texts if text.found), texts[0] if texts else None)
    return replace(one, title_html=title.html, excerpt=best.html if best else SafeString())


Made = Iterable[tuple[int, Result]]


def _releases(wanted: list[int], at: datetime) -> Made:
    editions = Edition.objects.for_listing(at).filter(pk__in=wanted)
    held = SourceText.objects.public(at).filter(edition__in=wanted)
    texts = dict(held.values_list("edition_id", "text"))
    for edition in editions:
        more = "\n".join(one for one in (edition.notes, texts.get(edition.pk, "")) if one)
        publisher = edition.release.publisher.name
        yield edition.pk, Result(
            "release", f"release/{edition.release.slug}", edition.title,
            edition.get_absolute_url(), _since(edition),
            texts=(edition.summary, more) if more else (edition.summary,),
            about=(publisher, edition.issued_words), author=publisher,
        )  # fmt: skip


def _quotations(wanted: list[int], at: datetime) -> Made:
    rows = Quotation.objects.public(at).filter(pk__in=wanted)
    for row in rows.select_related("speaker", "edition__release__publisher"):
        edition = row.edition
        yield row.pk, Result(
            "quotation", f"quotation/{edition.release.slug}/{row.words}", row.speaker.name,
            edition.get_absolute_url(), _since(row), texts=(row.words,),
            about=(row.role, edition.issued_words), source=edition,
            author=edition.release.publisher.name, is_quoted=True,
        )  # fmt: skip


def _figures(wanted: list[int], at: datetime) -> Made:
    for row in Observation.objects.for_listing(at).filter(pk__in=wanted):
        edition = row.release.edition
        subject = subject_of(row)
        yield row.pk, Result(
            "figure", f"figure/{row.figure_id}", f"{row.shown}: {row.metric.name}",
            row.get_absolute_url(), _since(row), texts=(row.words,) if row.words else (),
            about=tuple(one for one in (subject, str(row.period), *caveats_of(row)) if one),
            source=edition, author=row.release.publisher.name, is_quoted=True,
        )  # fmt: skip


def _operations(wanted: list[int], at: datetime) -> Made:
    for row in Operation.objects.told_of(at).filter(pk__in=wanted):
        yield row.pk, _plain("operation", row, row.summary)


def _phases(wanted: list[int], at: datetime) -> Made:
    for row in Phase.objects.public(at).filter(pk__in=wanted).select_related("operation"):
        yield row.pk, Result(
            "operation", f"phase/{row.operation.slug}/{row.slug}", f"{row.operation}: {row.name}",
            row.operation.get_absolute_url(), _since(row),
            texts=(row.note,) if row.note else (), about=("One of its phases",),
        )  # fmt: skip


def _metrics(wanted: list[int], at: datetime) -> Made:
    for row in Metric.objects.public(at).filter(pk__in=wanted):
        yield row.pk, _plain("metric", row, row.definition)


def _topics(wanted: list[int], at: datetime) -> Made:
    for row in Topic.objects.public(at).filter(pk__in=wanted):
        yield row.pk, _plain("topic", row, row.summary)


def _organisations(wanted: list[int], at: datetime) -> Made:
    for row in Organisation.objects.public(at).filter(pk__in=wanted):
        kind = row.get_kind_display()
        about = (kind[:1].upper() + kind[1:], row.region)
        yield row.pk, _plain("organisation", row, row.note, *about)


def _people(wanted: list[int], at: datetime) -> Made:
    for row in Speaker.objects.quoted(at).filter(pk__in=wanted):
        yield row.pk, _plain("person", row, "", "Quoted in releases")


def _since(row: Published) -> datetime:
    """Since when it is public; a row that was found always is."""
    return cast("datetime", row.published_from)


def _plain(kind: str, row: Any, text: str, *about: str) -> Result:
    return Result(
        kind, f"{kind}/{row.slug}", str(row), row.get_absolute_url(), _since(row),
        texts=(text,) if text else (), about=tuple(one for one in about if one),
    )  # fmt: skip


_MAKERS: dict[str, Callable[[list[int], datetime], Made]] = {
    "release": _releases,
    "quotation": _quotations,
    "figure": _figures,
    "operation": _operations,
    "phase": _phases,
    "metric": _metrics,
    "topic": _topics,
    "organisation": _organisations,
    "person": _people,
}
