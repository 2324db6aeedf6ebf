"""Every list of the interface for programs, by its name in addresses."""

from collections.abc import Callable
from datetime import date, datetime
from operator import attrgetter, itemgetter
from typing import Any

from npcc_site.api import figure_rows, reference_rows, release_rows, shapes
from npcc_site.api.filters import EditionsFilter, PersonFilter, PhaseFilter, QuotationFilter
from npcc_site.api.lists import Listed, each
from npcc_site.api.walking import Key, Walk
from operations.filters import (
    ChartFilter,
    MetricFilter,
    OperationFilter,
    OrganisationFilter,
    PublicChangeFilter,
    ReleaseFilter,
)
from operations.opendata.choice import FigureFilter


def _by(*keys: Key) -> Walk:
    """An order by columns of objects."""
    return Walk(keys, _values(attrgetter(*(key.field.replace("__", ".") for key in keys))))


def _values(read: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    return lambda row: found if isinstance(found := read(row), tuple) else (found,)


_BY_SLUG = {"slug": _by(Key("slug"))}
# By day of issue, as pages have them; those whose day is not recorded come last.
_NEWEST = {
    "newest": _by(Key("issued_latest", date, descending=True, nullable=True), Key("release__slug"))
}
_ID = Key("figure_id")


def _by_period(*, descending: bool) -> Walk:
    keys = (Key("period_end", date, descending=descending, nullable=True), _ID)
    return Walk(keys, itemgetter("period_end", "figure_id"))


LISTS = (
    Listed(
        "observations", "observation",
        "Stated figures, with the columns of every file of figures.",
        shapes.Figure, figure_rows.figures_found, figure_rows.figures_told,
        {
            # The first is the one to walk through everything by: its pages cost the same, however
            # far in they are.
            "figure_id": Walk((_ID,), lambda row: (row["figure_id"],)),
            "period": _by_period(descending=False),
            "-period": _by_period(descending=True),
        },
        FigureFilter, figure_rows.as_values, "figure_id,metric,value,qualifier,period_end",
        ("figure_id",),
    ),
    Listed(
        "releases", "release", "Releases, each with its edition in force. The newest first.",
        shapes.Release, release_rows.releases_found, each(release_rows.release_told), _NEWEST,
        ReleaseFilter, example="slug,publisher,edition",
    ),
    Listed(
        "editions", "edition",
        "Editions in force: what each release says now. The newest first. Earlier ones have "
        "addresses of their own.",
        shapes.Edition, release_rows.editions_found, each(release_rows.edition_told), _NEWEST,
        EditionsFilter, example="release,number,title", named_by=("release", "number"),
    ),
    Listed(
        "quotations", "quotation", "Who said what, release by release.",
        shapes.Quotation, release_rows.quotations_found, each(release_rows.quotation_told),
        # “told” is a sum of what was said, since the words themselves may be long.
        {"release": _by(Key("release__slug"), Key("position", int), Key("speaker__slug"),
                        Key("told"))},
        QuotationFilter, example="speaker,words", named_by=(),
    ),
    Listed(
        "operations", "operation", "Operations of which a release tells or states a figure.",
        shapes.Operation, reference_rows.operations_found, each(reference_rows.operation_told),
        _BY_SLUG, OperationFilter,
    ),
    Listed(
        "phases", "phase", "Phases of operations.",
        shapes.Phase, reference_rows.phases_found, each(reference_rows.phase_told),
        {"operation": _by(Key("operation__slug"), Key("slug"))}, PhaseFilter,
        example="operation,slug,start", named_by=("operation", "slug"),
    ),
    Listed(
        "organisations", "organisation", "Forces, regional and national units, and partners.",
        shapes.Organisation, reference_rows.organisations_found,
        each(reference_rows.organisation_told), _BY_SLUG, OrganisationFilter,
    ),
    Listed(
        "metrics", "metric", "What figures count, and how; those that have a figure.",
        shapes.Metric, reference_rows.metrics_found, each(reference_rows.metric_told),
        _BY_SLUG, MetricFilter,
    ),
    Listed(
        "charts", "chart", "Charts, with the addresses of their pictures and figures.",
        shapes.Chart, reference_rows.charts_found, each(reference_rows.chart_told),
        _BY_SLUG, ChartFilter, example="slug,title,files",
    ),
    Listed(
        "corrections", "correction",
        "Corrections, planned revisions and withdrawals, with what they changed. The newest first.",
        shapes.Correction, release_rows.changes_found, release_rows.changes_told,
        {"newest": _by(Key("published_from", datetime, descending=True), Key("slug"),
                       Key("number", int, descending=True, nullable=True))},
        PublicChangeFilter, example="id,kind,title", named_by=(),
    ),
    Listed(
        "topics", "topic", "Subjects on which there is a release.",
        shapes.Topic, reference_rows.topics_found, each(reference_rows.topic_told), _BY_SLUG,
    ),
    Listed(
        "people", "person", "People who are quoted.",
        shapes.Person, reference_rows.people_found, each(reference_rows.person_told),
        _BY_SLUG, PersonFilter,
    ),
    Listed(
        "publishers", "publisher", "Who issues releases, with press offices and licences.",
        shapes.Publisher, reference_rows.publishers_found, each(reference_rows.publisher_told),
        _BY_SLUG,
    ),
)  # fmt: skip

BY_NAME = {one.name: one for one in LISTS}
