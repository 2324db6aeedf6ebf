"""What a line of a chart may be parted into, and which figures it may name. Nothing is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict

from operations.figures import subject_of
from operations.models import ChartLine, Observation

# What one line can become several lines by: the field, and what each of them is called.
PARTED_BY = {"category": "category", "organisation": "organisation", "area": "area"}
# What narrows a line to some figures of its metric.
NARROWED_BY = ("category_id", "organisation_id", "operation_id", "phase_id", "release_id", "area")
MOST_FIGURES = 300


@dataclass
class Choices:
    """One line as the builder lists it: its form’s number, its name, and what it can become."""

    number: int
    name: str
    parts: list[tuple[str, str]]


def choices_of(lines: Iterable[tuple[int, ChartLine]], at: datetime) -> list[Choices]:
    """What each line can be parted into by the figures in force at ``at``; one question for all."""
    lines = list(lines)
    fields = ("metric_id", "period_kind", *NARROWED_BY)
    figures = (
        Observation.objects.public(at)
        .filter(metric__in={line.metric_id for _, line in lines})
        .values(*fields)
        .distinct()
    )
    found = list(figures) if lines else []
    return [Choices(number, str(line), _parts(number, line, found)) for number, line in lines]


def _parts(number: int, line: ChartLine, figures: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """A button’s value and words for each field by which the line’s figures differ."""
    matching = [one for one in figures if _matches(line, one)]
    parts = []
    for name, words in PARTED_BY.items():
        key = name if name == "area" else f"{name}_id"
        values = {one[key] for one in matching} - {None, ""}
        if len(values) > 1:
            parts.append((f"{number}:{name}", f"One line for each {words} ({len(values)})"))
    return parts


def _matches(line: ChartLine, figure: dict[str, Any]) -> bool:
    if line.metric_id != figure["metric_id"]:
        return False
    wanted = {name: getattr(line, name) for name in NARROWED_BY}
    if any(value not in (None, "") and figure[name] != value for name, value in wanted.items()):
        return False
    return not line.period_kinds or figure["period_kind"] in line.period_kinds


def parted(
    data: QueryDict, prefix: str, line: ChartLine, number: int, by: str, at: datetime
) -> Any:
    """The form as sent, with one line for each value that ``line`` (form ``number``) has of ``by``.

    The line itself takes the first value; the others come after all lines, each a copy of it. What
    another line of the metric shows already is left out.
    """
    rows = Observation.objects.public(at).filter(metric=line.metric_id)
    for name in NARROWED_BY:
        if value := getattr(line, name):
            rows = rows.filter(**{name: value})
    if line.period_kinds:
        rows = rows.filter(period_kind__in=line.period_kinds)
    order = {"category": ("category__position", "category__name"),
             "organisation": ("organisation__name",), "area": ("area",)}[by]  # fmt: skip
    values = rows.exclude(**_blank(by)).order_by(*order).values_list(by, flat=True)
    found = [str(value) for value in dict.fromkeys(values)]
    total = int(str(data[f"{prefix}-TOTAL_FORMS"]))
    metric = data.get(f"{prefix}-{number}-metric")
    taken = {
        data.get(f"{prefix}-{n}-{by}")
        for n in range(total)
        if data.get(f"{prefix}-{n}-metric") == metric and f"{prefix}-{n}-DELETE" not in data
    }
    return _with_lines(data.copy(), prefix, number, by, [one for one in found if one not in taken])


def _blank(by: str) -> dict[str, Any]:
    return {"area": ""} if by == "area" else {f"{by}__isnull": True}


def _with_lines(data: QueryDict, prefix: str, number: int, by: str, values: list[str]) -> QueryDict:
    total = int(str(data[f"{prefix}-TOTAL_FORMS"]))
    own = f"{prefix}-{number}-"
    fields = {name.removeprefix(own): data.getlist(name) for name in data if name.startswith(own)}
    positions = [data.get(f"{prefix}-{n}-position", "") for n in range(total)]
    last = max((int(one) for one in positions if one.isascii() and one.isdigit()), default=0)
    for place, value in enumerate(values):
        start = own if place == 0 else f"{prefix}-{total + place - 1}-"
        for name, sent in fields.items():
            if place == 0 or name not in ("id", "DELETE", "position"):
                data.setlist(f"{start}{name}", sent)
        data[f"{start}{by}"] = value
        data[f"{start}label"] = data[f"{start}figure_ids"] = ""
        if place:
            data[f"{start}position"] = str(last + place)
    data[f"{prefix}-TOTAL_FORMS"] = str(total + max(len(values) - 1, 0))
    return data


def figures_for(line: ChartLine, at: datetime) -> list[dict[str, Any]]:
    """The figures of the line’s metric in force at ``at``, in order of time, to be picked from."""
    figures = Observation.objects.for_listing(at).filter(metric=line.metric_id)
    return [
        {
            "id": figure.figure_id,
            "shown": figure.shown,
            "of": ", ".join(
                part
                for part in (subject_of(figure), figure.period.label(), figure.coverage)
                if part
            ),
            "release": figure.release.edition.title if figure.release.edition else "",
            "is_chosen": figure.figure_id in line.figure_ids,
        }
        for figure in figures.in_order_of_time()[:MOST_FIGURES]
    ]
