"""“Change the address” and “Take this chart down”, on the page of a public chart."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from operations.charts import acts
from operations.models import Chart
from releases.admin import verbs
from releases.admin.base import sentences
from releases.text_fields import LinesField
from releases.versions import read_version

VIEW = "operations.view_chart"


class ChartActForm(forms.Form):
    """What a person fills in before an act; ``seen`` is the version that their page was made of."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, chart: Chart, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chart = chart
        self.fields["seen"].initial = read_version([chart])


class RenameForm(ChartActForm):
    to = forms.CharField(label="New address", max_length=acts.LONGEST)
    leads_on = forms.BooleanField(
        label="The old address leads to the new one for ever, and is never used for another chart",
        label_suffix="",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "to"
        ].help_text = (
            f"Its last part only; it is “{self.chart.slug}” now. Letters, digits and hyphens."
        )


class TakeDownForm(ChartActForm):
    reason = LinesField(
        label="Reason",
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=(
            "The public reads it in the chart’s place, beside the chart’s last title. Name no "
            "victim and no suspect."
        ),
    )
    typed = forms.CharField(label="Type the chart’s address to confirm", max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["typed"].help_text = f"It is: {self.chart.slug}"

    def clean_typed(self) -> str:
        typed: str = self.cleaned_data["typed"].strip()
        if typed != self.chart.slug:
            raise ValidationError("That is not this chart’s address. Nothing was taken down.")
        return typed


def _rename(chart: Chart, by: str, said: dict[str, Any]) -> str:
    acts.rename(chart, to=said["to"], by=by, seen=said["seen"])
    return f"Its address is “{said['to'].strip()}” now. “{chart.slug}” leads there."


def _take_down(chart: Chart, by: str, said: dict[str, Any]) -> str:
    acts.take_down(chart, reason=said["reason"], by=by, seen=said["seen"])
    return "Taken down. Its addresses and every embed say so, and give your reason."


@dataclass(frozen=True)
class ChartAct:
    """An act as staff meet it: a button, a page that says what will happen, and the verb."""

    name: str
    button: str
    explanation: str
    form: type[ChartActForm]
    run: Callable[[Chart, str, dict[str, Any]], str]
    dangerous: bool = False

    @property
    def route(self) -> str:
        return f"operations_chart_{self.name.replace('-', '_')}"


ACTS = (
    ChartAct(
        "rename",
        "Change the address",
        "At once the chart, its embed and its files are found at the new address. Links and "
        "embeds with the old one go on working: they are led to the new one with all their "
        "options. Its words, figures and date stay as they are.",
        RenameForm,
        _rename,
    ),
    ChartAct(
        "take-down",
        "Take this chart down",
        "At once nobody can see the chart any more, at no past date either. Its page, every embed "
        "and every file say that it was taken down, with its last title and your reason. It can’t "
        "be shown again, and its address is not used for another. Its figures stay, in their "
        "releases: to take those off, withdraw the release.",
        TakeDownForm,
        _take_down,
        dangerous=True,
    ),
)


class ChartActs:
    """Mixin for the charts' admin."""

    def get_urls(self: Any) -> list[Any]:
        pages = [
            path(
                f"<path:object_id>/{act.name}/",
                self.admin_site.admin_view(self._act_page(act)),
                name=act.route,
            )
            for act in ACTS
        ]
        return [*pages, *super().get_urls()]  # type: ignore[misc]

    def get_readonly_fields(self: Any, request: HttpRequest, obj: Any = None) -> list[Any]:
        """The address of a chart that is gone says why, so it stays as well."""
        fixed: list[Any] = super().get_readonly_fields(request, obj)  # type: ignore[misc]
        return [*fixed, "slug"] if _is_gone(obj) and "slug" not in fixed else fixed

    def has_delete_permission(self: Any, request: HttpRequest, obj: Any = None) -> bool:
        return not _is_gone(obj) and super().has_delete_permission(request, obj)  # type: ignore[misc]

    def waits_for(self: Any, row: Chart) -> str:
        if _is_gone(row):
            return "It was taken down, and stays down. Make another chart, at another address."
        return super().waits_for(row)  # type: ignore[misc]

    def page_context(self: Any, request: HttpRequest, row: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().page_context(request, row)  # type: ignore[misc]
        context["former_addresses"] = list(row.former_addresses.all())
        context["gone"] = getattr(row, "gone", None)
        if context["gone"]:
            context["state_label"] = "Taken down"
        if row.state_now == "public" and _may(request):
            context["chart_acts"] = [(act, _address(act, row)) for act in ACTS]
        return context

    def _act_page(self: Any, act: ChartAct) -> Callable[..., HttpResponse]:
        def page(request: HttpRequest, object_id: str) -> HttpResponse:
            if not _may(request):
                raise PermissionDenied  # alike whether the chart exists or not
            chart = self.get_object(request, object_id)
            if chart is None:
                raise Http404
            return self._ask_or_act(request, act, chart)

        return page

    def _ask_or_act(self: Any, request: HttpRequest, act: ChartAct, chart: Chart) -> HttpResponse:
        """Say what will happen (GET); do it, or say why not (POST)."""
        page_of_chart = reverse("admin:operations_chart_change", args=[chart.pk])
        if chart.state_now != "public":  # type: ignore[attr-defined]
            messages.error(request, f"Nothing was done. {acts.NOT_PUBLIC}")
            return HttpResponseRedirect(page_of_chart)
        form = act.form(request.POST if request.method == "POST" else None, chart=chart)
        status = 200
        if form.is_valid():
            try:
                said = act.run(chart, request.user.get_username(), form.cleaned_data)
            except (ValidationError, IntegrityError) as error:
                told = sentences(error)
                form.add_error(None, told)
                status = 409 if acts.CHANGED in told else 422
            else:
                self.log_change(request, chart, said)
                messages.success(request, said)
                return HttpResponseRedirect(page_of_chart)
        context = {
            **self.admin_site.each_context(request),
            "title": act.button,
            "button": act.button,
            "dangerous": act.dangerous,
            "opts": self.opts,
            "chart": chart,
            "act": act,
            "form": form,
            "former_addresses": list(chart.former_addresses.all()),
        }
        status = 422 if status == 200 and form.errors else status
        return TemplateResponse(request, "admin/operations/chart/act.html", context, status=status)


def _may(request: HttpRequest) -> bool:
    """Whoever may let a chart out may move it and take it down."""
    user: Any = request.user
    return bool(user.has_perm(VIEW) and user.has_perm(verbs.PUBLISH))


def _is_gone(row: Any) -> bool:
    return row is not None and hasattr(row, "gone")


def _address(act: ChartAct, row: Chart) -> str:
    return reverse(f"admin:{act.route}", args=[row.pk])
