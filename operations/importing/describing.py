"""What an import would do, in words that a page can show and the import's row can keep."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from operations.figures import subject_of
from operations.importing import counting
from operations.importing.comparing import FIELDS, Comparison
from operations.importing.resource import differences
from operations.models import (
    Category,
    Metric,
    Observation,
    Operation,
    Organisation,
    Phase,
)
from operations.renderers.exact import digits
from releases.units import written

LISTED = 100
ADDS_UP = ("flow", "stock")
_NAMED = {
    "metric": Metric, "category": Category, "organisation": Organisation, "operation": Operation,
    "phase": Phase,
}  # fmt: skip


def difference(compared: Comparison, *, replaces_all: bool) -> dict[str, Any]:
    """Counts, totals for each metric, and the first rows of each fate."""
    counts = counting.counts(compared)
    changed = counting.listed(compared, "changed", LISTED) if counts["changed"] else []
    new = counting.listed(compared, "new", LISTED) if counts["new"] else []
    missing = counting.missing(compared, LISTED)
    names = _Names([*changed, *new, *missing])
    totals = [_total(one) for one in counting.totals(compared, without_missing=replaces_all)]
    return {
        "counts": counts,
        "totals": totals,
        "differ": sum(one["changed"] for one in totals),
        "same": sum(not one["changed"] for one in totals),
        "missing_count": counts["missing_in_draft"] + counts["missing_in_force"],
        "changed": [_changed(row, names) for row in changed],
        "new": [_told(row, names.figure(row)) for row in new],
        "missing": [
            _told(row, names.figure(row)) | {"in_draft": row["in_draft"]} for row in missing
        ],
    }


@dataclass
class _Names:
    """The rows that figures name, fetched once for all of them."""

    rows: Sequence[Mapping[str, Any]]

    def __post_init__(self) -> None:
        self.known: dict[str, dict[int, Any]] = {}
        for name, model in _NAMED.items():
            keys = {row.get(f"{before}{name}_id") for row in self.rows for before in ("", "was_")}
            rows: Any = model._default_manager.all()
            if name == "phase":
                rows = rows.select_related("operation")
            self.known[name] = rows.in_bulk([key for key in keys if key])

    def figure(self, row: Mapping[str, Any], before: str = "") -> Observation:
        """The figure of a row, not saved; ``before`` is “was_” for what stands."""
        figure = Observation(
            figure_id=row["figure_id"], **{name: row[f"{before}{name}"] for name in FIELDS}
        )
        for name, known in self.known.items():
            setattr(figure, name, known.get(row[f"{before}{name}_id"] or 0))
        figure.said = row[f"{before}words"] or ""  # type: ignore[attr-defined]
        return figure


def _changed(row: Mapping[str, Any], names: _Names) -> dict[str, Any]:
    was, now = names.figure(row, "was_"), names.figure(row)
    return _told(row, now) | {"was": was.shown, "fields": differences(was, now)}


def _told(row: Mapping[str, Any], figure: Observation) -> dict[str, Any]:
    about = (figure.metric.name, subject_of(figure), figure.period.label())
    return {
        "row": row["row"],
        "figure_id": row["figure_id"] if row.get("standing_id") or row.get("id") else "",
        "about": ", ".join(part for part in about if part),
        "now": figure.shown,
    }


def _total(one: Mapping[str, Any]) -> dict[str, Any]:
    adds_up = one["kind"] in ADDS_UP

    def said(value: Decimal | None) -> str:
        return written(value, one["unit"]) if value is not None else ""

    return {
        "metric": one["metric"],
        "was_number": one["was_number"],
        "was": said(one["was"]) if adds_up and one["was_number"] else "",
        "number": one["number"],
        "total": said(one["total"]) if adds_up else "",
        "low": said(one["low"]),
        "high": said(one["high"]),
        "changed": digits(one["was"]) != digits(one["total"]) or one["was_number"] != one["number"],
    }


def lines(told: Mapping[str, Any], problems: Iterable[object] = ()) -> list[str]:
    """The same for a terminal: counts first, then totals, then what changes."""
    counts = told["counts"]
    found = [
        f"{counts['new']:,} new, {counts['changed']:,} changed, {counts['unchanged']:,} unchanged; "
        f"{counts['missing_in_draft']:,} of the draft and {counts['missing_in_force']:,} in force "
        "are not in the file."
    ]
    found += [
        f"  {one['metric']}: {one['was_number']:,} figures → {one['number']:,}"
        + (f", total {one['was'] or 'none'} → {one['total']}" if one["total"] else "")
        for one in told["totals"]
    ]
    for one in told["changed"]:
        said = "; ".join(
            f"{f['column']} {f['was'] or '-'} → {f['now'] or '-'}" for f in one["fields"]
        )
        found.append(f"  Row {one['row']:,}, {one['figure_id']}, {one['about']}: {said}")
    return [*found, *(f"  {problem}" for problem in problems)]
