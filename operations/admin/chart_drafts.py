"""A chart as it stands in its form, saved or not: with its lines, its picture and what is odd.

Nothing here writes. The picture comes from the seam and the renderers of the public site, at the
moment for which the chart is made.
"""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.forms import BaseInlineFormSet, ModelForm

from operations.charts import chart_data
from operations.drawn import DrawnChart, draw, with_narrow_picture
from operations.guard.misleading import warnings_of
from operations.models import Chart, ChartLine

NO_TITLE = "(No title yet)"
NO_ADDRESS = "new-chart"
# Without these a chart can be drawn all the same: they are asked for when it is saved.
NOT_FOR_THE_PICTURE = frozenset({"title", "slug", "alt", "topic", "release", "position"})


@dataclass
class Draft:
    """A chart as its form has it; ``drawn`` is None where it can’t be drawn, ``problems`` say why.

    ``problems`` hinder saving as well, ``warnings`` nothing.
    """

    drawn: DrawnChart | None = None
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    lines: list[ChartLine] = field(default_factory=list)


def draft_of(form: ModelForm, formset: BaseInlineFormSet, at: datetime) -> Draft:
    """Draw what the form and its lines say at ``at``, whether they were sent or only opened."""
    blocking, others = _errors(form, formset)
    lines = [line for _, line in lines_of(formset)]
    draft = Draft(problems=[*blocking, *others], lines=lines)
    if blocking:
        return draft
    if not lines:
        draft.problems.append("Choose the metric of a line below to see the picture.")
        return draft
    try:
        data = chart_data(_unsaved(form, lines), at)
    except ValueError as error:
        draft.problems.append(f"The chart can’t be drawn as it is: {error}")
        return draft
    if not data.says_something:
        draft.problems.append(
            "None of the figures that its lines ask for is public at that moment. Figures of a "
            "draft show here where the chart names that draft’s release below."
        )
        return draft
    # As in an embed: the frame beside the form may be narrow.
    draft.drawn = with_narrow_picture(draw(data), data)
    draft.warnings = warnings_of(data)
    return draft


def lines_of(formset: BaseInlineFormSet) -> Iterator[tuple[int, ChartLine]]:
    """The lines as the formset has them, in the order of their positions, each with its form’s
    number; without those that are to be deleted and those without a metric."""
    found = []
    for number, form in enumerate(formset.forms):
        if formset.is_bound and (form.errors or formset._should_delete_form(form)):  # type: ignore[attr-defined]
            continue
        if form.instance.metric_id is not None:
            found.append((number, form.instance))
    yield from sorted(found, key=lambda item: (item[1].position, item[0]))


def _errors(form: ModelForm, formset: BaseInlineFormSet) -> tuple[list[str], list[str]]:
    """Sentences on what is wrong: what hinders the picture, and what hinders saving alone."""
    if not form.is_bound:
        return [], []
    blocking: list[str] = []
    others: list[str] = []
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        told = [f"{str(label).capitalize()}: {error}" if label else str(error) for error in errors]
        (others if name in NOT_FOR_THE_PICTURE else blocking).extend(told)
    for number, line in enumerate(formset.forms, start=1):
        for name, errors in line.errors.items():
            if name == "metric" and line.cleaned_data.get("metric") is None:
                others.append(f"Line {number} is left out: choose its metric.")
            else:
                blocking += [f"Line {number}: {error}" for error in errors]
    return [*blocking, *map(str, formset.non_form_errors())], others


def _unsaved(form: ModelForm, lines: list[ChartLine]) -> Chart:
    """The chart with these lines, as if it had been read from the database."""
    chart: Chart = copy(form.instance)
    for name in ("title", "subtitle", "note", "alt", "annotations"):
        setattr(chart, name, _words(form, name))
    chart.title = chart.title or NO_TITLE
    chart.slug = _address(form)
    # Django asks only a row with a key for its lines; nothing is ever saved under this one.
    chart.pk = chart.pk or 0
    chart._prefetched_objects_cache = {"lines": lines}  # type: ignore[attr-defined]
    return chart


def _words(form: ModelForm, name: str) -> str:
    """What stands in the field: its row may hold older words, which a correction renewed."""
    if name not in form.fields:
        return str(getattr(form.instance, name))
    try:
        return str(form.fields[name].clean(form[name].value()))
    except ValidationError:
        return ""


def _address(form: ModelForm) -> str:
    slug = str(form["slug"].value() or "") if "slug" in form.fields else form.instance.slug
    try:
        validate_slug(slug)
    except ValidationError:
        return form.initial.get("slug") or NO_ADDRESS
    return slug
