"""The chart builder: the picture beside the form, drawn from what is typed and saved nowhere.

With scripts the page asks ``picture/`` again after each change; without them the button “Preview”
sends the form, and the page comes back with the picture and all that was typed. Both draw the same
draft by the same code, in a transaction that is rolled back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Q
from django.forms import BaseInlineFormSet, ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse

from operations.admin.chart_drafts import Draft, draft_of, lines_of
from operations.admin.line_choices import PARTED_BY, choices_of, figures_for, parted
from operations.models import Chart
from releases.admin.states import moment_words
from releases.models import Edition
from releases.previewing import drafts_due, preview

# Buttons that send the form without saving it.
SHOW = "_preview"
PART = "_part"
# Who may see what no edition has let out yet.
SEES_DRAFTS = "releases.view_edition"


class Moment(NamedTuple):
    """What a chart is drawn for, and whether drafts of its release count as let out."""

    at: datetime
    with_drafts: bool = False


class Unsaved:
    """Mixed into a form that was sent to be looked at: right or wrong, it is not saved."""

    def is_valid(self) -> bool:
        super().is_valid()  # type: ignore[misc]
        return False


class ChartBuilder:
    """Mixin for the chart’s admin."""

    def get_urls(self: Any) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        pages = [
            path(f"{before}{end}/", self.admin_site.admin_view(view), name=f"{name}_{which}{end}")
            for end, view in (("picture", self.picture_view), ("figures", self.figures_view))
            for before, which in (("<path:object_id>/", ""), ("", "new_"))
        ]
        return [*pages, *super().get_urls()]  # type: ignore[misc]

    # --- what the page’s script asks -------------------------------------------------------------

    def picture_view(self: Any, request: HttpRequest, object_id: str | None = None) -> HttpResponse:
        """The unsaved form as a picture, with what is odd about it."""
        with self._sent(request, object_id) as (form, formset):
            if form is None:
                return HttpResponseNotAllowed(["POST"])
            context = self._shown(request, form, formset)
            parts = {
                part: render_to_string(f"admin/operations/chart/_{part}.html", context, request)
                for part in ("odd", "more")
            }
        return JsonResponse(
            {"picture": context["picture"], "status": context["draft_status"], **parts}
        )

    def figures_view(self: Any, request: HttpRequest, object_id: str | None = None) -> HttpResponse:
        """The figures that one line of the unsaved form may name."""
        with self._sent(request, object_id) as (form, formset):
            if form is None:
                return HttpResponseNotAllowed(["POST"])
            number = request.POST.get("line", "")
            lines = {str(found): line for found, line in lines_of(formset)}
            if number not in lines:
                raise Http404
            with _moment_of(request, form.instance) as (at, _):
                context = {
                    "line": lines[number],
                    "number": number,
                    "figures": figures_for(lines[number], at),
                }
            return TemplateResponse(
                request, "admin/operations/chart/_figures.html", context
            ).render()

    @contextmanager
    def _sent(self: Any, request: HttpRequest, object_id: str | None) -> Iterator[tuple[Any, Any]]:
        """The form and the lines as sent, or (None, None) where nothing was; all of it read only.

        Who may not change the chart learns nothing, not even whether there is one.
        """
        row = None if object_id is None else self.get_object(request, unquote(object_id))
        may = self.has_add_permission(request) if object_id is None else (
            self.has_change_permission(request, row)
        )  # fmt: skip
        if not may:
            raise PermissionDenied
        if object_id is not None and row is None:
            raise Http404
        if request.method != "POST":
            yield None, None
            return
        with transaction.atomic():
            form_class = self.get_form(request, row, change=row is not None)
            form = form_class(request.POST, request.FILES, instance=row)
            formsets, _ = self._create_formsets(request, form.instance, change=row is not None)
            if not formsets:  # whoever may change no lines makes no charts
                raise PermissionDenied
            formset = formsets[0]
            form.is_valid()
            formset.is_valid()
            yield form, formset
            transaction.set_rollback(True)

    # --- the page itself -------------------------------------------------------------------------

    def _changeform_view(
        self: Any, request: Any, object_id: str | None, form_url: str, extra_context: Any
    ) -> Any:
        if request.method == "POST" and PART in request.POST:
            request.POST = self._with_parts(request, object_id)
        return super()._changeform_view(  # type: ignore[misc]
            request, object_id, form_url, extra_context
        )

    def _with_parts(self: Any, request: HttpRequest, object_id: str | None) -> Any:
        """What was sent, with one line made into several; as it was where that can’t be done."""
        number, _, by = request.POST[PART].partition(":")
        with self._sent(request, object_id) as (form, formset):
            lines = {str(found): line for found, line in lines_of(formset)}
            if number not in lines or by not in PARTED_BY:
                return request.POST
            with _moment_of(request, form.instance) as (at, _):
                return parted(
                    request.POST, formset.prefix, lines[number], int(number), by, at
                )  # fmt: skip

    def get_form(
        self: Any, request: Any, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)  # type: ignore[misc]
        if request.method == "POST" and {SHOW, PART} & set(request.POST):
            return type(form.__name__, (Unsaved, form), {})
        return form

    def render_change_form(
        self: Any, request: Any, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        form = context["adminform"].form
        inlines = context["inline_admin_formsets"]
        if inlines:
            formset = inlines[0].formset
            context |= self._shown(request, form, formset)
            context["asked_to_show"] = bool({SHOW, PART} & set(request.POST))
            context |= self._addresses(form.instance)
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def _addresses(self: Any, chart: Chart) -> dict[str, str]:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        which, args = ("new_", []) if chart.pk is None else ("", [chart.pk])
        address = partial(reverse, args=args)
        return {f"{end}_address": address(f"{name}_{which}{end}") for end in ("picture", "figures")}

    def _shown(
        self: Any, request: Any, form: ModelForm, formset: BaseInlineFormSet
    ) -> dict[str, Any]:
        with _moment_of(request, form.instance) as (at, with_drafts):
            draft = draft_of(form, formset, at)
            picture = ""
            if draft.drawn is not None:
                picture = render_to_string(
                    "admin/operations/chart/picture.html", {"chart": draft.drawn}, request
                )
            return {
                "draft": draft,
                "draft_status": _status(draft),
                "picture": picture,
                "moment": moment_words(at),
                "with_drafts": with_drafts,
                "line_choices": choices_of(lines_of(formset), at),
            }


@contextmanager
def _moment_of(request: Any, chart: Chart) -> Iterator[Moment]:
    """The moment for which a chart is made, within a transaction that reads it and writes nothing.

    Now; for a chart that waits for a release, the moment at which that begins. Where its release
    is still a draft, whoever may read drafts sees its figures, as they will be.
    """
    at: datetime = request.at
    waiting = _waiting_editions(request, chart)
    drafts = [one for one in waiting if one.approved_at is None]
    if drafts:
        moment = max(at, *(one.embargo_until or at for one in drafts))
        due = drafts_due(moment, with_held=True)
        with preview(moment, due.filter(pk__in=[one.pk for one in drafts])) as shown:
            _read_only()
            yield Moment(shown.at, with_drafts=True)
        return
    with transaction.atomic():
        _read_only()
        begins = [chart.published_from, *(one.published_from for one in waiting)]
        yield Moment(max([at, *(one for one in begins if one is not None)]))
        transaction.set_rollback(True)


def _waiting_editions(request: Any, chart: Chart) -> list[Edition]:
    """Editions of the chart’s release that nobody outside has read, for who may see them."""
    if chart.release_id is None or not request.user.has_perm(SEES_DRAFTS):
        return []
    editions = Edition.objects.filter(release=chart.release_id, release__withdrawal=None)
    return list(editions.filter(Q(approved_at=None) | Q(published_from__gt=request.at)))


def _read_only() -> None:
    """Ends with the transaction, which is rolled back."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")


def _status(draft: Draft) -> str:
    """What a screen reader is told after each change."""
    if draft.drawn is None:
        return f"Not drawn: {draft.problems[0]}" if draft.problems else "Not drawn."
    count = len(draft.problems) + len(draft.warnings)
    if not count:
        return "Drawn. Nothing stands out."
    return f"Drawn, with {count} {'thing' if count == 1 else 'things'} to look at."
