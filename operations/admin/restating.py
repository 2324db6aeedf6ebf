"""“Correct this figure”: the figures in force, and a draft of one of them in a correction."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from operations.corrections import figures_in_force, restate
from releases.admin.base import tell_refusal
from releases.admin.states import is_editable
from releases.models import Edition

A_PAGE = 50


class Restating:
    """Mixin for the figures' admin."""

    def get_urls(self: Any) -> list[Any]:
        page = path(
            "in-force/<int:edition_id>/",
            self.admin_site.admin_view(self.in_force_page),
            name="operations_observation_in_force",
        )
        return [page, *super().get_urls()]  # type: ignore[misc]

    def in_force_page(self: Any, request: HttpRequest, edition_id: int) -> HttpResponse:
        """List what may be corrected in the draft (GET); begin correcting one figure (POST)."""
        if not self.has_add_permission(request):
            raise PermissionDenied  # alike whether the edition exists or not
        edition = get_object_or_404(
            Edition.objects.select_related("release__withdrawal"), pk=edition_id
        )
        if not is_editable(edition, request.at):  # type: ignore[attr-defined]
            raise PermissionDenied
        found = figures_in_force(edition, request.at)  # type: ignore[attr-defined]
        if request.method == "POST":
            return self._restate(request, found, edition)
        wanted = request.GET.get("q", "").strip()
        if wanted:
            found = found.filter(evidence__words__icontains=wanted).distinct()
        context = {
            **self.admin_site.each_context(request),
            "title": "Figures in force",
            "opts": self.opts,
            "edition": edition,
            "wanted": wanted,
            "page": Paginator(found.order_by("position", "pk"), A_PAGE).get_page(
                request.GET.get("page")
            ),
        }
        return TemplateResponse(request, "admin/operations/in_force.html", context)

    def _restate(self: Any, request: HttpRequest, found: Any, edition: Edition) -> HttpResponse:
        figure = get_object_or_404(found, pk=request.POST.get("figure") or 0)
        try:
            with transaction.atomic():
                self.take_approval_back(request, edition)
                draft = restate(figure, edition=edition)
        except (ValidationError, IntegrityError) as error:
            tell_refusal(request, error)
            return HttpResponseRedirect(request.path)
        self.log_addition(request, draft, "Correction begun.")
        messages.success(request, "Put the figure right here. The public still reads the old one.")
        return HttpResponseRedirect(reverse("admin:operations_observation_change", args=[draft.pk]))
