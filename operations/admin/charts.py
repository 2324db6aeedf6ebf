"""Charts with their lines, and the saved chart as the public would see it."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest

from operations.admin.chart_addresses import ChartActs
from operations.charts import chart_data
from operations.drawn import DrawnChart, draw
from operations.forms import ChartForm, ChartLineForm, ChartLineFormSet
from operations.models import Chart, ChartLine
from releases.admin.base import KnownAutocompletes, ReferenceAdmin, number_of
from releases.admin.letting_out import LetOut
from releases.admin.states import moment_words

RELATIONS = ["metric", "category", "organisation", "operation", "phase", "release"]
FETCHED = [*RELATIONS, "phase__operation"]


class LineInline(KnownAutocompletes, admin.StackedInline):
    model = ChartLine
    form = ChartLineForm
    formset = ChartLineFormSet
    extra = 0
    autocomplete_fields = RELATIONS
    fieldsets = (
        (None, {"fields": (("metric", "category"), ("label", "role", "position"))}),
        (
            "Which figures",
            {
                "fields": (
                    "figure_ids",
                    ("organisation", "area"),
                    ("operation", "phase"),
                    ("release", "period_kinds"),
                ),
                "classes": ["collapse"],
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related(*FETCHED)


@admin.register(Chart)
class ChartAdmin(ChartActs, LetOut):
    form = ChartForm
    fieldsets = (
        (None, {"fields": ("title", "subtitle", "slug", "alt", "note", "annotations")}),
        ("How it is drawn", {"fields": (("kind", "along"), "is_horizontal")}),
        ("Where it appears", {"fields": ("topic", "release", "position")}),
    )
    autocomplete_fields = ["topic", "release"]
    inlines = [LineInline]
    list_display = ["title", "kind", "topic", "number_of_lines", "position"]
    list_filter = [*ReferenceAdmin.list_filter, "kind", "topic"]
    search_fields = ["title", "slug", "subtitle"]
    prepopulated_fields = {"slug": ["title"]}
    change_form_template = "admin/operations/chart/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        found = super().get_queryset(request).select_related("topic", "release")
        return found.annotate(line_count=number_of(ChartLine, "chart"))

    @admin.display(description="lines", ordering="line_count")
    def number_of_lines(self, chart: Any) -> int:
        return chart.line_count

    def waits_for(self, row: Any) -> str:
        if row.release is not None and row.release.published_from is None:
            return "It goes public with its release. To publish it alone, name no release."
        return super().waits_for(row)

    def page_context(self, request: HttpRequest, row: Chart) -> dict[str, Any]:
        at = preview_moment(row, request.at)  # type: ignore[attr-defined]
        drawn, problem = preview(row, at)
        return {
            **super().page_context(request, row),
            "preview_moment": moment_words(at),
            "preview": drawn,
            "preview_problem": problem,
        }


def preview_moment(chart: Chart, at: datetime) -> datetime:
    """Now; for a chart that waits for its release, the moment at which it begins."""
    begins = chart.published_from
    return begins if begins is not None and begins > at else at


def preview(chart: Chart, at: datetime) -> tuple[DrawnChart | None, str]:
    """The saved chart at ``at`` as the public site draws it, or a sentence that says why not."""
    lines = ChartLine.objects.select_related(*FETCHED)
    saved = Chart.objects.prefetch_related(Prefetch("lines", lines)).get(pk=chart.pk)
    if not saved.lines.all():
        return None, "The chart has no lines yet. Add one below and save."
    try:
        data = chart_data(saved, at)
        if not data.figures():
            return None, (
                "None of the figures that its lines ask for is public at that moment. Figures of "
                "a draft do not show here before they are approved."
            )
        return draw(data), ""
    except ValueError as error:
        return None, f"The chart can’t be drawn as it is: {error}"
