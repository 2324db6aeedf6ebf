"""What the pages of the staff site share: who may change what, and calm errors."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from releases.admin.counted_saves import CountedSaves
from releases.admin.history_pages import HistoryPages
from releases.admin.states import (
    STATEMENT_STATES,
    ReferenceStateFilter,
    is_editable,
    reference_state,
    state_now,
)
from releases.admin.worded import with_renewed_words, worded
from releases.forms import (
    KnownAutocompleteSelect,
    PlainAutocompleteMultiple,
    StatementForm,
)
from releases.models import Edition
from releases.moment_fields import SplitLondonMomentField
from releases.published import Reference
from releases.publishing import reopen
from releases.text_fields import LinesField


def sentences(error: Exception) -> list[str]:
    """What a person should read of an error raised by a verb, a form or a trigger."""
    if isinstance(error, ValidationError):
        return error.messages
    diag = getattr(error.__cause__, "diag", None)
    primary = getattr(diag, "message_primary", None) or str(error)
    hint = getattr(diag, "message_hint", None) or ""
    return [f"{primary} {hint}".strip()]


def tell_refusal(request: HttpRequest, error: Exception, nothing: str = "") -> None:
    """Show why a verb, a form or a trigger refused; ``nothing`` says first what was not done."""
    for sentence in sentences(error):
        messages.error(request, f"{nothing} {sentence}".strip())


SHORT_TEXTS: Any = {
    models.TextField: {"form_class": LinesField, "widget": AdminTextareaWidget(attrs={"rows": 4})}
}


def number_of(model: Any, field: str) -> Coalesce:
    """How many rows of ``model`` (of all states) point at a row through ``field``.

    A subquery: a join and a count would take the list's order away.
    """
    numbers = (
        model._default_manager.filter(**{field: OuterRef("pk")})
        .order_by()
        .values(field)
        .annotate(number=Count("pk"))
        .values("number")
    )
    return Coalesce(Subquery(numbers), 0)


class KnownAutocompletes:
    """For admins and inlines: no query for a choice whose object was fetched with the row."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Beside a choice only “add”: the other signs would be three for each field of a row."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget.can_change_related = False
            field.widget.can_delete_related = False
            field.widget.can_view_related = False
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs.setdefault(
                "widget",
                KnownAutocompleteSelect(db_field, self.admin_site),  # type: ignore[attr-defined]
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs.setdefault(
                "widget",
                PlainAutocompleteMultiple(db_field, self.admin_site),  # type: ignore[attr-defined]
            )
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]


class StaffAdmin(CountedSaves, HistoryPages, KnownAutocompletes, admin.ModelAdmin):
    """A page of the staff site: a refusal of the database is a message, not a failure."""

    list_per_page = 50
    view_on_site = False

    formfield_overrides: ClassVar[Any] = {
        **SHORT_TEXTS,
        models.DateTimeField: {"form_class": SplitLondonMomentField},
    }

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """One row at a time: its own page says what would go with it."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def page_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What the page of the saved ``row`` says beside its form."""
        return {}

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None:
            context |= self.page_context(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self._calmly(request, super().changeform_view, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self._calmly(request, super().delete_view, *args, **kwargs)

    def take_approval_back(self, request: HttpRequest, row: Any, form: Any = None) -> None:
        """Before ``row`` is written: whatever was handed in or approved with it is a draft again.

        What the form does not edit is then as the database has it, so that saving the row does not
        write back what has just been taken from it.
        """
        user: Any = request.user
        for edition in reopen(row, by=user.get_username()):
            messages.warning(
                request,
                f"“{edition}” is a draft again: it will NOT be published until it is submitted "
                "and approved anew.",
            )
        if form is not None:
            kept = [
                field.attname
                for field in row._meta.concrete_fields
                if field.name not in form.cleaned_data and not field.primary_key
            ]
            row.refresh_from_db(fields=kept)

    def _calmly(self, request: HttpRequest, view: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Somebody else may have published the row between the page's opening and its saving."""
        try:
            return view(request, *args, **kwargs)
        except IntegrityError as error:
            tell_refusal(request, error, "Nothing was saved.")
            return HttpResponseRedirect(request.get_full_path())


class RecordAdmin(StaffAdmin):
    """What the site itself writes down: to be read only."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReferenceAdmin(StaffAdmin):
    """An identity: its address stays for ever once it is public, and only a draft is deleted."""

    list_filter = [ReferenceStateFilter]
    change_form_template = "admin/reference_change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        found = super().get_queryset(request)
        at: datetime = request.at  # type: ignore[attr-defined]
        return with_renewed_words(found.annotate(state_now=reference_state(at)), at)

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return super().get_form(request, *args, **{"form": worded(self.form)} | kwargs)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return [*super().get_list_display(request), state_now]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        fixed = ["slug"] if self._is_out(request, obj) and hasattr(obj, "slug") else []
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return super().get_prepopulated_fields(request, obj) if obj is None else {}

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        draft = obj is None or obj.published_from is None
        return draft and super().has_delete_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            self.take_approval_back(request, obj, form)
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool
    ) -> None:
        """Links to a row that waits to be public, and rows of inlines that do, count as edits."""
        for row in _newly_linked(form):
            self.take_approval_back(request, row)
        for formset in formsets:
            for one in formset.initial_forms:
                if one.has_changed() and isinstance(one.instance, Reference):
                    self.take_approval_back(request, one.instance, one)
        super().save_related(request, form, formsets, change)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.take_approval_back(request, obj)
        super().delete_model(request, obj)

    def page_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        address = getattr(row, "get_absolute_url", None)
        return {
            "takes_back": row.state_now if row.state_now == "scheduled" else "",
            "goes_with": goes_with(row),
            "state_label": STATEMENT_STATES[row.state_now],
            "public_url": address() if address and row.state_now == "public" else "",
        }

    @staticmethod
    def _is_out(request: HttpRequest, row: Any) -> bool:
        begins = getattr(row, "published_from", None)
        return begins is not None and begins <= request.at  # type: ignore[attr-defined]


def _newly_linked(form: ModelForm) -> list[Reference]:
    """Rows that a saved form links to its own, or no longer does."""
    found: dict[int, Reference] = {}
    for name in form.changed_data:
        chosen = form.cleaned_data.get(name)
        if isinstance(chosen, QuerySet) and issubclass(chosen.model, Reference):
            before = form.initial.get(name) or []
            both = {one.pk: one for one in (*before, *chosen)}
            kept = {one.pk for one in before} & {one.pk for one in chosen}
            found |= {pk: one for pk, one in both.items() if pk not in kept}
    return list(found.values())


def goes_with(row: Any) -> list[Any]:
    """The editions at whose instant a scheduled reference row becomes public."""
    if row.state_now != "scheduled":
        return []
    return list(Edition.objects.filter(published_from=row.published_from))


class ReferenceInline(KnownAutocompletes, admin.StackedInline):
    """Identities inside another's page (phases, categories): public ones stay."""

    formfield_overrides = SHORT_TEXTS
    view_on_site = False
    extra = 0
    can_delete = False
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        at: datetime = request.at  # type: ignore[attr-defined]
        return with_renewed_words(super().get_queryset(request), at)

    def get_formset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return super().get_formset(request, *args, **{"form": worded(self.form)} | kwargs)


class StatementInline(KnownAutocompletes, admin.StackedInline):
    """Rows of an edition: they may be changed as long as the edition may."""

    form: type[ModelForm] = StatementForm
    formfield_overrides = SHORT_TEXTS
    view_on_site = False
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_add_permission(request, obj)
        return allowed and self._open(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and self._open(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and self._open(request, obj)

    @staticmethod
    def _open(request: HttpRequest, edition: Any) -> bool:
        new = edition is None or edition.pk is None
        return new or is_editable(edition, request.at)  # type: ignore[attr-defined]

    @classmethod
    def instead(cls, edition: Any, at: datetime) -> bool:
        """Whether something else stands for the rows on this edition's page (None: a new one)."""
        return False


def warn(request: HttpRequest, formset: BaseInlineFormSet | list[Any]) -> None:
    """Pass on what the forms of a saved page found odd, though not wrong."""
    for form in getattr(formset, "forms", formset):
        for sentence in getattr(form, "warnings", ()):
            messages.warning(request, sentence)
