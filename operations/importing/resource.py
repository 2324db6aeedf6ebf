"""A figure's fields as django-import-export has them: what a sheet holds, cell by cell.

The sheet of a draft's figures is written from these, to be edited and taken in again, and a dry run
tells each value as it was and as it will be in the same words.
"""

from collections.abc import Iterable
from typing import Any

from import_export import resources
from import_export.fields import Field
from import_export.widgets import Widget

from operations.areas import AREA_CODES, AREA_NAMES
from operations.forms import plain_number
from operations.importing.columns import BY_NAME
from operations.models import Observation
from operations.renderers.columns import PARTIAL
from operations.renderers.csvfile import FORMULA, MARK

RELATED = ("metric", "category", "organisation", "operation", "phase")


class TextWidget(Widget):
    """Words, which no spreadsheet may take for a formula."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        text = "" if value is None else str(value)
        return f"'{text}" if text.startswith(FORMULA) else text


class SlugWidget(Widget):
    """What a row points at, by its address’s own name."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value.slug if value is not None else ""


class NumberWidget(Widget):
    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return plain_number(value)


class DayWidget(Widget):
    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value.isoformat() if value is not None else ""


class PartialWidget(Widget):
    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return PARTIAL if value else ""


def _field(name: str, attribute: str, widget: type[Widget] = TextWidget) -> Any:
    return Field(attribute=attribute, column_name=name, widget=widget())


class FigureResource(resources.ModelResource):
    figure_id = _field("figure_id", "figure_id")
    metric = _field("metric", "metric", SlugWidget)
    metric_label = _field("metric_label", "metric__name")
    category = _field("category", "category", SlugWidget)
    value = _field("value", "value", NumberWidget)
    qualifier = _field("qualifier", "qualifier")
    unit = _field("unit", "metric__unit")
    period_start = _field("period_start", "period_start", DayWidget)
    period_end = _field("period_end", "period_end", DayWidget)
    period_kind = _field("period_kind", "period_kind")
    area_code = Field(column_name="area_code")
    area_name = Field(column_name="area_name")
    organisation = _field("organisation", "organisation", SlugWidget)
    coverage = _field("coverage", "is_partial", PartialWidget)
    coverage_note = _field("coverage_note", "coverage")
    status = _field("status", "status")
    note = _field("note", "note")
    as_stated = Field(column_name="as_stated")
    operation = _field("operation", "operation", SlugWidget)
    phase = _field("phase", "phase", SlugWidget)
    period_basis = _field("period_basis", "period_basis")
    revises = _field("revises", "revises")

    class Meta:
        model = Observation
        fields = (
            "figure_id", "metric", "metric_label", "category", "value", "qualifier", "unit",
            "period_start", "period_end", "period_kind", "area_code", "area_name", "organisation",
            "coverage", "coverage_note", "status", "note", "as_stated", "operation", "phase",
            "period_basis", "revises",
        )  # fmt: skip
        export_order = fields

    # Beside an organisation the code of a file is the organisation's own.
    def dehydrate_area_code(self, figure: Observation) -> str:
        return "" if figure.organisation_id else AREA_CODES.get(figure.area, "")

    def dehydrate_area_name(self, figure: Observation) -> str:
        return AREA_NAMES.get(figure.area, "")

    def dehydrate_as_stated(self, figure: Observation) -> str:
        said = getattr(figure, "said", None)  # a figure that is not in the database
        words = said if said is not None else "\n".join(e.words for e in figure.evidence.all())
        return TextWidget().render(words)


def sheet_of(figures: Any) -> bytes:
    """A CSV of the figures (a queryset) as `import` takes it, for a spreadsheet program."""
    found = figures.select_related(*RELATED).prefetch_related("evidence")
    return MARK + str(FigureResource().export(found).csv).encode()


def differences(was: Observation, now: Observation) -> list[dict[str, str]]:
    """The columns in which two statements of a figure differ, each as the sheet would have it."""
    resource = FigureResource()
    pairs = zip(_told(resource, was), _told(resource, now), strict=True)
    return [
        {"column": BY_NAME[column].heading, "was": before, "now": after}
        for (column, before), (_, after) in pairs
        if before != after and column not in ("metric_label", "unit")
    ]


def _told(resource: FigureResource, figure: Observation) -> Iterable[tuple[str, str]]:
    fields = resource.get_export_fields()
    return [(one.column_name, resource.export_field(one, figure)) for one in fields]
