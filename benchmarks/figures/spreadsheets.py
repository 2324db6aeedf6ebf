"""Synthetic figures as the spreadsheet that a press officer would import. Pure, no Django."""

import csv
from collections.abc import Iterable
from pathlib import Path

from benchmarks.figures import recipe

HEADINGS = (
    "figure_id", "metric", "value", "qualifier", "period_start", "period_end", "period_kind",
    "organisation", "coverage_note", "status", "as_stated",
)  # fmt: skip


def write(path: Path, stated: Iterable[tuple[recipe.MetricPlan, recipe.Figure]]) -> int:
    """Write the figures, each with its metric; returns how many."""
    count = 0
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(HEADINGS)
        for plan, one in stated:
            rows.writerow(
                (one.figure_id, plan.slug, one.value, one.qualifier, one.start, one.end, "week",
                 one.force, one.coverage, one.status, one.words)
            )  # fmt: skip
            count += 1
    return count
