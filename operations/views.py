"""Topics, operations, metrics, charts, organisations and single figures."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from operations.charts import charts_data, metric_data
from operations.conflicts import conflicting, in_public_conflict
from operations.drawn import DrawnChart, draw
from operations.figures import by_source
from operations.filters import (
    ChartFilter,
    MetricFilter,
    OperationFilter,
    OrganisationFilter,
    PublicChangeFilter,
)
from operations.models import (
    Chart,
    ChartLine,
    Claim,
    Metric,
    Observation,
    Operation,
    Organisation,
    Phase,
    PublicChange,
)
from operations.paging import in_order_of_time, page_of, revised_among
from operations.references import reference_to_figure
from operations.versions import mark_changes, with_figures
from releases.filters import at_of
from releases.models import Edition, SourceText, Topic
from releases.views import FilteredList

# Of an operation, whose page has no pages of its own, since its phases are what orders it.
FIGURES_OF_AN_OPERATION = 300
RELEASES_ON_A_PAGE = 10
SERIES_IN_A_CHART = 5
FIGURES_IN_A_CHART = 300
# Drawn on a page about something else; each is some 30 KB and 15 ms.
CHARTS_DRAWN = 3
CHARTS_NAMED = 20


def first_charts(request: HttpRequest, charts: QuerySet[Chart]) -> dict[str, Any]:
    """The first charts drawn, the next by their titles, and whether there are more."""
    found = list(charts[: CHARTS_DRAWN + CHARTS_NAMED + 1])
    return {
        "charts": drawn_charts(request, found[:CHARTS_DRAWN]),
        "other_charts": found[CHARTS_DRAWN : CHARTS_DRAWN + CHARTS_NAMED],
        "has_more_charts": len(found) > CHARTS_DRAWN + CHARTS_NAMED,
    }


def drawn_charts(request: HttpRequest, charts: Iterable[Chart]) -> list[DrawnChart]:
    """The charts that have something to show, ready for a template."""
    return [draw(data) for data in charts_data(charts, at_of(request))]


def topic_list(request: HttpRequest) -> HttpResponse:
    at = at_of(request)
    editions = Edition.objects.public(at)
    releases = Count("releases__editions", filter=Q(releases__editions__in=editions))
    topics = Topic.objects.public(at).annotate(release_count=releases).order_by("position", "name")
    return render(request, "operations/topic_list.html", {"topics": topics})


def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    at = at_of(request)
    topic = found(Topic.objects.with_releases(at).filter(slug=slug))
    context = {
        "topic": topic,
        **first_charts(request, Chart.objects.with_figures(at).filter(topic=topic)),
        "operations": Operation.objects.for_listing(at).filter(topics=topic),
        "metrics": Metric.objects.with_figures(at).filter(topics=topic),
        "editions": Edition.objects.for_listing(at).filter(release__topics=topic)[
            :RELEASES_ON_A_PAGE
        ],
    }
    return render(request, "operations/topic_detail.html", context)


class OperationList(FilteredList):
    filterset_class = OperationFilter
    template_name = "operations/operation_list.html"
    context_object_name = "operations"

    def get_queryset(self) -> QuerySet[Operation]:
        operations: QuerySet[Operation] = Operation.objects.for_listing(at_of(self.request))
        return operations


def operation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """An operation: its phases in time, what each came to, its charts and its releases."""
    at = at_of(request)
    operation = found(
        Operation.objects.told_of(at)
        .filter(slug=slug)
        .prefetch_related(
            Prefetch("topics", Topic.objects.public(at)),
            Prefetch("organisations", Organisation.objects.public(at)),
            Prefetch("phases", Phase.objects.public(at)),
        )
    )
    newest = Observation.objects.for_listing(at).newest_first().filter(operation=operation)
    figures = list(newest[: FIGURES_OF_AN_OPERATION + 1])
    is_cut = len(figures) > FIGURES_OF_AN_OPERATION
    figures = sorted(figures[:FIGURES_OF_AN_OPERATION], key=in_order_of_time)
    mark_changes(figures, at)
    by_phase: dict[int | None, list[Observation]] = {}
    for figure in figures:
        by_phase.setdefault(figure.phase_id, []).append(figure)
    stated = [figure.figure_id for figure in figures]
    charted = ChartLine.objects.filter(Q(operation=operation) | Q(figure_ids__overlap=stated))
    phases = [(phase, by_source(by_phase.pop(phase.pk, []))) for phase in operation.phases.all()]
    context = {
        "operation": operation,
        "phases": phases,
        # The two newest with figures, the earlier first.
        "compared": [phase for phase, sources in phases if sources][1::-1],
        "figures_shown": len(figures) if is_cut else None,
        "other_sources": by_source(figure for rest in by_phase.values() for figure in rest),
        **first_charts(
            request, Chart.objects.with_figures(at).filter(pk__in=charted.values("chart"))
        ),
        "editions": Edition.objects.for_listing(at).filter(release__operations=operation),
    }
    return render(request, "operations/operation_detail.html", context)


class MetricList(FilteredList):
    filterset_class = MetricFilter
    template_name = "operations/metric_list.html"
    context_object_name = "metrics"
    paginate_by = 50

    def get_queryset(self) -> QuerySet[Metric]:
        at = at_of(self.request)
        metrics: QuerySet[Metric] = (
            Metric.objects.with_figures(at)
            .annotate(figure_count=_figures_of("observations", at))
            .order_by("name")
            .prefetch_related(Prefetch("topics", Topic.objects.public(at)))
        )
        return metrics


def metric_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A metric: what it counts, its charts (or one of all its figures), and every figure."""
    at = at_of(request)
    metric = found(
        Metric.objects.with_figures(at)
        .filter(slug=slug)
        .select_related("dimension")
        .prefetch_related(Prefetch("topics", Topic.objects.public(at)))
    )
    of_metric = Observation.objects.public(at).filter(metric=metric)
    page, figures = page_of(of_metric, request)
    charted = Chart.objects.filter(lines__metric=metric).values("pk")
    charts = first_charts(request, Chart.objects.with_figures(at).filter(pk__in=charted))
    is_drawn = not charts["charts"] and page.paginator.count <= FIGURES_IN_A_CHART
    context = {
        "metric": metric,
        **charts,
        "all_figures": _drawn_together(metric, at) if is_drawn else None,
        "page_obj": page,
        "figures": figures,
        "revised": revised_among(figures, at),
        "in_conflict": in_public_conflict(figures, at),
        # Else there are no two periods to compare.
        "has_periods": len({one.period_end or one.period_start for one in figures} - {None}) > 1,
    }
    return render(request, "operations/metric_detail.html", context)


class ChartList(FilteredList):
    filterset_class = ChartFilter
    template_name = "operations/chart_list.html"
    context_object_name = "charts"
    paginate_by = 12

    def get_queryset(self) -> QuerySet[Chart]:
        charts: QuerySet[Chart] = Chart.objects.with_figures(at_of(self.request))
        return charts

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["drawn"] = drawn_charts(self.request, context["page_obj"].object_list)
        return context


class PublicChangeList(FilteredList):
    """The register: corrections, planned revisions and withdrawals, with what they changed."""

    filterset_class = PublicChangeFilter
    template_name = "operations/publicchange_list.html"
    context_object_name = "changes"

    def get_queryset(self) -> QuerySet[PublicChange]:
        changes: QuerySet[PublicChange] = PublicChange.objects.for_listing(at_of(self.request))
        return changes

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["changes"] = with_figures(context["page_obj"].object_list, at_of(self.request))
        return context


class OrganisationList(FilteredList):
    filterset_class = OrganisationFilter
    template_name = "operations/organisation_list.html"
    context_object_name = "organisations"
    paginate_by = 100

    def get_queryset(self) -> QuerySet[Organisation]:
        at = at_of(self.request)
        organisations: QuerySet[Organisation] = Organisation.objects.public(at).by_kind()
        return organisations.annotate(figure_count=_figures_of("observations", at))


def organisation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    at = at_of(request)
    organisation = found(
        Organisation.objects.public(at)
        .filter(slug=slug)
        .select_related("rocu")
        .prefetch_related(Prefetch("forces", Organisation.objects.public(at)))
    )
    page, shown = page_of(Observation.objects.public(at).filter(organisation=organisation), request)
    stated = Exists(
        Observation.objects.public(at).filter(
            organisation=organisation, release=OuterRef("release")
        )
    )
    context = {
        "organisation": organisation,
        "figures": shown,
        "page_obj": page,
        "in_conflict": in_public_conflict(shown, at),
        "operations": Operation.objects.for_listing(at).filter(organisations=organisation),
        "editions": Edition.objects.for_listing(at).filter(stated)[:RELEASES_ON_A_PAGE],
    }
    return render(request, "operations/organisation_detail.html", context)


def figure_detail(request: HttpRequest, figure_id: str) -> HttpResponse:
    """One figure: the words that state it, what it covers, its versions, how to cite it."""
    at = at_of(request)
    figure = found(Observation.objects.for_listing(at).filter(figure_id=figure_id))
    revising = Observation.objects.for_listing(at).exclude(revises="")
    revised_by = list(revising.filter(revises=figure_id))
    context = {
        "figure": figure,
        "release": figure.release,
        "edition": figure.release.edition,
        "publisher": figure.release.publisher,
        "revised_by": revised_by,
        "revises": Observation.objects.for_listing(at).filter(figure_id=figure.revises or None),
        "conflicting": conflicting(figure, at),
        "claims": Claim.objects.public(at).filter(figure_ids__contains=[figure_id]),
        "has_text": SourceText.objects.public(at).filter(release=figure.release).exists(),
        **reference_to_figure(figure, revised_by, at),
    }
    return render(request, "operations/figure_detail.html", context)


def _drawn_together(metric: Metric, at: datetime) -> DrawnChart | None:
    """One chart of all figures of a metric; None where they are of too many different things."""
    figures = Observation.objects.for_listing(at).filter(metric=metric)
    everything = sorted(figures, key=in_order_of_time)
    mark_changes(everything, at)
    data = metric_data(metric, everything)
    return draw(data) if len(data.series) <= SERIES_IN_A_CHART else None


def _figures_of(relation: str, at: datetime) -> Count:
    return Count(relation, filter=Q(**{f"{relation}__in": Observation.objects.public(at)}))


def found(rows: QuerySet[Any]) -> Any:
    """The first row, or the 404 that hidden and unknown things share."""
    row = rows.first()
    if row is None:
        raise Http404
    return row
