"""The likeliest metric, category, organisation, operation and phase for each figure of a text.

Seven queries, however many figures there are. Nothing here decides: what is offered is filled in
for a person to accept, and only where it is likely enough.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from operations.areas import AREAS
from operations.intake.converting import converts
from operations.intake.likeness import (
    LIKELY,
    Known,
    Likeness,
    Past,
    Scored,
    like_category,
    named_in,
)
from operations.models import (
    Candidate,
    Category,
    Decision,
    Evidence,
    Intake,
    Metric,
    Operation,
    Organisation,
    Phase,
    Unit,
)

# The newest past choices are enough to learn from, and keep the work of one text small.
MOST_PAST = 2_000
FIELDS = ("metric", "category", "organisation", "operation", "phase")
# Whose own releases state their own figures; a government body's are of others.
ACTING = (Organisation.Kind.FORCE, Organisation.Kind.ROCU)
AREA_WORDS = {**{area.name.casefold(): area.slug for area in AREAS}, "uk": "united-kingdom"}
# Characters to either side of a figure within which its sentence is looked for.
NEAR = 500
_ENDS = re.compile(r"\n|[.!?][”\"']?\s")


@dataclass(frozen=True)
class Suggested:
    """What to fill in, by field, and the likeliest metrics to offer, best first."""

    values: Mapping[str, int | None] = field(default_factory=dict)
    area: str = ""
    metrics: tuple[int, ...] = ()


@dataclass(frozen=True)
class _PhaseDays:
    pk: int
    operation: int
    start: date | None
    end: date | None


class Suggesting:
    """All that a suggestion leans on, fetched once."""

    def __init__(self) -> None:
        rows = list(Metric.objects.values_list("pk", "name", "counted", "unit", "dimension_id"))
        metrics = [Known(pk, f"{name} {counted}", unit, d) for pk, name, counted, unit, d in rows]
        self.dimension_of = {metric.pk: metric.dimension for metric in metrics}
        self.likeness = Likeness(metrics, _past())
        self.categories: dict[int, dict[int, str]] = {}
        for pk, dimension, name in Category.objects.values_list("pk", "dimension_id", "name"):
            self.categories.setdefault(dimension, {})[pk] = name
        organisations = list(Organisation.objects.values_list("pk", "name", "kind"))
        self.organisations = {pk: name for pk, name, _ in organisations}
        self.acting = [pk for pk, _, kind in organisations if kind in ACTING]
        self.operations = dict(Operation.objects.values_list("pk", "name"))
        self.phases = [
            _PhaseDays(*row)
            for row in Phase.objects.values_list("pk", "operation_id", "start", "end")
        ]

    def for_intake(self, intake: Intake, candidates: Sequence[Candidate]) -> list[Suggested]:
        """One suggestion for each candidate, in their order."""
        operation = named_in(intake.title, self.operations)
        if operation is None:
            operation = named_in(intake.text, self.operations)
        whose = self._organisation_of(intake)
        return [self._one(one, operation, whose, _sentence(intake.text, one)) for one in candidates]

    def _organisation_of(self, intake: Intake) -> int | None:
        """The force or unit that issues the text: what it states is its own."""
        name = intake.publisher.name if intake.publisher else intake.publisher_as_stated
        return named_in(name, {pk: self.organisations[pk] for pk in self.acting})

    def metrics_for(self, candidate: Candidate) -> list[Scored]:
        """The likeliest metrics of a unit that the figure can be held in."""
        units = frozenset(unit for unit in Unit.values if converts(candidate.unit, unit))
        return self.likeness.metrics_for(f"{candidate.what} {candidate.words}", units)

    def _one(
        self, candidate: Candidate, operation: int | None, whose: int | None, sentence: str
    ) -> Suggested:
        likely = self.metrics_for(candidate)
        offered = tuple(one.pk for one in likely)
        metric = likely[0].pk if likely and likely[0].score >= LIKELY else None
        words = f"{candidate.what} {candidate.words}"
        before = self.likeness.chosen_before(words, metric) if metric else {}
        own = named_in(sentence, self.operations) or operation
        values = {
            "metric": metric,
            "category": self._category(metric, words) or before.get("category"),
            "organisation": named_in(words, self.organisations)
            or named_in(sentence, self.organisations)
            or whose,
            "operation": own,
            "phase": self._phase(own, candidate),
        }
        return Suggested(values, _area(candidate), offered)

    def _category(self, metric: int | None, words: str) -> int | None:
        dimension = self.dimension_of.get(metric) if metric is not None else None
        return like_category(words, self.categories.get(dimension, {})) if dimension else None

    def _phase(self, operation: int | None, candidate: Candidate) -> int | None:
        """The one phase of the operation on whose days the figure's period lies."""
        first, last = candidate.period_start, candidate.period_end
        if operation is None or first is None or last is None:
            return None
        fitting = [
            phase.pk
            for phase in self.phases
            if phase.operation == operation
            and phase.start is not None
            and phase.end is not None
            and phase.start <= last
            and phase.end >= first
        ]
        return fitting[0] if len(fitting) == 1 else None


def fill_in(candidates: Iterable[Candidate], suggested: Iterable[Suggested]) -> None:
    """Set on each candidate (unsaved) what is suggested for it."""
    for candidate, suggestion in zip(candidates, suggested, strict=True):
        for name, pk in suggestion.values.items():
            setattr(candidate, f"{name}_id", pk)
        candidate.area = "" if candidate.organisation_id else suggestion.area


def _past() -> list[Past]:
    """Past choices, the oldest first: figures with their words, and candidates accepted."""
    stated = Evidence.objects.order_by("-pk").values_list(
        "words", *(f"observation__{name}_id" for name in FIELDS)
    )
    accepted = Candidate.objects.filter(decision=Decision.ACCEPTED, metric__isnull=False)
    chosen = accepted.order_by("-pk").values_list("what", *(f"{name}_id" for name in FIELDS))
    rows = [*stated[:MOST_PAST], *chosen[:MOST_PAST]]
    return [Past(words, dict(zip(FIELDS, pks, strict=True))) for words, *pks in reversed(rows)]


def _area(candidate: Candidate) -> str:
    """The area that the coverage's words name: “in England and Wales”; "" where they don't."""
    words = f" {candidate.coverage} ".casefold()
    fitting = [name for name in AREA_WORDS if f" {name}" in words]
    return AREA_WORDS[max(fitting, key=len)] if fitting else ""


def _sentence(text: str, candidate: Candidate) -> str:
    """The sentence around a figure; of an endless one, what stands near."""
    before = text[max(0, candidate.start - NEAR) : candidate.start]
    after = text[candidate.end : candidate.end + NEAR]
    return _ENDS.split(before)[-1] + candidate.words + _ENDS.split(after, maxsplit=1)[0]
