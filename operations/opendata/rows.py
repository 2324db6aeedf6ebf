"""Figures as rows of data, as one question that PostgreSQL answers by itself.

Everything is asked of ``.public(at)``, on the public login under its policies as well, so the
question can find nothing that a page could not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.urls import reverse

from operations.models import Category, Evidence, Metric, Observation, Organisation
from operations.opendata.columns import AREA_ROWS, DESCRIBED, Column
from operations.renderers.csvfile import FORMULA
from operations.renderers.imprint import LICENCE_NOT_STATED, Imprint
from operations.versions import changes_between, figure_versions
from releases.models import Edition, Publisher, Release

# By metric, then in order of time. All of it visible, and total: physical order would tell when
# a correction was approved, since approving it moves the row that it will end.
ORDER = "metric.slug, figure.period_end, figure.figure_id"
FIGURE_COLUMNS = (
    "id", "figure_id", "release_id", "metric_id", "category_id", "organisation_id", "area",
    "period_kind", "period_start", "period_end", "value", "qualifier", "status", "coverage",
    "is_partial", "note", "published_from",
)  # fmt: skip
# Figures whose versions are read at once, which bounds the memory that it takes.
VERSIONS_AT_ONCE = 2_000
_STANDS_FOR_A_NAME = "2" * 12


@dataclass
class Question:
    """A SELECT and its arguments, in psycopg's spelling."""

    sql: str
    arguments: list[Any] = field(default_factory=list)


def question(
    figures: QuerySet[Any], at: datetime, imprint: Imprint, *, for_spreadsheets: bool
) -> Question:
    """What ``DESCRIBED`` has of each of ``figures`` (of ``Observation.objects.public(at)``).

    ``for_spreadsheets`` puts an apostrophe before a text that one would take for a formula. The
    transaction's time zone must be London's.
    """
    asked = Question("")
    cells = ", ".join(f"{_cell(one, for_spreadsheets)} AS {one.name}" for one in DESCRIBED)
    parts = [
        # Put together of the code's own texts alone; whatever is asked for is an argument.
        f"SELECT {cells} FROM {_figures(asked, figures, at, imprint)} figure",  # noqa: S608
        f"JOIN {_table(asked, Metric, at, 'id', 'slug', 'name', 'unit')} metric"
        " ON metric.id = figure.metric_id",
        f"JOIN {_releases(asked, at, imprint)} release ON release.id = figure.release_id",
        f"LEFT JOIN {_table(asked, Category, at, 'id', 'name')} category"
        " ON category.id = figure.category_id",
        f"LEFT JOIN {_organisations(asked, at)} organisation"
        " ON organisation.id = figure.organisation_id",
        f"LEFT JOIN {_areas(asked)} area (slug, name, ons_code) ON area.slug = figure.area",
        f"LEFT JOIN LATERAL {_first_words(asked, at)} evidence ON true",
        f"LEFT JOIN {_changes(asked, figures, at)} change (figure_id, since, words)"
        " ON change.figure_id = figure.figure_id",
        f"ORDER BY {ORDER}",
    ]
    asked.sql = "\n".join(parts)
    return asked


def _cell(column: Column, for_spreadsheets: bool) -> str:
    if not for_spreadsheets or column.made_here or not column.datatype.is_text:
        return column.sql
    signs = ", ".join(str(ord(sign)) for sign in FORMULA)
    return f"CASE WHEN ascii({column.sql}) IN ({signs}) THEN '''' ELSE '' END || {column.sql}"


def _compiled(asked: Question, rows: QuerySet[Any]) -> str:
    """A queryset as a subquery; its arguments are added to those of the question."""
    sql, arguments = rows.query.get_compiler(connection=connection).as_sql()
    asked.arguments += arguments
    return f"({sql})"


def _table(asked: Question, model: type[Any], at: datetime, *columns: str) -> str:
    return _compiled(asked, model.objects.public(at).order_by().values_list(*columns))


def _figures(asked: Question, figures: QuerySet[Any], at: datetime, imprint: Imprint) -> str:
    address = _address(asked, "figure_detail", imprint, "one.figure_id")
    try:
        found = _compiled(asked, figures.order_by().values_list(*FIGURE_COLUMNS))
    except EmptyResultSet:  # a filter that Django itself knows to leave nothing
        nothing = Observation.objects.public(at).filter(figure_id="")
        found = _compiled(asked, nothing.order_by().values_list(*FIGURE_COLUMNS))
    return f"(SELECT one.*, {address} AS url FROM {found} one)"  # noqa: S608


def _address(asked: Question, route: str, imprint: Imprint, name: str) -> str:
    """The whole address of a page of ``route``, whose one argument is the expression ``name``."""
    whole = imprint.whole(reverse(route, args=[_STANDS_FOR_A_NAME]))
    before, _, after = whole.rpartition(_STANDS_FOR_A_NAME)
    asked.arguments += [before, after]
    return f"%s || {name} || %s"


def _releases(asked: Question, at: datetime, imprint: Imprint) -> str:
    """Releases with the edition in force, their licence and whether they are second-hand."""
    address = _address(asked, "release_detail", imprint, "release.slug")
    asked.arguments.append(LICENCE_NOT_STATED)
    releases = _table(asked, Release, at, "id", "slug", "publisher_id", "via_title")
    licences = list(Publisher.objects.public(at).order_by().values_list("pk", "licence"))
    asked.arguments += [[pk for pk, _ in licences], [licence for _, licence in licences]]
    editions = _table(asked, Edition, at, "release_id", "title", "number")
    return (
        f"(SELECT release.id, {address} AS url, release.via_title <> '' AS second_hand,"  # noqa: S608
        " COALESCE(NULLIF(publisher.licence, ''), %s) AS licence,"
        " edition.title, COALESCE(edition.number, 1) AS edition"
        f" FROM {releases} release"
        # Listed, since the planner guesses a table of few rows under a policy to have one, and
        # would read all figures again for each.
        " JOIN unnest(%s::bigint[], %s::text[]) publisher (id, licence)"
        " ON publisher.id = release.publisher_id"
        f" LEFT JOIN {editions} edition ON edition.release_id = release.id)"
    )


def _organisations(asked: Question, at: datetime) -> str:
    rows = _table(asked, Organisation, at, "id", "slug", "name", "ons_code")
    return f"(SELECT id, slug, name, NULLIF(ons_code, '') AS ons_code FROM {rows} one)"  # noqa: S608


def _areas(asked: Question) -> str:
    for slug, name, code in AREA_ROWS:
        asked.arguments += [slug, name, code or None]
    return f"(VALUES {', '.join(['(%s, %s, %s)'] * len(AREA_ROWS))})"


def _first_words(asked: Question, at: datetime) -> str:
    rows = _table(asked, Evidence, at, "id", "observation_id", "words")
    return (
        f"(SELECT one.words FROM {rows} one WHERE one.observation_id = figure.id"  # noqa: S608
        " ORDER BY one.id LIMIT 1)"
    )


def _changes(asked: Question, figures: QuerySet[Any], at: datetime) -> str:
    """The last change of each figure that has one, worked out as pages and charts do it."""
    asked.arguments += [list(column) for column in _last_changes(figures, at)]
    return "unnest(%s::text[], %s::timestamptz[], %s::text[])"


def _last_changes(
    figures: QuerySet[Any], at: datetime
) -> tuple[Sequence[str], Sequence[datetime], Sequence[str]]:
    """Ids of changed figures, since when they are as they are, and the change in words.

    ``at`` may be earlier than the database's own instant, on the staff site: a change that came
    after it is left out with the versions.
    """
    changed = RawSQL("SELECT changed_figures()", [])
    ids = list(figures.order_by().filter(figure_id__in=changed).values_list("figure_id", flat=True))
    found: list[tuple[str, datetime, str]] = []
    for start in range(0, len(ids), VERSIONS_AT_ONCE):
        batch = ids[start : start + VERSIONS_AT_ONCE]
        for figure_id, versions in figure_versions(batch, at, changed_only=True).items():
            found += [(figure_id, one.since, one.in_short) for one in changes_between(versions)[:1]]
    names, moments, words = zip(*found, strict=True) if found else ((), (), ())
    return names, moments, words
