"""Figures and claims: inside an edition's page, and as a list of their own."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse

from operations.admin.restating import Restating
from operations.conflicts import conflicting_drafts
from operations.forms import ClaimForm, FigureForm, FigureFormSet
from operations.models import Claim, Observation
from operations.stated_words import names_value
from releases.admin.base import StaffAdmin, StatementInline, number_of, warn
from releases.admin.editions import EditionAdmin
from releases.admin.states import HANDED_IN, StateFilter, is_editable, state_now, statement_state
from releases.models import Edition
from releases.published import database_now

MOST_ON_A_PAGE = 40

RELATIONS = ["metric", "category", "organisation", "operation", "phase"]
# A phase is named after its operation.
FETCHED = [*RELATIONS, "phase__operation"]
WHAT = ("words", ("value", "qualifier", "status"), ("metric", "category"))
# What stands in the place of WHAT where the figure can't be changed.
FIXED = ("words", ("stated", "status"), ("metric", "category"))
WHOSE = (("organisation", "area"), ("operation", "phase"))
WHEN = (("period_kind", "period_start", "period_end"), "period_basis")
BESIDE = (("coverage", "is_partial"), "note", ("revises", "position"))


def fetched(figures: QuerySet[Any]) -> QuerySet[Any]:
    """With all that a row of an edition's page shows."""
    return figures.select_related(*FETCHED).prefetch_related("evidence")


class FigureInline(StatementInline):
    """The figures of a draft, each with all its fields."""

    model = Observation
    form = FigureForm
    formset = FigureFormSet
    autocomplete_fields = RELATIONS
    show_change_link = True
    fieldsets = (
        (None, {"fields": WHAT}),
        ("Of whom and when", {"fields": (*WHOSE, *WHEN)}),
        ("Coverage and notes", {"fields": BESIDE, "classes": ["collapse"]}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return fetched(super().get_queryset(request))

    @classmethod
    def instead(cls, edition: Edition | None, at: datetime) -> bool:
        if edition is None:
            return False
        return not is_editable(edition, at) or number_of_figures(edition) > MOST_ON_A_PAGE


class FixedFigures(StatementInline):
    """The figures of an edition that can't be changed any more: a table to read."""

    model = Observation
    fields = ["stated"]
    readonly_fields = ["stated"]
    template = "admin/operations/figures_table.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return fetched(super().get_queryset(request))

    @admin.display(description="figure")
    def stated(self, figure: Observation) -> str:
        return figure.shown

    @classmethod
    def instead(cls, edition: Edition | None, at: datetime) -> bool:
        if edition is None or is_editable(edition, at):
            return True
        return not 0 < number_of_figures(edition) <= MOST_ON_A_PAGE


class ClaimInline(StatementInline):
    model = Claim
    form = ClaimForm
    classes = ["collapse"]
    fields = ("words", "what", ("value", "unit", "qualifier"), "figure_ids", "position")


def number_of_figures(edition: Any) -> int:
    """From the edition page's own annotation, so that asking costs no query."""
    counted = getattr(edition, "figures", None)
    return Observation.objects.filter(edition=edition.pk).count() if counted is None else counted


@admin.display(description="figures", ordering="figures")
def figures(edition: Any) -> int:
    return edition.figures


def list_of_figures(request: HttpRequest, edition: Edition) -> tuple[str, str] | None:
    number = number_of_figures(edition)
    page = reverse("admin:operations_observation_changelist")
    words = f"{number} figures: open the list" if number != 1 else "1 figure: open the list"
    return (f"{page}?edition__id__exact={edition.pk}", words) if number else None


def _is_open(request: HttpRequest, edition: Edition) -> bool:
    return is_editable(edition, request.at)  # type: ignore[attr-defined]


def another_figure(request: HttpRequest, edition: Edition) -> tuple[str, str] | None:
    """Where the figures are too many for the edition's page, a new one has a page of its own."""
    if not _is_open(request, edition) or number_of_figures(edition) <= MOST_ON_A_PAGE:
        return None
    page = reverse("admin:operations_observation_add")
    return f"{page}?edition={edition.pk}", "Add a figure"


def figures_in_force(request: HttpRequest, edition: Edition) -> tuple[str, str] | None:
    if not edition.is_correction or not _is_open(request, edition):
        return None
    page = reverse("admin:operations_observation_in_force", args=[edition.pk])
    return page, "Figures in force: correct one"


def doubts_about_figures(edition: Edition) -> list[str]:
    """What should give a person pause before the edition's figures go out."""
    stated = list(
        Observation.objects.filter(edition=edition.pk)
        .select_related("metric")
        .prefetch_related("evidence")
    )
    found = [
        f"{one}: “{other.edition}” says {other.shown} for the same, and is public."
        for one, other in conflicting_drafts(stated, database_now())
    ]
    for figure in stated:
        phrases = [one.words for one in figure.evidence.all()]
        if not phrases:
            found.append(f"{figure}: no words state it.")
        elif not names_value(figure.value, phrases):
            found.append(f"{figure}: the words “{phrases[0]}” do not name this number.")
    return found


EditionAdmin.inlines += [FigureInline, FixedFigures, ClaimInline]
EditionAdmin.extra_columns.append((figures, number_of(Observation, "edition")))
EditionAdmin.links += [list_of_figures, another_figure, figures_in_force]
EditionAdmin.doubts.append(doubts_about_figures)


@admin.display(description="figure", ordering="value")
def stated(figure: Observation) -> str:
    return figure.shown


@admin.display(description="period", ordering="period_end")
def period(figure: Observation) -> str:
    return figure.period.short_label()


@admin.display(description="of")
def of_whom(figure: Observation) -> str:
    return figure.of_whom


@admin.register(Observation)
class FigureAdmin(Restating, StaffAdmin):
    form = FigureForm
    autocomplete_fields = [*RELATIONS, "edition"]
    fieldsets = (
        (None, {"fields": ("edition", *WHAT)}),
        ("Of whom", {"fields": WHOSE}),
        ("When", {"fields": WHEN}),
        ("Coverage and notes", {"fields": BESIDE}),
    )
    list_display = [
        stated, "metric", "category", of_whom, period, state_now, "release", "figure_id",
    ]  # fmt: skip
    list_display_links = [stated]
    list_filter = [
        StateFilter,
        "qualifier",
        "status",
        "is_partial",
        "period_kind",
        ("release__topics", admin.RelatedOnlyFieldListFilter),
        ("operation", admin.RelatedOnlyFieldListFilter),
        ("organisation", admin.RelatedOnlyFieldListFilter),
        ("metric", admin.RelatedOnlyFieldListFilter),
    ]
    search_fields = ["figure_id__startswith", "evidence__words", "metric__name", "release__slug"]
    search_help_text = "Search the words, the figure’s id, its metric or its release"
    date_hierarchy = "period_end"
    ordering = ["-edition_id", "position", "pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        state = statement_state(request.at, "edition__")  # type: ignore[attr-defined]
        return (
            super()
            .get_queryset(request)
            .select_related(*FETCHED, "release", "edition__release__withdrawal")
            .annotate(state_now=state)
        )

    def wholes(self, row: Observation) -> list[Any]:
        """An edition's page has its figures too."""
        return [row.edition]

    def lookup_allowed(self, lookup: str, value: str, request: Any = None) -> bool:
        """The link “612 figures: open the list” of an edition's page."""
        return lookup == "edition__id__exact" or super().lookup_allowed(lookup, value, request)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [] if obj is None else ["edition", "figure_id"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        first, *others = self.fieldsets
        if obj is None:
            return [first, *others]
        shown = WHAT if self.has_change_permission(request, obj) else FIXED
        return [(None, {"fields": (("edition", "figure_id"), *shown)}), *others]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._open(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self._open(request, obj)

    @staticmethod
    def _open(request: HttpRequest, figure: Observation | None) -> bool:
        return figure is None or _is_open(request, figure.edition)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        self.take_approval_back(request, obj.edition)
        super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.take_approval_back(request, obj.edition)
        super().delete_model(request, obj)

    def page_context(self, request: HttpRequest, row: Observation) -> dict[str, Any]:
        state = row.edition.state(request.at)  # type: ignore[attr-defined]
        handed_in = state in HANDED_IN and self.has_change_permission(request, row)
        return {"takes_back": state if handed_in else ""}

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        warn(request, [form])

    # Where the page is read-only, Django asks the admin for what only the form has.

    @admin.display(description="figure")
    def stated(self, figure: Observation) -> str:
        return figure.shown

    @admin.display(description="words")
    def words(self, figure: Observation) -> str:
        return "\n".join(one.words for one in figure.evidence.all())
