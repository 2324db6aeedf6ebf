"""What may be compared: operations with two phases that have figures, metrics with two periods.

Every choice comes from public figures, so that none tells of a hidden one, and a value that was
never there is refused with the same words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from operations.areas import AREA_NAMES
from operations.models import Metric, Observation, Operation, Phase
from operations.periods import Period, PeriodKind

SELECT = {"class": "govuk-select"}
NO_SUCH = "Choose one of those listed."
# Rows in one list to choose from; the newest are kept.
MOST_CHOICES = 1000
DATED = Q(period_end__isnull=False) | Q(period_start__isnull=False)


def operations(at: datetime) -> list[Operation]:
    """Operations with figures in two phases or more."""
    by_operation: dict[int, int] = {}
    for phase in phases_with_figures(at):
        by_operation[phase.operation_id] = by_operation.get(phase.operation_id, 0) + 1
    several = [pk for pk, count in by_operation.items() if count > 1]
    return list(Operation.objects.public(at).filter(pk__in=several).order_by("name"))


def phases_with_figures(at: datetime, operation: Operation | None = None) -> QuerySet[Phase]:
    """The newest first, those without dates last, as the operation's page has them."""
    phases: QuerySet[Phase] = Phase.objects.public(at)
    if operation is not None:
        phases = phases.filter(operation=operation)
    return phases.filter(Exists(Observation.objects.public(at).filter(phase=OuterRef("pk"))))


def metrics(at: datetime) -> list[Metric]:
    """Metrics whose figures are of two days or more by which a period ends.

    Asked as “which is the first, which the last?”: either is one step in an index of all figures.
    """
    ends = Observation.objects.public(at).filter(metric=OuterRef("pk"), period_end__isnull=False)
    first = ends.order_by(F("period_end").asc(nulls_first=True)).values("period_end")[:1]
    last = ends.order_by(F("period_end").desc(nulls_last=True)).values("period_end")[:1]
    known = Metric.objects.public(at).annotate(first=Subquery(first), last=Subquery(last))
    return list(known.filter(last__gt=F("first")).order_by("name")[:MOST_CHOICES])


def periods(metric: Metric, at: datetime) -> list[Period]:
    """The dated periods of a metric's figures, the newest first."""
    rows = Observation.objects.public(at).filter(DATED, metric=metric).order_by()
    stated = rows.values_list("period_start", "period_end", "period_kind").distinct()
    found = [Period(start, end, PeriodKind(kind)) for start, end, kind in stated]
    found.sort(key=lambda one: (one.sort_key(), one.kind), reverse=True)
    return found[:MOST_CHOICES]


@dataclass(frozen=True)
class Narrowings:
    """What a metric's figures can be narrowed to: names by what an address has for them."""

    category: dict[str, str]
    organisation: dict[str, str]
    area: dict[str, str]


def narrowings(metric: Metric, at: datetime) -> Narrowings:
    rows = Observation.objects.public(at).filter(metric=metric).order_by()
    found = list(
        rows.values_list(
            "category__dimension__slug", "category__slug", "category__name",
            "organisation__slug", "organisation__name", "area",
        ).distinct()[: MOST_CHOICES * 10]
    )  # fmt: skip
    return Narrowings(
        category=_by_name((f"{d}.{c}", name) for d, c, name, *_ in found if c),
        organisation=_by_name((slug, name) for *_, slug, name, _ in found if slug),
        area=_by_name((area, AREA_NAMES.get(area, area)) for *_, area in found if area),
    )


def _by_name(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return dict(sorted(set(pairs), key=lambda pair: (pair[1], pair[0])))


# --- periods in an address ------------------------------------------------------------------------


def key_of(period: Period) -> str:
    """Spell a period for an address: “week.2023-11-13.2023-11-19”, “running_total..2024-05-01”."""
    days = (day.isoformat() if day else "" for day in (period.start, period.end))
    return ".".join((period.kind.value, *days))


def when(period: Period) -> dict[str, Any]:
    """The period as conditions on figures."""
    days: dict[str, date | None] = {"period_start": period.start, "period_end": period.end}
    stated: dict[str, Any] = {
        key if day else f"{key}__isnull": day or True for key, day in days.items()
    }
    return {"period_kind": period.kind.value, **stated}


# --- forms ----------------------------------------------------------------------------------------


def _choice(label: str, empty: str, choices: Iterable[tuple[str, str]], **more: Any) -> Any:
    return forms.ChoiceField(
        choices=[("", empty), *choices],
        label=label,
        widget=forms.Select(attrs=SELECT),
        error_messages={"invalid_choice": NO_SUCH},
        **{"required": False} | more,
    )


class SubjectForm(forms.Form):
    """What is compared: one operation or one metric."""

    def __init__(self, data: Any, *, operations: list[Operation], metrics: list[Metric]) -> None:
        super().__init__(data)
        self.rows: dict[str, dict[str, Any]] = {
            "operation": {one.slug: one for one in operations},
            "metric": {one.slug: one for one in metrics},
        }
        for name, rows in self.rows.items():
            named = [(slug, one.name) for slug, one in rows.items()]
            self.fields[name] = _choice(name.capitalize(), "Choose one", named)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("operation") and cleaned.get("metric"):
            raise forms.ValidationError("Choose an operation or a metric, and not both.")
        return cleaned

    def subject(self, name: str) -> Any:
        """The operation or metric that was chosen, or None."""
        return self.rows[name].get(self.cleaned_data.get(name, "")) if self.is_valid() else None


class SidesForm(forms.Form):
    """The two sides; ``sides`` are names by what an address has for them, the newest first."""

    def __init__(
        self, data: Any, *, sides: dict[str, str], narrowings: Narrowings | None = None
    ) -> None:
        super().__init__(data)
        self.fields["first"] = _choice("First", "Choose one", sides.items())
        self.fields["second"] = _choice("Second", "Choose one", sides.items())
        for name in ("category", "organisation", "area"):
            names = getattr(narrowings, name, {})
            if len(names) > 1 or self.data.get(name):
                self.fields[name] = _choice(name.capitalize(), "All", names.items())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, second = cleaned.get("first"), cleaned.get("second")
        if first and first == second:
            self.add_error("second", "Both are the same. Choose another one here.")
        elif bool(first) != bool(second) and not self.errors:
            self.add_error("second" if first else "first", "Choose one here as well.")
        return cleaned
