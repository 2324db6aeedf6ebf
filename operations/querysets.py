"""Questions about operations and their figures that pages ask. ``at`` is an aware moment."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db.models import BooleanField, Case, Exists, F, Func, OuterRef, Prefetch, Q, When

from releases.models import Edition, Topic
from releases.published import PublishedQuerySet

if TYPE_CHECKING:
    from operations.models import Observation


def _observations(at: datetime, **match: Any) -> Exists:
    from operations.models import Observation

    return Exists(Observation.objects.public(at).filter(**match))


class ObservationQuerySet(PublishedQuerySet):
    def for_listing(self, at: datetime) -> Self:
        """Figures in force at ``at`` with all that a row of a page or a point of a chart shows."""
        from operations.models import Evidence

        return (
            self.public(at)
            .select_related(
                "metric", "category", "organisation", "operation", "phase", "release__publisher"
            )
            .prefetch_related(
                Prefetch("evidence", Evidence.objects.public(at)),
                Prefetch(
                    "release__editions", Edition.objects.public(at), to_attr="current_editions"
                ),
            )
        )

    def newest_first(self) -> Self:
        """In an order that is total without the rows’ ids, which tell how many are hidden."""
        return self.order_by(F("period_end").desc(nulls_last=True), "figure_id")

    def revising(self, figures: "Iterable[Observation]", at: datetime) -> Self:
        """Figures in force at ``at`` that take the place of one of these."""
        ids = [figure.figure_id for figure in figures]
        # What revises nothing is in no index, so the planner has to be told.
        return self.public(at).exclude(revises="").filter(revises__in=ids)

    def in_order_of_time(self) -> Self:
        return self.order_by(F("period_end").asc(nulls_last=True), "position", "pk")


class OrganisationQuerySet(PublishedQuerySet):
    def by_kind(self) -> Self:
        """Forces first, partners last, as ``Organisation.Kind`` lists them; then by name."""
        from operations.models import Organisation

        kinds = [When(kind=kind, then=place) for place, kind in enumerate(Organisation.Kind)]
        return self.order_by(Case(*kinds, default=len(kinds)), "name")

    def with_something_said(self, at: datetime) -> Self:
        """Those with a public figure, or that take part in a public operation."""
        from operations.models import Operation

        takes_part = Exists(Operation.objects.public(at).filter(organisations=OuterRef("pk")))
        return self.public(at).filter(_observations(at, organisation=OuterRef("pk")) | takes_part)


class OperationQuerySet(PublishedQuerySet):
    def told_of(self, at: datetime) -> Self:
        """Operations of which a release in force tells, or states a figure."""
        editions = Edition.objects.public(at).filter(release__operations=OuterRef("pk"))
        return self.public(at).filter(
            Exists(editions) | _observations(at, operation=OuterRef("pk"))
        )

    def for_listing(self, at: datetime) -> Self:
        from operations.models import Phase

        return (
            self.told_of(at)
            .prefetch_related(
                Prefetch("topics", Topic.objects.public(at)),
                Prefetch("phases", Phase.objects.public(at)),
            )
            .order_by("name")
        )


class MetricQuerySet(PublishedQuerySet):
    def with_figures(self, at: datetime) -> Self:
        """Those with at least one figure in force."""
        return self.public(at).filter(_observations(at, metric=OuterRef("pk")))


class ChartQuerySet(PublishedQuerySet):
    def for_page(self, at: datetime) -> Self:
        """Charts with their lines; the figures are fetched by ``operations.charts``."""
        return self.public(at).with_lines().select_related("topic")

    def with_lines(self) -> Self:
        """Charts of any state with all that drawing them needs of their lines."""
        from operations.models import ChartLine

        return self.prefetch_related(
            Prefetch(
                "lines",
                ChartLine.objects.select_related(
                    "metric", "category", "organisation", "operation", "phase", "release"
                ),
            )
        )

    def plotting(self, figures: "Iterable[Observation]") -> Self:
        """Charts of which a line names one of the figures, or chooses among its metric's."""
        figures = list(figures)
        named = Q(lines__figure_ids__overlap=sorted({one.figure_id for one in figures}))
        chosen = Q(lines__figure_ids=[], lines__metric__in={one.metric_id for one in figures})
        return self.filter(named | chosen).distinct()

    def with_figures(self, at: datetime) -> Self:
        """Charts of which a line has a figure in force: one that it lists, or one of its metric."""
        from operations.models import ChartLine, Observation

        of_metric = Observation.objects.public(at).filter(metric=OuterRef("metric"))
        # By the index of ids: a metric may have thousands of figures, a line lists a few.
        named = Func(
            F("figure_id"),
            OuterRef("figure_ids"),
            template="%(expressions)s)",
            arg_joiner=" = ANY (",
            output_field=BooleanField(),
        )
        listed = Q(Exists(of_metric.filter(named)))
        drawn = ChartLine.objects.filter(listed | Q(figure_ids=[]) & Q(Exists(of_metric)))
        return self.for_page(at).filter(Exists(drawn.filter(chart=OuterRef("pk"))))
