"""Figures as rows, with the columns of every file: a page of a thousand in milliseconds.

They are read as plain values, since a thousand objects with all that they point at would take
longer than the answer. ``tests/api`` holds every value equal to that of the charts' files.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from npcc_site.api.addressing import Asking, day, moment
from operations.areas import AREA_CODES, AREA_NAMES
from operations.models import Evidence, Observation
from operations.renderers.columns import PARTIAL, in_sentences
from operations.renderers.exact import number
from operations.renderers.imprint import LICENCE_NOT_STATED
from operations.series import shorthand_of
from operations.versions import FigureChange, changes_between, figure_versions
from releases.models import Edition

Row = dict[str, Any]

# What is read of a figure and of the rows that it points at, by the keys that ``_row`` uses.
_VALUES = {
    "metric_slug": F("metric__slug"),
    "metric_name": F("metric__name"),
    "unit": F("metric__unit"),
    "category_name": F("category__name"),
    "organisation_slug": F("organisation__slug"),
    "organisation_name": F("organisation__name"),
    "ons_code": F("organisation__ons_code"),
    "release_slug": F("release__slug"),
    "via_title": F("release__via_title"),
    "licence": F("release__publisher__licence"),
}
_OWN = (
    "pk", "figure_id", "release_id", "value", "qualifier", "period_start", "period_end",
    "period_kind", "area", "coverage", "is_partial", "status", "note", "published_from",
)  # fmt: skip


def figures_found(at: datetime) -> QuerySet[Observation]:
    """Figures in force."""
    found: QuerySet[Observation] = Observation.objects.public(at)
    return found


def as_values(figures: QuerySet[Observation]) -> Any:
    """The same figures, to be read without making an object of each."""
    return figures.values(*_OWN, **_VALUES)


def figures_told(figures: Sequence[Row], asking: Asking) -> list[Row]:
    """Rows of ``as_values`` as a program reads them, in the same order."""
    words = _words(figures, asking.at)
    editions = _editions(figures, asking.at)
    changes = _changes((one["figure_id"] for one in figures), asking.at)
    before, after = asking.each("figure_detail")
    release_before, release_after = asking.each("release_detail")
    rows = []
    for one in figures:
        title, version = editions.get(one["release_id"], ("", 1))
        row = _row(one, changes.get(one["figure_id"]))
        row["as_stated"] = words.get(one["pk"], "")
        row["release_title"] = title
        row["release_url"] = f"{release_before}{one['release_slug']}{release_after}"
        row["version"] = version
        row["figure_url"] = f"{before}{one['figure_id']}{after}"
        rows.append(row)
    return rows


def _row(one: Row, changed: FigureChange | None) -> Row:
    area, is_of_one = one["area"], one["organisation_slug"] is not None
    said = (
        "Second-hand report" if one["via_title"] else "",
        one["note"],
        changed.in_short if changed else "",
    )
    return {
        "figure_id": one["figure_id"],
        "metric": one["metric_slug"],
        "metric_label": one["metric_name"],
        "category": one["category_name"] or "",
        "value": number(one["value"]),
        "qualifier": one["qualifier"],
        "unit": one["unit"],
        "period_start": day(one["period_start"]),
        "period_end": day(one["period_end"]),
        "period_kind": one["period_kind"],
        "area_code": one["ons_code"] if is_of_one else AREA_CODES.get(area, ""),
        "area_name": one["organisation_name"] if is_of_one else AREA_NAMES.get(area, ""),
        "organisation": one["organisation_slug"] or "",
        "coverage": PARTIAL if one["is_partial"] else "",
        "coverage_note": one["coverage"],
        "status": one["status"],
        "shorthand": " ".join(shorthand_of(one["status"], changed=changed is not None)),
        "note": in_sentences(said),
        "published_at": moment(one["published_from"]),
        "corrected_at": moment(changed.since) if changed else None,
        "licence": one["licence"] or LICENCE_NOT_STATED,
    }


def _words(figures: Iterable[Row], at: datetime) -> dict[int, str]:
    """The first of the exact phrases that state each figure."""
    found = Evidence.objects.public(at).filter(observation_id__in=[one["pk"] for one in figures])
    listed = found.order_by("-pk").values_list("observation_id", "words")
    return dict(listed)  # the first written is the last read


def _editions(figures: Iterable[Row], at: datetime) -> dict[int, tuple[str, int]]:
    """Title and number of the edition in force of each release."""
    releases = {one["release_id"] for one in figures}
    found = Edition.objects.public(at).filter(release_id__in=releases)
    return {
        release: (title, number)
        for release, title, number in found.values_list("release_id", "title", "number")
    }


def _changes(figure_ids: Iterable[str], at: datetime) -> dict[str, FigureChange]:
    """The last change of each figure that has one."""
    by_id = figure_versions(figure_ids, at, changed_only=True)
    steps = {name: changes_between(versions) for name, versions in by_id.items()}
    return {name: found[0] for name, found in steps.items() if found}
