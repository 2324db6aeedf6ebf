"""Lists of figures, a page at a time, in orders that readers can see the reason of."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from operations.models import Observation
from operations.querysets import ObservationQuerySet
from operations.versions import mark_changes
from releases.filters import at_of

FIGURES_ON_A_PAGE = 100


def page_of(
    figures: ObservationQuerySet, request: HttpRequest
) -> tuple[Page[int], list[Observation]]:
    """A page of the figures, the newest first: its place among the others, and its rows.

    Which figures it has is asked first, and alone: an index tells, however many come before them.
    """
    ids = figures.newest_first().values_list("pk", flat=True)
    page = Paginator(ids, FIGURES_ON_A_PAGE).get_page(request.GET.get("page"))
    at = at_of(request)
    whole = Observation.objects.for_listing(at).filter(pk__in=list(page.object_list))
    shown = sorted(whole, key=_newest_first)
    mark_changes(shown, at)
    return page, shown


def revised_among(figures: Iterable[Observation], at: datetime) -> set[str]:
    """Ids of those of the figures that a public one replaces."""
    revising = Observation.objects.revising(figures, at)
    return set(revising.values_list("revises", flat=True))


def in_order_of_time(figure: Observation) -> tuple[Any, ...]:
    end = figure.period_end
    return (end is None, end or date.max, figure.position, figure.figure_id)


def _newest_first(figure: Observation) -> tuple[Any, ...]:
    """Within a page: the newest period first, and of one period as its release lists them."""
    end = figure.period_end
    issued = figure.release.edition.issued_latest if figure.release.edition else None
    since = -(issued or date.min).toordinal()
    return (end is None, -(end or date.min).toordinal(), since, figure.position, figure.figure_id)
