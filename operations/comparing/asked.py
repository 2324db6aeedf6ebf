"""What an address of the comparison asks for, read once for its page and its file."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, QueryDict

from operations.comparing import choices
from operations.comparing.choices import SidesForm, SubjectForm
from operations.comparing.sides import Side
from operations.models import Metric, Observation, Operation, Phase
from releases.filters import at_of


@dataclass(frozen=True)
class Asked:
    """``subject`` is an operation or a metric, or None; ``sides`` are two, or none yet."""

    subject_form: SubjectForm
    subject: Operation | Metric | None = None
    sides_form: SidesForm | None = None
    sides: tuple[Side, Side] | None = None

    @property
    def is_operation(self) -> bool:
        return isinstance(self.subject, Operation)

    @property
    def forms(self) -> list[Any]:
        return [form for form in (self.subject_form, self.sides_form) if form is not None]


def asked_of(request: HttpRequest) -> Asked:
    at, data = at_of(request), request.GET
    subjects = SubjectForm(data, operations=choices.operations(at), metrics=choices.metrics(at))
    if operation := subjects.subject("operation"):
        return _of_phases(subjects, operation, data, at)
    if metric := subjects.subject("metric"):
        return _of_periods(subjects, metric, data, at)
    return Asked(subjects)


def _of_phases(subjects: SubjectForm, operation: Operation, data: QueryDict, at: datetime) -> Asked:
    phases: dict[str, Phase] = {
        phase.slug: phase for phase in choices.phases_with_figures(at, operation)
    }
    form = SidesForm(data, sides={slug: phase.name for slug, phase in phases.items()})

    def side(name: str) -> Side:
        phase = phases[form.cleaned_data[name]]
        return Side(phase.name, Observation.objects.public(at).filter(phase=phase))

    return _asked(subjects, operation, form, side)


def _of_periods(subjects: SubjectForm, metric: Metric, data: QueryDict, at: datetime) -> Asked:
    periods = {choices.key_of(period): period for period in choices.periods(metric, at)}
    form = SidesForm(
        data,
        sides={key: _capital(period.label()) for key, period in periods.items()},
        narrowings=choices.narrowings(metric, at),
    )

    def side(name: str) -> Side:
        chosen = form.cleaned_data
        figures = Observation.objects.public(at).filter(
            metric=metric, **choices.when(periods[chosen[name]])
        )
        if chosen.get("category"):
            dimension, category = chosen["category"].split(".", 1)
            figures = figures.filter(category__slug=category, category__dimension__slug=dimension)
        if chosen.get("organisation"):
            figures = figures.filter(organisation__slug=chosen["organisation"])
        if chosen.get("area"):
            figures = figures.filter(area=chosen["area"])
        return Side(periods[chosen[name]].label(), figures)

    return _asked(subjects, metric, form, side)


def _asked(subjects: SubjectForm, subject: Operation | Metric, form: SidesForm, side: Any) -> Asked:
    is_chosen = form.is_valid() and bool(form.cleaned_data["first"])
    sides = (side("first"), side("second")) if is_chosen else None
    return Asked(subjects, subject, form, sides)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
