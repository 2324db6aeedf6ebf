"""Operations with their phases, and the organisations that lead them or take part."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from operations.models import Observation, Operation, Organisation, Phase
from releases.admin.base import ReferenceAdmin, ReferenceInline, number_of
from releases.admin.letting_out import LetOut


class FiguresColumn:
    """Mixin for a ReferenceAdmin: how many figures point at each row."""

    figures_through = ""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        found = super().get_queryset(request)  # type: ignore[misc]
        return found.annotate(figure_count=number_of(Observation, self.figures_through))

    @admin.display(description="figures", ordering="figure_count")
    def number_of_figures(self, row: Any) -> int:
        return row.figure_count


class NamedValues(admin.AllValuesFieldListFilter):
    """The values as they are; a blank one is called what it is, or its link would have no words."""

    def choices(self, changelist: Any) -> Iterator[Any]:
        for choice in super().choices(changelist):
            yield {**choice, "display": choice["display"] or "Not recorded"}


class PhaseInline(ReferenceInline):
    model = Phase
    fields = (("name", "slug"), ("start", "end"), "note")
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Operation)
class OperationAdmin(FiguresColumn, ReferenceAdmin):
    figures_through = "operation"
    fieldsets = (
        (None, {"fields": ("name", "slug", "summary", "note")}),
        (
            "Where it appears",
            {
                "fields": ("topics", "organisations", "releases"),
                "description": (
                    "An operation becomes public with the first edition that tells of it. Once "
                    "it is public, a change here shows at once."
                ),
            },
        ),
    )
    autocomplete_fields = ["topics", "organisations", "releases"]
    inlines = [PhaseInline]
    list_display = ["name", "number_of_phases", "number_of_figures"]
    list_filter = [*ReferenceAdmin.list_filter, ("topics", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["name", "slug", "summary"]
    prepopulated_fields = {"slug": ["name"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).annotate(phase_count=number_of(Phase, "operation"))

    @admin.display(description="phases", ordering="phase_count")
    def number_of_phases(self, operation: Any) -> int:
        return operation.phase_count


@admin.register(Phase)
class PhaseAdmin(FiguresColumn, ReferenceAdmin):
    figures_through = "phase"
    fields = ("operation", ("name", "slug"), ("start", "end"), "note")
    autocomplete_fields = ["operation"]
    list_display = ["name", "operation", "start", "end", "number_of_figures"]
    list_filter = [
        *ReferenceAdmin.list_filter,
        ("operation", admin.RelatedOnlyFieldListFilter),
    ]
    search_fields = ["name", "slug", "operation__name"]
    prepopulated_fields = {"slug": ["name"]}
    date_hierarchy = "start"

    def wholes(self, row: Phase) -> list[Any]:
        """An operation's page has its phases too."""
        return [row.operation]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("operation")


@admin.register(Organisation)
class OrganisationAdmin(FiguresColumn, LetOut):
    figures_through = "organisation"
    fieldsets = (
        (None, {"fields": (("name", "slug"), "kind", "note")}),
        ("Where it lies", {"fields": ("country", "region", "rocu", "ons_code")}),
    )
    autocomplete_fields = ["rocu"]
    list_display = ["name", "kind", "region", "number_of_figures"]
    list_filter = [
        *ReferenceAdmin.list_filter,
        "kind",
        ("country", NamedValues),
        ("region", NamedValues),
    ]
    list_select_related = ["rocu"]
    search_fields = ["name", "slug", "ons_code"]
    prepopulated_fields = {"slug": ["name"]}
