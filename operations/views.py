"""Topics, operations, metrics, charts, organisations and single figures."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from operations.charts import charts_data, metric_data
from operations.conflicts import conflicting, in_conflict
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
from operations.references import reference_to_figure
from operations.versions import mark_changes, with_figures
from releases.filters import at_of
from releases.models import Edition, SourceText, Topic
from releases.views import FilteredList

FIGURES_ON_A_PAGE = 100
RELEASES_ON_A_PAGE = 10
SERIES_IN_A_CHART = 5


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
        "charts": drawn_charts(request, Chart.objects.for_page(at).filter(topic=topic)),
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
    figures = list(
        Observation.objects.for_listing(at).in_order_of_time().filter(operation=operation)
    )
    mark_changes(figures, at)
    by_phase: dict[int | None, list[Observation]] = {}
    for figure in figures:
        by_phase.setdefault(figure.phase_id, []).append(figure)
    stated = [figure.figure_id for figure in figures]
    charted = ChartLine.objects.filter(Q(operation=operation) | Q(figure_ids__overlap=stated))
    context = {
        "operation": operation,
        "phases": [
            (phase, by_source(by_phase.pop(phase.pk, []))) for phase in operation.phases.all()
        ],
        "other_sources": by_source(figure for rest in by_phase.values() for figure in rest),
        "charts": drawn_charts(
            request, Chart.objects.for_page(at).filter(pk__in=charted.values("chart"))
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
    figures = list(Observation.objects.for_listing(at).in_order_of_time().filter(metric=metric))
    mark_changes(figures, at)
    charted = Chart.objects.filter(lines__metric=metric).values("pk")
    charts = drawn_charts(request, Chart.objects.for_page(at).filter(pk__in=charted))
    context = {
        "metric": metric,
        "charts": charts,
        "all_figures": None if charts else _drawn_together(metric, figures),
        "figures": figures,
        "revised": {figure.revises for figure in figures if figure.revises},
        "in_conflict": in_conflict(figures),
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
    figures = Observation.objects.for_listing(at).filter(organisation=organisation)
    newest = figures.order_by(F("period_end").desc(nulls_last=True), "position", "pk")
    shown = list(newest[:FIGURES_ON_A_PAGE])
    mark_changes(shown, at)
    stated = Exists(
        Observation.objects.public(at).filter(
            organisation=organisation, release=OuterRef("release")
        )
    )
    context = {
        "organisation": organisation,
        "figures": shown,
        "figure_count": figures.count(),
        "operations": Operation.objects.for_listing(at).filter(organisations=organisation),
        "editions": Edition.objects.for_listing(at).filter(stated)[:RELEASES_ON_A_PAGE],
    }
    return render(request, "operations/organisation_detail.html", context)


def figure_detail(request: HttpRequest, figure_id: str) -> HttpResponse:
    """One figure: the words that state it, what it covers, its versions, how to cite it."""
    at = at_of(request)
    figure = found(Observation.objects.for_listing(at).filter(figure_id=figure_id))
    revised_by = list(Observation.objects.for_listing(at).filter(revises=figure_id))
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


def _drawn_together(metric: Metric, figures: list[Observation]) -> DrawnChart | None:
    """One chart of all figures of a metric; None where they are of too many different things."""
    data = metric_data(metric, figures)
    return draw(data) if len(data.series) <= SERIES_IN_A_CHART else None


def _figures_of(relation: str, at: datetime) -> Count:
    return Count(relation, filter=Q(**{f"{relation}__in": Observation.objects.public(at)}))


def found(rows: QuerySet[Any]) -> Any:
    """The first row, or the 404 that hidden and unknown things share."""
    row = rows.first()
    if row is None:
        raise Http404
    return row
