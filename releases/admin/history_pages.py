"""The history of a row, in place of Django's: who changed what, and when, from the ledger."""

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst

from releases.admin.histories import changes_of, history_page
from releases.models import Act

PAGE = "p"


class HistoryPages:
    """Mixin for a ModelAdmin. Django's own log knows only what was done through its forms."""

    def history_rows(self, row: Any) -> list[Any]:
        """The rows whose changes the page tells, with those of their parts."""
        return [row]

    def acts_about(self, row: Any) -> QuerySet[Act]:
        """Acts of publishing that stand in the same list."""
        return Act.objects.filter(detail__table=row._meta.db_table, detail__row=row.pk)

    def history_view(
        self: Any, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied  # alike whether the row exists or not
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        page, moments = history_page(
            changes_of(self.history_rows(row)), self.acts_about(row), request.GET.get(PAGE)
        )
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of “{row}”",
            "opts": self.opts,
            "module_name": str(capfirst(self.opts.verbose_name_plural)),
            "object": row,
            "page": page,
            "page_var": PAGE,
            "moments": moments,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/history.html", context)
