"""What is counted and what it is broken down by."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from operations.admin.operations import FiguresColumn
from operations.models import Category, Dimension, Metric
from releases.admin.base import ReferenceAdmin, ReferenceInline, number_of


@admin.register(Metric)
class MetricAdmin(FiguresColumn, ReferenceAdmin):
    figures_through = "metric"
    fieldsets = (
        (None, {"fields": ("name", "slug", "definition", "topics")}),
        (
            "What is measured",
            {
                "fields": (("unit", "per"), "counted", "kind", "better", "dimension"),
                "description": (
                    "These decide which figures may share a chart and which may be added up. A "
                    "change here changes how every figure of this metric reads."
                ),
            },
        ),
        ("For whoever uses it", {"fields": ("note",)}),
    )
    autocomplete_fields = ["dimension", "topics"]
    list_display = ["name", "unit", "kind", "dimension", "number_of_figures"]
    list_filter = [
        *ReferenceAdmin.list_filter,
        "kind",
        "unit",
        "better",
        ("dimension", admin.RelatedOnlyFieldListFilter),
        ("topics", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["dimension"]
    search_fields = ["name", "slug", "counted", "definition"]
    prepopulated_fields = {"slug": ["name"]}


class CategoryInline(ReferenceInline):
    model = Category
    fields = ["name", "slug", "position"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Dimension)
class DimensionAdmin(ReferenceAdmin):
    fields = ("name", "slug")
    inlines = [CategoryInline]
    list_display = ["name", "number_of_categories"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return (
            super().get_queryset(request).annotate(category_count=number_of(Category, "dimension"))
        )

    @admin.display(description="categories", ordering="category_count")
    def number_of_categories(self, dimension: Any) -> int:
        return dimension.category_count


@admin.register(Category)
class CategoryAdmin(FiguresColumn, ReferenceAdmin):
    figures_through = "category"
    fields = ("dimension", "name", "slug", "position")
    autocomplete_fields = ["dimension"]
    list_display = ["name", "dimension", "number_of_figures"]
    list_filter = [
        *ReferenceAdmin.list_filter,
        ("dimension", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["dimension"]
    search_fields = ["name", "slug", "dimension__name"]
    prepopulated_fields = {"slug": ["name"]}

    def wholes(self, row: Category) -> list[Any]:
        """A dimension's page has its categories too."""
        return [row.dimension]
