"""Two people on one page: the second to save is shown what the first changed; nothing is lost.

Every change form and every question before a deletion carries the version that was read. What a
person typed is kept, inlines included, and a second press of Save overwrites knowingly.
"""

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.forms.models import _get_foreign_key  # as Django's own checks of inlines do
from django.http import HttpResponse, QueryDict
from django.urls import reverse

from releases.admin.conflicts import Conflict, Typed, deleted_row, describe
from releases.versions import claim, count_saves, read_version

FIELD = "read_version"
REFUSED = "Nothing was saved yet: somebody else saved this first. See above what they changed."
DELETED = "Somebody else deleted this meanwhile. Save what you typed as a new one, or leave."


class Refused:
    """Mixed into a page's form where somebody else was first: all that was typed is shown again."""

    refusal = REFUSED

    def full_clean(self: Any) -> None:
        super().full_clean()  # type: ignore[misc]
        if self.is_bound:
            self.add_error(None, ValidationError(self.refusal, code="conflict"))


class CountedSaves:
    """Mixin for a ModelAdmin: the page's version, asked for before anything is written."""

    def counted_rows(self, row: Any) -> list[Any]:
        """The rows that the page of ``row`` writes, each with a version; ``row`` is the first."""
        return [row] if hasattr(row, "version") else []

    def wholes(self, row: Any) -> list[Any]:
        """Rows on whose pages ``row`` may be changed as well: their readers must be told."""
        return []

    # --- saving ----------------------------------------------------------------------------------

    def _changeform_view(
        self: Any, request: Any, object_id: str | None, form_url: str, extra_context: Any
    ) -> Any:
        """Runs inside the page's transaction, as Django's own does."""
        usual = super()._changeform_view  # type: ignore[misc]
        if request.method != "POST" or object_id is None:
            return usual(request, object_id, form_url, extra_context)
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._typed_for_one_deleted(request, object_id, extra_context)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        read = request.POST.get(FIELD, "")
        with transaction.atomic():
            count_saves(self.wholes(row))
            if not (rows := self.counted_rows(row)) or claim(rows, read):
                request.page_version = read
                answer = usual(request, object_id, form_url, extra_context)
                if _is_form(answer):  # not saved, so it counts as no save
                    transaction.set_rollback(True)
                return answer
            transaction.set_rollback(True)
        return self._second(request, object_id, form_url, extra_context)

    def _second(
        self: Any, request: Any, object_id: str, form_url: str, extra_context: Any
    ) -> HttpResponse:
        """The same page with what was typed, what the first changed, and the version of now."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._typed_for_one_deleted(request, object_id, extra_context)
        rows = self.counted_rows(row)
        request.conflict = Conflict(rows, request.POST.get(FIELD, ""))
        request.page_version = read_version(rows)
        answer: HttpResponse = super()._changeform_view(  # type: ignore[misc]
            request, object_id, form_url, extra_context
        )
        answer.status_code = 409
        return answer

    def _typed_for_one_deleted(self: Any, request: Any, object_id: str, extra: Any) -> HttpResponse:
        """What was typed for a row that is gone, as the form of a new one.

        Where nobody deleted such a row, or its reader may add none, Django says what it does say.
        """
        gone = deleted_row(self.model, unquote(object_id))
        if gone is None or not self.has_add_permission(request):
            return super()._changeform_view(request, object_id, "", extra)  # type: ignore[misc]
        request.conflict = Conflict([gone], "", is_deleted=True)
        add = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add")
        answer: HttpResponse = super()._changeform_view(  # type: ignore[misc]
            request, None, add, extra
        )
        answer.status_code = 409
        return answer

    def get_form(
        self: Any, request: Any, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)  # type: ignore[misc]
        conflict = getattr(request, "conflict", None)
        if conflict is None:
            return form
        refusal = DELETED if conflict.is_deleted else REFUSED
        return type(form.__name__, (Refused, form), {"refusal": refusal})

    def get_formset_kwargs(
        self: Any, request: Any, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_formset_kwargs(  # type: ignore[misc]
            request, obj, inline, prefix
        )
        if hasattr(request, "conflict") and "data" in kwargs:
            whole = _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name).name
            kwargs["data"] = without_gone_rows(kwargs["data"], prefix, inline.model, whole)
        return kwargs

    def save_model(self: Any, request: Any, obj: Any, form: Any, change: bool) -> None:
        if not change:
            count_saves(self.wholes(obj))
        super().save_model(request, obj, form, change)  # type: ignore[misc]

    def save_formset(self: Any, request: Any, form: Any, formset: Any, change: bool) -> None:
        """Rows of an inline that have pages of their own are counted in the statement itself."""
        for one in getattr(formset, "initial_forms", ()):
            if hasattr(one.instance, "version") and one.has_changed():
                one.instance.version += 1
        super().save_formset(request, form, formset, change)  # type: ignore[misc]

    def render_change_form(
        self: Any, request: Any, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = context.get("original")
        conflict = getattr(request, "conflict", None)
        if conflict is not None:
            context["conflict"] = describe(conflict, Typed(context))
        if row is not None:
            known = getattr(request, "page_version", None)
            context["page_version"] = (
                read_version(self.counted_rows(row)) if known is None else known
            )
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    # --- deleting --------------------------------------------------------------------------------

    def _delete_view(self: Any, request: Any, object_id: str, extra_context: Any) -> Any:
        """Asked again, with a notice, where somebody changed the row since it was asked."""
        usual = super()._delete_view  # type: ignore[misc]
        row = self.get_object(request, unquote(object_id))
        rows = [] if row is None else self.counted_rows(row)[:1]
        extra = {**(extra_context or {}), "page_version": read_version(rows)}
        if request.method != "POST" or not rows:
            return usual(request, object_id, extra)
        if not self.has_delete_permission(request, row):
            raise PermissionDenied
        count_saves(self.wholes(row))
        if claim(rows, request.POST.get(FIELD, "")):
            return usual(request, object_id, extra)
        conflict = Conflict(rows, request.POST.get(FIELD, ""))
        rows = self.counted_rows(self.get_object(request, unquote(object_id)))[:1]
        extra["page_version"] = read_version(rows)
        request.POST = QueryDict()  # so that it is asked, and not done
        answer = usual(request, object_id, {**extra, "conflict": describe(conflict, Typed({}))})
        answer.status_code = 409
        return answer


def without_gone_rows(data: QueryDict, prefix: str, model: type[Model], whole: str) -> QueryDict:
    """The inline's forms, those of rows that somebody deleted meanwhile as forms of new ones.

    Django would refuse a form whose row is gone, and with it all that was typed there. One that
    was to be deleted is left out. ``whole`` names the field that points at the page's own row,
    which may be gone as well; left blank it means the row of the page.
    """
    try:
        initial, total = (int(str(data[f"{prefix}-{name}_FORMS"])) for name in ("INITIAL", "TOTAL"))
    except (KeyError, ValueError):
        return data  # Django says what is wrong with it
    pk = model._meta.pk.name
    kept = _still_there({n: data.get(f"{prefix}-{n}-{pk}", "") for n in range(initial)}, model)
    gone = [
        number
        for number in range(initial)
        if number not in kept and f"{prefix}-{number}-DELETE" not in data
    ]
    result = data.copy()
    typed = {n: _fields_of(result, f"{prefix}-{n}-", without=(whole,)) for n in range(total)}
    for number in gone:
        typed[number].pop(pk, None)
    order = [*kept, *gone, *range(initial, total)]
    for new, old in enumerate(order):
        for name, values in typed[old].items():
            result.setlist(f"{prefix}-{new}-{name}", values)
    result[f"{prefix}-INITIAL_FORMS"] = str(len(kept))
    result[f"{prefix}-TOTAL_FORMS"] = str(len(order))
    return result


def _still_there(sent: dict[int, str], model: type[Model]) -> list[int]:
    """The numbers of the forms whose row nobody has deleted."""
    known = [int(pk) for pk in sent.values() if pk.isascii() and pk.isdigit()]
    found = set(model._default_manager.filter(pk__in=known).values_list("pk", flat=True))
    return [n for n, pk in sent.items() if pk.isascii() and pk.isdigit() and int(pk) in found]


def _fields_of(data: QueryDict, start: str, *, without: tuple[str, ...]) -> dict[str, list[Any]]:
    """What was sent for one form of an inline, taken out of ``data``."""
    names = [name for name in data if name.startswith(start)]
    fields = {name.removeprefix(start): data.getlist(name) for name in names}
    for name in names:
        del data[name]
    return {name: values for name, values in fields.items() if name not in without}


def _is_form(answer: Any) -> bool:
    return "adminform" in (getattr(answer, "context_data", None) or {})
