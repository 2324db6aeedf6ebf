"""Where words lean on figures that an edition would change.

Looked at: every chart that plots one of them, every claim that sums one up, the edition's own
words, those of other editions in force, and all words of reference rows. The words of sources
(evidence, quotations, texts) are theirs, and are left alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum, StrEnum
from hashlib import sha256
from typing import Any

from django.db import models
from django.db.models import Q

from operations.changed_figures import Change, changed_figures
from operations.charts import charts_data
from operations.intake.likeness import stems
from operations.models import Chart, Claim, Observation
from operations.numbers_in_words import Sought, mentions, states_figures
from operations.told import checked_claim
from releases.models import Edition, Quotation, Topic
from releases.published import Published, Statement
from releases.quantities import Qualifier
from releases.renewable import renewable_fields, renewable_models


class Remedy(StrEnum):
    """What can be done about words within the approval."""

    WORDING = "wording"  # public words of a reference row: new ones begin with the edition
    EDIT = "edit"  # not public yet: changed where they stand
    ELSEWHERE = "elsewhere"  # a statement of its own, which has to be corrected by itself


class Nearness(Enum):
    """How likely words are about the changed figures: what they must have to be asked about."""

    SAME = "about the same thing"  # any spelling of the number, a rounded one too
    NEAR = "about something like it"  # the very number, distinctive or of what is counted
    FAR = "about anything"  # the very number, where it is hardly met by chance


@dataclass(frozen=True)
class StalePlace:
    """Words that may be wrong now, and why: they name old numbers, or lean on changed figures."""

    row: Any
    field: str
    words: str
    changes: tuple[Change, ...]
    named: tuple[str, ...]
    remedy: Remedy
    # Whether a claim would still hold.
    check: str = ""

    @property
    def key(self) -> str:
        """Its own name for as long as the words are these: an answer holds for what was read."""
        words = sha256(self.words.encode()).hexdigest()[:16]
        return f"words:{self.row._meta.db_table}:{self.row.pk}:{self.field}:{words}"

    @property
    def label(self) -> str:
        """What the words are: “Chart title”, “Edition summary”."""
        column = self.row._meta.get_field(self.field).verbose_name
        return f"{self.row._meta.verbose_name} {column}".capitalize()


def stale_places(edition: Edition, at: datetime) -> list[StalePlace]:
    """All words that a person has to look at before ``edition`` is approved, the surest first."""
    changes = changed_figures(edition, at)
    if not changes:
        return []
    once: dict[Any, StalePlace] = {}
    for place in _Search(edition, at, changes).places():
        once.setdefault((type(place.row), place.row.pk, place.field), place)
    return list(once.values())


@dataclass
class _Search:
    edition: Edition
    at: datetime
    changes: list[Change]
    sought: dict[Sought, list[Change]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.claims = list(self._claims())
        for change in self.changes:
            self.sought.setdefault(change.sought, []).append(change)
        # “Nearly 6,000” is found where a claim says so, however far it is from 5,827.
        for claim in self.claims:
            told = Sought(claim.value, claim.unit, Qualifier(claim.qualifier))
            self.sought.setdefault(told, []).extend(self._summed_by(claim))

    def places(self) -> Iterator[StalePlace]:
        yield from self._of_charts()
        for claim in self.claims:
            place = self._place(claim, "words", self._summed_by(claim), Remedy.ELSEWHERE)
            yield replace(place, check=self._check(claim))
        yield from self._of_the_draft()
        yield from self._of_references()
        yield from self._of_other_editions()
        yield from self._of_figures_notes()

    # --- What leans on a figure by its very making ---

    def _of_charts(self) -> Iterator[StalePlace]:
        """A title and a text alternative tell what the picture shows, with a number or without."""
        asked = Chart.objects.public(self.at) | self._coming(Chart)
        charts = asked.with_lines().plotting(change.was for change in self.changes)
        by_slug = {chart.slug: chart for chart in charts}
        for data in charts_data(by_slug.values(), self.at):
            shown = {point.figure_id for point in data.figures()}
            changes = [change for change in self.changes if change.was.figure_id in shown]
            if not changes:
                continue
            chart = by_slug[data.slug]
            remedy = self._remedy(chart)
            for name in ("title", "alt", "subtitle", "note", "annotations"):
                words = getattr(chart, name)
                if name in ("title", "alt") or (words and states_figures(words)):
                    yield self._place(chart, name, changes, remedy)
            for line in chart.lines.all():
                yield from self._naming([line], ["label"], Remedy.ELSEWHERE)

    def _claims(self) -> models.QuerySet[Claim]:
        ids = [change.was.figure_id for change in self.changes]
        in_force = Claim.objects.public(self.at).exclude(release=self.edition.release_id)
        asked = in_force | Claim.objects.filter(edition=self.edition)
        return asked.filter(figure_ids__overlap=ids).order_by("pk")

    def _summed_by(self, claim: Claim) -> list[Change]:
        return [change for change in self.changes if change.was.figure_id in claim.figure_ids]

    def _check(self, claim: Claim) -> str:
        """Whether the claim holds once the edition is in force, as a sentence."""
        in_force = Observation.objects.public(self.at).filter(figure_id__in=claim.figure_ids)
        figures = {one.figure_id: one for one in in_force.select_related("metric")}
        figures |= {one.was.figure_id: one.now for one in self.changes if one.now is not None}
        held = checked_claim(claim, figures)
        return held.check.explanation if held.check else held.unchecked

    # --- What names a number ---

    def _of_the_draft(self) -> Iterator[StalePlace]:
        yield from self._naming([self.edition], ["title", "summary", "notes"], Remedy.EDIT)
        quotations = Quotation.objects.filter(edition=self.edition)
        yield from self._naming(quotations, ["gist"], Remedy.EDIT)
        notes = Observation.objects.filter(edition=self.edition).select_related("metric")
        yield from self._naming(notes, ["note"], Remedy.EDIT)

    def _of_references(self) -> Iterator[StalePlace]:
        for model in renewable_models():
            names = [one.name for one in renewable_fields(model)]
            rows = model._default_manager.public(self.at) | self._coming(model)  # type: ignore[attr-defined]
            for row in rows:
                nearness = Nearness.SAME if self._is_near(row) else Nearness.FAR
                yield from self._naming([row], names, self._remedy(row), nearness)

    def _of_other_editions(self) -> Iterator[StalePlace]:
        others = Edition.objects.public(self.at).exclude(release=self.edition.release_id)
        near = self._releases_near()
        for other in others:
            nearness = Nearness.NEAR if other.release_id in near else Nearness.FAR
            yield from self._naming(
                [other], ["title", "summary", "notes"], Remedy.ELSEWHERE, nearness
            )

    def _of_figures_notes(self) -> Iterator[StalePlace]:
        ended = [change.was.pk for change in self.changes]
        figures = Observation.objects.public(self.at).filter(release=self.edition.release_id)
        rows = figures.exclude(pk__in=ended).exclude(note="").select_related("metric")
        yield from self._naming(rows, ["note"], Remedy.ELSEWHERE)

    def _naming(
        self,
        rows: Iterable[Any],
        names: Iterable[str],
        remedy: Remedy,
        nearness: Nearness = Nearness.SAME,
    ) -> Iterator[StalePlace]:
        """The fields of the rows that name an old number."""
        exactly = nearness is not Nearness.SAME
        sought = [one for one in self.sought if nearness is not Nearness.FAR or one.is_distinctive]
        for row in rows:
            for name in names:
                found = [
                    (one, mention.words)
                    for one, mention in mentions(getattr(row, name), sought, exactly=exactly)
                    if not exactly or one.is_distinctive or self._counts(one, mention.words)
                ]
                if found:
                    changes = [change for one, _ in found for change in self.sought[one]]
                    phrases = [phrase for _, phrase in found]
                    yield self._place(row, name, changes, remedy, phrases)

    def _counts(self, sought: Sought, phrase: str) -> bool:
        """Whether the phrase counts what the figure's metric does: “93 arrests” and arrests."""
        metrics = (change.was.metric for change in self.sought[sought])
        return any(stems(phrase) & stems(f"{one.name} {one.counted}") for one in metrics)

    # --- What is near to the changed figures ---

    def _is_near(self, row: models.Model) -> bool:
        """Whether the row is about what one of the figures is about."""
        if isinstance(row, Chart):
            return False  # those that plot one are asked about anyway
        if isinstance(row, Topic):
            return row.pk in self._topics()
        name = f"{row._meta.model_name}_id"
        return any(getattr(change.was, name, None) == row.pk for change in self.changes)

    def _topics(self) -> set[int]:
        return set(self.edition.release.topics.values_list("pk", flat=True))

    def _releases_near(self) -> set[int]:
        """Releases that state a figure of the same metric, or tell of the same operation."""
        metrics = Q(metric__in={change.was.metric_id for change in self.changes})
        operations = {change.was.operation_id for change in self.changes} - {None}
        near = Observation.objects.public(self.at).filter(metrics | Q(operation__in=operations))
        return set(near.values_list("release", flat=True))

    # --- Places ---

    def _coming(self, model: Any) -> Any:
        """Rows that nobody could see before this edition."""
        return model._default_manager.filter(
            pk__in=model.needed_by(self.edition).values("pk"), published_from=None
        )

    def _remedy(self, row: Published) -> Remedy:
        assert not isinstance(row, Statement)  # noqa: S101
        return Remedy.EDIT if row.published_from is None else Remedy.WORDING

    def _place(
        self,
        row: Any,
        name: str,
        changes: Iterable[Change],
        remedy: Remedy,
        named: Iterable[str] = (),
    ) -> StalePlace:
        words = getattr(row, name)
        if not named:
            named = [mention.words for _, mention in mentions(words, list(self.sought))]
        once = dict.fromkeys(changes)
        return StalePlace(row, name, words, tuple(once), tuple(dict.fromkeys(named)), remedy)
