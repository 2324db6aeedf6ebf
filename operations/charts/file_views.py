"""A chart as a file: picture, spreadsheet or data, in the very state that its page shows."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import NONE
from csp.decorators import csp
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import get_script_prefix

from npcc_site.as_at import AsAt
from operations.charts.asked import AskedChart, asked_chart, refused_file, refuses_odd_states
from operations.charts.moves import follows_moves, gone_file
from operations.periods import day_words
from operations.renderers.files import FILES, NoSuchVariantError, renderer_for
from operations.renderers.imprint import Imprint
from releases.reading.embargoes import LONDON

View = Callable[..., HttpResponseBase]


class EndingConverter:
    """The endings that there are; any other is no address of this site."""

    regex = "|".join(FILES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def open_data(view: View) -> View:
    """Let any site show the answer and any script read it, and let nothing in it run.

    An SVG that is opened by itself is a document: its policy allows neither script nor style, and
    the sandbox gives it an origin of its own. A preview is for staff, so that no site may use it.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if getattr(request, "preview", None) is None:
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    policy = {"default-src": [NONE], "frame-ancestors": [NONE], "sandbox": True}
    return csp(policy)(answer)


@open_data
@refuses_odd_states(refused_file)
@follows_moves(gone_file)
def chart_file(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """The chart in one of ``FILES``; a variant that there is not is a 400, whatever the chart."""
    kind = FILES[ending]
    try:
        render = renderer_for(ending, request.GET.getlist(kind.option))
    except NoSuchVariantError as error:
        return refused_file(str(error))
    asked = asked_chart(request, slug)
    imprint = imprint_of(request)
    response = HttpResponse(render(asked.data, imprint), content_type=kind.content_type)
    shown = "attachment" if kind.is_saved else "inline"
    response.headers["Content-Disposition"] = f'{shown}; filename="{_name(asked)}.{ending}"'
    response.headers["Link"] = f'<{imprint.address(asked.data)}>; rel="canonical"'
    return response


def imprint_of(request: HttpRequest) -> Imprint:
    """What a file says of its site, and of the past moment that the request asks for."""
    past: AsAt | None = request.asked  # type: ignore[attr-defined]
    return Imprint(
        site=settings.SITE_NAME,
        origin=settings.SITE_ORIGIN,
        prefix=get_script_prefix(),
        past=past.query if past else "",
        as_at=_as_at_words(past) if past else "",
        moment=request.as_at,  # type: ignore[attr-defined]
    )


def _as_at_words(past: AsAt) -> str:
    moment = past.moment.astimezone(LONDON)
    day = day_words(moment.date())
    return f"as at {day}" if past.is_day else f"as at {moment:%H:%M} on {day}"


def _name(asked: AskedChart) -> str:
    """Name the file after the chart and the day of its figures; a past state is added elsewhere."""
    updated = asked.data.updated
    return f"{asked.data.slug}_{updated.isoformat()}" if updated else asked.data.slug
