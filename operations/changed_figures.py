"""Which figures an edition would change: what each was, and what it will be."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from operations.models import Observation
from operations.numbers_in_words import Sought
from releases.models import Edition
from releases.quantities import Qualifier

# Where two statements of a figure differ in one of these, words about it may be wrong. Another
# note or another place in a list changes nothing that anybody has said.
SAID = (
    "value", "qualifier", "status", "metric_id", "category_id", "organisation_id", "area",
    "operation_id", "phase_id", "period_kind", "period_start", "period_end", "coverage",
    "is_partial",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """A figure in force and what takes its place; None where it is stated no longer."""

    was: Observation
    now: Observation | None

    @property
    def sought(self) -> Sought:
        """The old number, to be found in words."""
        return Sought(self.was.value, self.was.metric.unit, Qualifier(self.was.qualifier))

    @property
    def was_words(self) -> str:
        return self._told(self.was)

    @property
    def now_words(self) -> str:
        return "stated no longer" if self.now is None else self._told(self.now)

    def _told(self, figure: Observation) -> str:
        """The figure, and where the number alone stays the same, what else it is of."""
        if self.now is None or self.was.shown != self.now.shown:
            return figure.shown
        more = (figure.status, figure.of_whom, figure.coverage, figure.period.label())
        return f"{figure.shown} ({'; '.join(word for word in more if word)})"


def changed_figures(edition: Edition, at: datetime) -> list[Change]:
    """Figures in force at ``at`` that ``edition`` states otherwise, states no more, or revises."""
    stated = {figure.figure_id: figure for figure in _of(Observation.needed_by(edition))}
    ending = _of(Observation.replaced_by(edition).public(at))  # type: ignore[attr-defined]
    changes = [Change(figure, stated.get(figure.figure_id)) for figure in ending]
    by_revised = {figure.revises: figure for figure in stated.values() if figure.revises}
    revised = _of(Observation.objects.public(at).filter(figure_id__in=by_revised))
    changes += [Change(figure, by_revised[figure.figure_id]) for figure in revised]
    return [change for change in changes if _differs(change)]


def _of(rows: QuerySet[Observation]) -> QuerySet[Observation]:
    return rows.select_related("metric", "organisation", "operation", "phase").order_by("pk")


def _differs(change: Change) -> bool:
    if change.now is None:
        return True
    return any(getattr(change.was, name) != getattr(change.now, name) for name in SAID)
