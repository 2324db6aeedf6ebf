"""What tests of imports share: a few reference rows, and a CSV made from plain rows."""

import csv
import io
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from operations.models import Category, Metric
from tests import factories

WEEK = {"period_kind": "week", "period_start": "2023-11-13", "period_end": "2023-11-19"}
HEADINGS = (
    "figure_id", "metric", "category", "value", "organisation", "period_kind", "period_start",
    "period_end", "as_stated",
)  # fmt: skip


@pytest.fixture
def named(db: None) -> dict[str, Any]:
    """Arrests (by drug), a share, two forces, an operation with a phase."""
    drug = factories.category(slug="cocaine", name="Cocaine")
    Category.objects.create(dimension=drug.dimension, slug="heroin", name="Heroin")
    operation = factories.operation(slug="sceptre", name="Sceptre")
    return {
        "arrests": factories.metric(slug="arrests", name="Arrests", dimension=drug.dimension),
        "share": factories.metric(
            slug="share-charged", name="Share charged", unit="percent", kind="share", counted=""
        ),
        "kent": factories.organisation(slug="kent", name="Kent Police", ons_code="E23000032"),
        "essex": factories.organisation(slug="essex", name="Essex Police"),
        "operation": operation,
        "phase": factories.phase(operation=operation, slug="november-2023", name="November 2023"),
        "publisher": factories.publisher(slug="npcc", name="NPCC"),
    }


def csv_of(rows: list[Mapping[str, Any]], headings: tuple[str, ...] = HEADINGS) -> bytes:
    """A CSV with these rows; what a row does not say is empty."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, headings, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def a_row(value: Any = 7, **cells: Any) -> dict[str, Any]:
    return {"metric": "arrests", "organisation": "kent", "value": value, **WEEK, **cells}


@pytest.fixture
def many_rows() -> Callable[[int], bytes]:
    """A CSV of so many figures, each of another week, of two forces."""

    def made(count: int) -> bytes:
        from datetime import date, timedelta

        first = date(1950, 1, 2)
        rows = []
        for number in range(count):
            monday = first + timedelta(days=7 * (number // 2))
            rows.append(
                a_row(
                    number,
                    organisation=("kent", "essex")[number % 2],
                    period_start=monday.isoformat(),
                    period_end=(monday + timedelta(days=6)).isoformat(),
                    as_stated=f"{number} arrests",
                )
            )
        return csv_of(rows)

    return made


def observed(metric: Metric, **fields: Any) -> Any:
    return factories.observation(factories.edition(), metric=metric, **fields)
