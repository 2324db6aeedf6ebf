"""A chart as an address asks for it: the same for its page, its embed and its files."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from npcc_site.middleware import page
from operations.charts import charts_data
from operations.charts.adjusting import adjusted, settled
from operations.charts.state import ChartState, ChartStateError
from operations.models import Chart
from operations.series import ChartData
from releases.filters import at_of

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class AskedChart:
    """The row, what it says as asked for, what it says as its editor made it, and what was asked.

    ``state.query`` is the canonical query; a past moment asked for is ``request.asked``.
    """

    chart: Chart
    data: ChartData
    whole: ChartData
    state: ChartState

    @property
    def said(self) -> tuple[str, ...]:
        """The sentences that the chart has because of what was asked."""
        return tuple(note for note in self.data.notes if note not in self.whole.notes)


def asked_chart(request: HttpRequest, slug: str) -> AskedChart:
    """The chart of that address in the state asked for.

    Raises ChartStateError for a state that no chart has, whatever the slug; then Http404 where
    there is no chart, one that is hidden, or one without a public figure.
    """
    state = ChartState.from_query(request.GET)
    at = at_of(request)
    chart = Chart.objects.for_page(at).filter(slug=slug).first()
    found = charts_data([chart], at) if chart is not None else []
    if chart is None or not found:
        raise Http404
    whole = found[0]
    state = settled(whole, state)
    return AskedChart(chart, adjusted(whole, state), whole, state)


def refuses_odd_states(refusal: Callable[[str], HttpResponse]) -> Callable[[View], View]:
    """Decorate a view that asks for a chart; ``refusal`` makes its 400 of a sentence.

    Beneath what adds headers (``framed_anywhere``), so that the 400 has them too.
    """

    def decorated(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except ChartStateError as error:
                return refusal(str(error))

        return answer

    return decorated


def refused_page(reason: str) -> HttpResponse:
    return page(400, "400.html", reason=reason)


def refused_file(reason: str) -> HttpResponse:
    """Plain words, whatever kind of file was asked for."""
    return HttpResponse(f"{reason}\n", content_type="text/plain; charset=utf-8", status=400)
