"""Letting out one reference row that no edition brings with it: a chart, a topic, a force."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from releases.admin import verbs
from releases.admin.base import ReferenceAdmin, tell_refusal
from releases.admin.states import moment_words
from releases.admin.verb_forms import LetOutForm
from releases.publishing import SOONEST, publish_reference


class LetOut(ReferenceAdmin):
    """“Publish this chart” on the page of a draft."""

    def get_urls(self) -> list[Any]:
        page = path(
            "<path:object_id>/let-out/",
            self.admin_site.admin_view(self.let_out_page),
            name=f"{self.opts.app_label}_{self.opts.model_name}_let_out",
        )
        return [page, *super().get_urls()]

    def waits_for(self, row: Any) -> str:
        """A sentence where the row must wait for something else; empty where it may go out."""
        return ""

    def page_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        context = super().page_context(request, row)
        if row.published_from is None:
            context["waits_for"] = self.waits_for(row)
            if self._may_let_out(request) and not context["waits_for"]:
                name = f"admin:{self.opts.app_label}_{self.opts.model_name}_let_out"
                context["let_out_url"] = reverse(name, args=[row.pk])
        return context

    def let_out_page(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask (GET), then publish five seconds from now (POST)."""
        if not self._may_let_out(request):
            raise PermissionDenied
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        form = LetOutForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            self._let_out(request, row)
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
            return HttpResponseRedirect(reverse(name, args=[row.pk]))
        at = request.at + SOONEST  # type: ignore[attr-defined]
        context = {
            **self.admin_site.each_context(request),
            "title": f"Publish this {self.opts.verbose_name}",
            "opts": self.opts,
            "row": row,
            "waits_for": self.waits_for(row),
            "form": form,
            "moment": moment_words(at),
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/let_out.html", context, status=status)

    def _let_out(self, request: HttpRequest, row: Any) -> None:
        try:
            if reason := self.waits_for(row):
                raise ValidationError(reason)
            at = publish_reference(row, by=request.user.get_username())
        except (ValidationError, IntegrityError) as error:
            tell_refusal(request, error, "Nothing was published.")
            return
        sentence = f"Public from {moment_words(at)}."
        self.log_change(request, row, sentence)
        messages.success(request, sentence)

    @staticmethod
    def _may_let_out(request: HttpRequest) -> bool:
        user: Any = request.user
        return user.has_perm(verbs.PUBLISH)
