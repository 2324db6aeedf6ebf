"""The page for editors: how to embed a chart, cite it and have its figures."""

from typing import Any
from urllib.parse import urlencode

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from npcc_site import as_at
from operations.charts import charts_data
from operations.drawn import DrawnChart, draw
from operations.embeds.code import embed_address, frame, frame_title, linked_picture
from operations.embeds.framing import script_address
from operations.embeds.use_form import UseForm
from operations.models import Chart
from releases.citing import frozen_query
from releases.filters import at_of
from releases.public_addresses import public_address


# The page shows what its code shows, in a frame of its own.
@csp_update({"frame-src": [SELF]})
def use_our_charts(request: HttpRequest) -> HttpResponse:
    """What is asked for in the address becomes code to copy, and a frame that shows it."""
    charts = list(Chart.objects.with_figures(at_of(request)))
    form = UseForm(request.GET, charts=charts)
    context: dict[str, Any] = {"form": form, "endpoint": public_address(reverse("oembed"))}
    if form.is_valid() and charts:
        slug = form.cleaned_data["chart"] or charts[0].slug
        found = Chart.objects.for_page(at_of(request)).filter(slug=slug)
        for data in charts_data(found, at_of(request)):
            context |= _code_for(request, draw(data), form.cleaned_data)
    return render(request, "operations/use_our_charts.html", context)


def _code_for(request: HttpRequest, chart: DrawnChart, chosen: dict[str, Any]) -> dict[str, Any]:
    """The code in each of its forms, and the path of the frame that shows what it does."""
    query = _query(request, chosen)
    path = reverse("chart_embed", args=[chart.slug])
    src = embed_address(public_address(path), query)
    name = frame_title(chart.kind, chart.title)
    width = chosen["width"]
    page = public_address(reverse("chart_detail", args=[chart.slug]))
    picture = public_address(reverse("chart_file", args=[chart.slug, "png"]))
    moment = [pair for pair in query if pair[0] == as_at.KEY]
    return {
        "slug": chart.slug,
        "title": chart.title,
        "name": name,
        "shown": embed_address(path, query),
        "page": page,
        "code": frame(src, name, width=width, script=script_address()),
        "plain": frame(src, name, width=width),
        "image": linked_picture(
            f"{page}?{urlencode(moment, safe=':')}" if moment else page,
            f"{picture}?{urlencode([('size', 'card'), *moment], safe=':')}",
            chart.description,
        ),
        "script_path": f"{settings.STATIC_URL}embed.v1.js",
    }  # fmt: skip


def _query(request: HttpRequest, chosen: dict[str, Any]) -> list[tuple[str, str]]:
    query = []
    if chosen["theme"] not in ("", "auto"):
        query.append(("theme", chosen["theme"]))
    asked = getattr(request, "asked", None)
    if asked:
        query.append((as_at.KEY, asked.text))
    elif chosen["stands"] == "pinned":
        # The second that has begun, since no later one can be asked for yet.
        begun = at_of(request).replace(microsecond=0)
        query.append((as_at.KEY, frozen_query(begun).partition("=")[2]))
    return query
