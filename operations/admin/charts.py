"""Charts with their lines, and the picture that the public would see of them."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from operations.admin.chart_addresses import ChartActs
from operations.admin.chart_builder import ChartBuilder
from operations.charts.forms import ChartForm, ChartLineForm, ChartLineFormSet, KnownChoiceField
from operations.models import Chart, ChartLine
from releases.admin.base import KnownAutocompletes, ReferenceAdmin, number_of
from releases.admin.letting_out import LetOut

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

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """A new chart begins with an empty line, since it shows nothing before it has one."""
        return 1 if obj is None else 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related(*FETCHED)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs.setdefault("form_class", KnownChoiceField)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Chart)
class ChartAdmin(ChartBuilder, ChartActs, LetOut):
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
