"""Hidden things that nobody could guess, and the marks by which an answer would tell of them.

Each has a word and a figure of its own, so that what leaks is named by what it says. The open
world beside them has something for each to hang on: a hidden phase of an open operation, a hidden
figure that contradicts an open one, a correction of an open release.
"""

import html
import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import unquote_plus

from django.db import transaction
from django.utils import timezone

from operations.charts import acts
from operations.models import (
    Category,
    Chart,
    FormerAddress,
    GoneChart,
    Metric,
    Observation,
    Operation,
)
from operations.stale_words import KEEP, NEW, Remedy, stale_places
from releases import publishing
from releases.models import (
    Announcement,
    Edition,
    Notice,
    NoticeChange,
    Release,
    SourceText,
    Speaker,
    Topic,
)
from releases.published import database_now
from tests import factories

UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
# A figure in the open, and what it says: the scheduled release states another number for the same.
CONTRADICTED = "cdfghjkmnpqr"
# A figure in the open, and the release of it: a hidden correction states another number.
CORRECTED = "dfghjkmnpqrs"
THE_SAME: dict[str, Any] = {
    "period_kind": "year",
    "period_start": date(2003, 1, 1),
    "period_end": date(2003, 12, 31),
}
YEAR_AFTER: dict[str, Any] = {
    "period_kind": "year",
    "period_start": date(2004, 1, 1),
    "period_end": date(2004, 12, 31),
}


@dataclass(frozen=True)
class Canary:
    """One hidden thing: ``word`` is in each of its texts and addresses, ``number`` its figure."""

    word: str
    number: int
    figure_id: str
    pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pattern", _pattern(self))

    def marks_in(self, text: str) -> list[str]:
        """Whatever in ``text`` tells of it, entities and percent signs undone."""
        return [mark for one in _spellings(text) for mark in self.pattern.findall(one)]


@cache
def _spellings(text: str) -> set[str]:
    return {text, unquote_plus(html.unescape(text))}


def _pattern(canary: Canary) -> re.Pattern[str]:
    """Its word, its figure's id, and its figure in every rounding and notation.

    The roundings with fewer than three digits are left out: any page may hold a 7.
    """
    digits = str(canary.number)
    million = canary.number / 1_000_000
    grouped = r"[,.\s_’'\u00a0\u2009\u202f]?".join((digits[0], digits[1:4], digits[4:7]))
    rounded = {f"{million:.2f}", f"{million:.3f}", f"{million:.4f}", f"{million:.5f}"}
    tens = "|".join(sorted(re.escape(one) for one in rounded))
    spelled = rf"{UNITS[int(digits[0])]} million[,\s]+{UNITS[int(digits[1])]} hundred"
    shares = rf"{digits[:4]}\.{digits[4:]}|{digits[:5]}\.{digits[5:]}|{digits[:2]}\.{digits[2:]}"
    rest = (
        rf"{digits[:4]}000|{digits[0]},{digits[1:4]},000|{digits[:3]}0000|"
        rf"{digits[0]},{digits[1:3]}0,000|{digits[0]}\.{digits[1:3]}\d*e\+?0?6"
    )
    return re.compile(
        rf"{canary.word}|{canary.figure_id}|{grouped}|(?:{tens})\s?(?:m\b|million)|"
        rf"{spelled}|{shares}|{rest}",
        re.IGNORECASE,
    )


SCHEDULED = Canary("quillfern", 7340033, "bcdfghjkmnpq")
CORRECTION = Canary("marlgrass", 8150627, "bcdfghjkmnpr")
DRAFT = Canary("tansyholt", 6420817, "bcdfghjkmnps")
SUBMITTED = Canary("sedgebrook", 5916043, "bcdfghjkmnpt")
HELD = Canary("vetchmoor", 4837219, "bcdfghjkmnpv")
TAKEN_BACK = Canary("brackenlow", 3928471, "bcdfghjkmnpw")
NOTICE = Canary("samphire", 2817364, "bcdfghjkmnpx")
HIDDEN = (SCHEDULED, CORRECTION, DRAFT, SUBMITTED, HELD, NOTICE)
# Those that are a whole release, with an address of each kind.
WHOLE = (SCHEDULED, DRAFT, SUBMITTED, HELD)


@cache
def marks_in(text: str, canaries: tuple[Canary, ...] = (*HIDDEN, TAKEN_BACK)) -> list[str]:
    """Whatever in ``text`` tells of one of these; kept, since many answers are the same."""
    return [mark for canary in canaries for mark in canary.marks_in(text)]


def in_the_open() -> None:
    """What the public sees, and what hidden things hang on; all of it taken over at once."""
    # The summary leans on a figure that a hidden correction changes, and is renewed with it.
    topic = factories.topic(
        slug="open-topic", name="Open topic", summary="Other force made 9 arrests."
    )
    release = factories.release(slug="in-the-open")
    release.topics.add(topic)
    edition = factories.edition(release=release, title="In the open")
    metric = factories.metric(
        slug="open-metric", name="Open metric", dimension=factories.category().dimension
    )
    metric.topics.add(topic)
    operation = factories.operation(slug="open-operation", name="Open operation")
    operation.topics.add(topic)
    operation.releases.add(release)
    factories.phase(operation=operation, name="Open phase")
    operation.organisations.add(factories.organisation(slug="open-force", name="Open force"))
    assert metric.dimension is not None
    figure = factories.observation(
        edition, "seven arrests", metric=metric, operation=operation,
        category=metric.dimension.categories.get(),
    )  # fmt: skip
    factories.claim(edition, [figure])
    factories.source_text(edition, "There were seven arrests. Then there were eight arrests.")
    factories.observation(
        edition, "eight arrests", metric=metric, value=8, figure_id=CONTRADICTED, **THE_SAME
    )
    factories.observation(edition, "eleven arrests", metric=metric, value=11, **YEAR_AFTER)
    factories.quotation(
        edition, speaker=Speaker.objects.create(slug="open-speaker", name="Open speaker")
    )
    factories.chart([metric], slug="open-chart", release=release, topic=topic)
    factories.archived(edition)
    _to_be_corrected(topic, metric)
    in_the_calendar("Open entry", release, timezone.now() - timedelta(days=1))


def _to_be_corrected(topic: Topic, metric: Metric) -> None:
    release = factories.release(slug="to-be-corrected")
    release.topics.add(topic)
    edition = factories.edition(release=release, title="To be corrected")
    factories.observation(
        edition, "nine arrests", metric=metric, value=9, figure_id=CORRECTED,
        organisation=factories.organisation(slug="other-force", name="Other force"),
    )  # fmt: skip
    # In conflict with the other release of the open, for all to see.
    factories.observation(edition, "twelve arrests", metric=metric, value=12, **YEAR_AFTER)
    factories.quotation(edition, words="Nine people were arrested")
    factories.archived(edition)


@transaction.atomic
def in_the_calendar(words: str, release: Release, since: datetime, number: int = 1) -> None:
    """An entry that has changed, of which ``words`` are said from ``since`` on.

    With a ``number`` above 1 it is what the open entry will say next.
    """
    now = database_now()
    bounds = {"published_from": since, "recorded_at": now if since < now else None}
    if number == 1:
        entry = Announcement.objects.create(publisher=release.publisher, **bounds)
        entry.releases.add(release)
    else:
        entry = Announcement.objects.earliest("pk")
        Notice.objects.filter(announcement=entry, number=1).update(published_until=since)
    day = date(2030, 1, 15)
    notice = Notice.objects.create(
        announcement=entry, title=words, note=words, state=Notice.State.CONFIRMED,
        planned_from=day, planned_to=day, said_by="writer", number=number, **bounds,
    )  # fmt: skip
    NoticeChange.objects.create(
        announcement=entry, notice=notice, was_state=Notice.State.PROVISIONAL, was_from=day,
        was_to=day, reason=words, **bounds,
    )  # fmt: skip


def moved_and_gone() -> None:
    """Charts in the open of which one was given another address, and one was taken down."""
    metric = Metric.objects.get(slug="open-metric")
    for slug in ("moved-chart", "gone-chart"):
        chart = factories.chart([metric], slug=slug)
        publishing.archive_reference(chart, by="archivist", published_from=database_now())
    acts.rename(Chart.objects.get(slug="moved-chart"), to="new-chart", by="chief", seen="1")
    gone = Chart.objects.get(slug="gone-chart")
    acts.take_down(gone, reason="It mixed two years.", by="chief", seen="1")


def to_be_moved_and_gone(canary: Canary, at: datetime) -> None:
    """No verb plans either; were one planned, its row would be hidden like any other."""
    chart = Chart.objects.get(slug=f"{canary.word}-chart")
    FormerAddress.objects.create(
        chart=chart, slug=f"{canary.word}-was-chart", left_by="chief", published_from=at
    )
    going = factories.chart([], slug=f"{canary.word}-going-chart", published_from=at)
    GoneChart.objects.create(
        chart=going, slug=going.slug, title=f"{canary.word} finding", taken_down_by="chief",
        reason=f"{canary.word} was miscounted.", published_from=at,
    )  # fmt: skip


def to_be_taken_back() -> Release:
    """A public release, for now, of which nothing but its title may be left once it is withdrawn.

    What other releases may lean on by then (metrics, speakers, operations) stays by decision 8,
    so all that it points at is open and without a mark.
    """
    canary = TAKEN_BACK
    metric = Metric.objects.get(slug="open-metric")
    release = factories.release(slug="taken-back")
    edition = factories.edition(
        release=release, title="Taken back", summary=f"{canary.word} summary",
        notes=f"{canary.word} notes",
    )  # fmt: skip
    figure = factories.observation(
        edition, f"{canary.number} {canary.word}", metric=metric, value=canary.number,
        figure_id=canary.figure_id, operation=Operation.objects.get(slug="open-operation"),
    )  # fmt: skip
    factories.claim(edition, [figure], words=f"millions of {canary.word}")
    factories.quotation(
        edition, speaker=Speaker.objects.get(slug="open-speaker"), words=f"{canary.word} words"
    )
    factories.source_text(edition, f"The text says {canary.number} {canary.word}.")
    factories.chart([metric], slug=f"{canary.word}-chart", title=f"{canary.word} finding",
                    release=release)  # fmt: skip
    factories.archived(edition)
    return release


def whole_release(canary: Canary, **edition_fields: Any) -> Edition:
    """A draft whose every text holds the word, and whose figure is the number."""
    figure = {"value": canary.number, "figure_id": canary.figure_id}
    return a_whole_release(canary.word, figure=figure, **edition_fields)


def a_whole_release(
    word: str, *, figure: dict[str, Any] | None = None, **edition_fields: Any
) -> Edition:
    """An edition with one row in every table that has bounds; each text holds ``word``."""
    figure = {"value": 7340033} | (figure or {})
    topic = factories.topic(slug=f"{word}-topic", name=f"{word} topic")
    release = factories.release(
        slug=f"{word}-release",
        publisher=factories.publisher(slug=f"{word}-publisher", name=f"{word} publisher"),
    )
    release.topics.add(topic)
    edition = factories.edition(
        release=release, title=f"{word} title", summary=f"{word} summary", **edition_fields
    )
    operation = factories.operation(slug=f"{word}-operation", name=f"Operation {word}")
    operation.topics.add(topic)
    operation.releases.add(release)
    force = factories.organisation(slug=f"{word}-force", name=f"{word} force")
    operation.organisations.add(force)
    phase = factories.phase(
        operation=operation, slug=f"{word}-phase", name=f"{word} phase", start=date(2021, 3, 1)
    )
    category = factories.category(slug=f"{word}-category", name=f"{word} category")
    metric = factories.metric(
        slug=f"{word}-metric", name=f"{word} metric", dimension=category.dimension
    )
    metric.topics.add(topic)
    stated = factories.observation(
        edition, f"{figure['value']} {word}", metric=metric, category=category,
        organisation=force, operation=operation, phase=phase, **figure,
    )  # fmt: skip
    factories.claim(edition, [stated], words=f"over seven million {word}")
    speaker = Speaker.objects.create(slug=f"{word}-speaker", name=f"{word} speaker")
    factories.quotation(edition, speaker=speaker, words=f"{word} is what I say")
    factories.source_text(edition, f"The text says {figure['value']} {word}.")
    factories.chart([metric], slug=f"{word}-chart", title=f"{word} finding", release=release)
    return edition


def tied_to_the_open(edition: Edition, canary: Canary) -> None:
    """Hang rows of a hidden draft on open ones, where a page that forgets the rule shows them."""
    word = canary.word
    metric = Metric.objects.get(slug="open-metric")
    topic = Topic.objects.get(slug=f"{word}-topic")
    release = Release.objects.get(slug="in-the-open")
    release.topics.add(topic)
    metric.topics.add(topic)
    operation = Operation.objects.get(slug="open-operation")
    operation.topics.add(topic)
    operation.releases.add(edition.release)
    Operation.objects.get(slug=f"{word}-operation").releases.add(release)
    operation.organisations.add(
        factories.organisation(slug=f"{word}-partner", name=f"{word} partner", kind="partner")
    )
    phase = factories.phase(
        operation=operation, slug=f"{word}-go", name=f"{word} go", start=date(2021, 3, 1)
    )
    assert metric.dimension is not None
    category = Category.objects.create(
        dimension=metric.dimension, slug=f"{word}-kind", name=f"{word} kind"
    )
    factories.observation(
        edition, f"{word} again {canary.number}", metric=metric, value=canary.number, **THE_SAME
    )
    factories.observation(
        edition, f"{word} in a phase {canary.number}", metric=metric, value=canary.number,
        operation=operation, phase=phase, category=category,
    )  # fmt: skip
    SourceText.objects.filter(edition=edition).update(
        text=f"The text says {canary.number} {word}. Then {word} again {canary.number}, and "
        f"{word} in a phase {canary.number}."
    )
    factories.claim(
        edition, [Observation.objects.get(figure_id=CONTRADICTED)], words=f"{word} in sum"
    )
    factories.quotation(
        edition, speaker=Speaker.objects.get(slug="open-speaker"), words=f"{word} once more"
    )
    factories.chart(
        [metric], slug=f"{word}-open-chart", title=f"{word} of the open metric",
        release=edition.release, topic=Topic.objects.get(slug="open-topic"),
    )  # fmt: skip


def correction(canary: Canary) -> Edition:
    """A draft that corrects an open release: other words, and another number for its figure."""
    release = Release.objects.get(slug="to-be-corrected")
    draft = publishing.correct(
        release, by="writer", reason=f"{canary.word} was miscounted.", kind="correction"
    )
    Edition.objects.filter(pk=draft.pk).update(title=f"{canary.word} title")
    draft.refresh_from_db()
    old = Observation.objects.get(figure_id=CORRECTED, published_until=None)
    factories.observation(
        draft, f"{canary.number} {canary.word}", metric=old.metric, value=canary.number,
        organisation=old.organisation, figure_id=CORRECTED,
    )  # fmt: skip
    return draft


def renewed(edition: Edition, words: str) -> dict[str, str]:
    """Answers to the approval of ``edition`` that renew what leans on its changed figures."""
    answers = {
        place.key: f"{NEW}{words}" if place.remedy is Remedy.WORDING else KEEP
        for place in stale_places(edition, database_now())
    }
    assert f"{NEW}{words}" in answers.values(), "Nothing open leans on the corrected figure."
    return answers


@dataclass(frozen=True)
class Hidden:
    """The editions behind the canaries, by canary."""

    editions: dict[Canary, Edition]

    def let_out(self, *canaries: Canary) -> None:
        """Bring approved ones out 5 s from now, as two people do when an embargo is broken."""
        for canary in canaries:
            request = publishing.ask_earlier(
                self.editions[canary], by="writer", embargo_until=None, reason="It was broken."
            )
            at = publishing.grant_earlier(request, by="chief")
        with transaction.atomic():
            Chart.objects.filter(gone__published_from__gt=at).update(published_from=at)
            for row in (*FormerAddress.objects.all(), *GoneChart.objects.all()):
                type(row).objects.filter(pk=row.pk, published_from__gt=at).update(
                    published_from=row.chart.published_from
                )
            for model in (Announcement, Notice, NoticeChange):
                model.objects.filter(published_until__gt=at).update(published_until=at)
                model.objects.filter(published_from__gt=at).update(published_from=at)

    def take_over(self, *canaries: Canary) -> None:
        """Show what is not approved at once, as something that was public elsewhere already."""
        for canary in canaries:
            edition = Edition.objects.get(pk=self.editions[canary].pk)
            if edition.held_at is not None:
                publishing.end_hold(edition, by="chief")
            factories.archived(edition)


def hide(embargo: datetime) -> Hidden:
    """One release in each state that hides it; what is approved goes public at ``embargo``."""
    editions = {canary: whole_release(canary) for canary in (DRAFT, SUBMITTED, HELD)}
    editions[SCHEDULED] = whole_release(SCHEDULED, embargo_until=embargo)
    tied_to_the_open(editions[SCHEDULED], SCHEDULED)
    editions[CORRECTION] = correction(CORRECTION)
    Edition.objects.filter(pk=editions[CORRECTION].pk).update(embargo_until=embargo)
    editions[CORRECTION].refresh_from_db()
    answers = renewed(editions[CORRECTION], f"{CORRECTION.word} in summary")
    factories.published(editions[CORRECTION], answers=answers)
    factories.published(editions[SCHEDULED])
    to_be_moved_and_gone(SCHEDULED, embargo)
    publishing.submit(editions[SUBMITTED], by="writer")
    publishing.submit(editions[HELD], by="writer")
    publishing.hold(editions[HELD], by="chief", reason="Wait for the court.")
    in_the_calendar(f"{NOTICE.word} entry", editions[SCHEDULED].release, embargo)
    in_the_calendar(f"{NOTICE.word} next", editions[SCHEDULED].release, embargo, number=2)
    return Hidden(editions)
