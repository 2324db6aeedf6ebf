"""What a content file may say is what the models can hold: the reader spells it without Django."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import models

from operations.content import entries, references
from operations.content import releases as reading_releases
from operations.content.tables import Table
from operations.models import (
    Category,
    Chart,
    ChartLine,
    Claim,
    Dimension,
    Evidence,
    Metric,
    Observation,
    Operation,
    Organisation,
    Phase,
    Unit,
)
from releases.models import Edition, Publisher, Quotation, Release, Speaker, Topic


@pytest.mark.parametrize(
    ("spelt", "choices"),
    [
        (entries.UNITS, Unit.values),
        (entries.ORGANISATION_KINDS, Organisation.Kind.values),
        (entries.METRIC_KINDS, Metric.Kind.values),
        (entries.BETTER, Metric.Better.values),
        (entries.PER, Metric.Per.values),
        (entries.STATUSES, Observation.Status.values),
        (entries.CHART_KINDS, Chart.Kind.values),
        (entries.CHART_ALONG, Chart.Along.values),
        (entries.LINE_ROLES, ChartLine.Role.values),
    ],
)
def test_choices_are_the_models(spelt: tuple[str, ...], choices: list[str]) -> None:
    assert sorted(spelt) == sorted(choices)


# Keys whose field has another name, or is another model's.
ELSEWHERE: dict[tuple[str, str], tuple[type[models.Model], str]] = {
    ("via", "title"): (Release, "via_title"),
    ("via", "url"): (Release, "via_url"),
    ("release", "title"): (Edition, "title"),
    ("edition", "video_url"): (Edition, "video_url"),
    ("embargo", "as_stated"): (Edition, "embargo_as_stated"),
    ("date", "basis"): (Edition, "issued_basis"),
    ("period", "basis"): (Observation, "period_basis"),
    ("quotation", "speaker"): (Speaker, "name"),
}
MODELS: dict[str, type[models.Model]] = {
    "topic": Topic,
    "publisher": Publisher,
    "organisation": Organisation,
    "dimension": Dimension,
    "category": Category,
    "operation": Operation,
    "phase": Phase,
    "metric": Metric,
    "chart": Chart,
    "line": ChartLine,
    "release": Release,
    "figure": Observation,
    "claim": Claim,
    "quotation": Quotation,
    "later edition": Edition,
}


class Recording(Table):
    """A table that answers anything, and notes how long each text may be."""

    name = ""
    seen: dict[tuple[str, str], int]

    def text(self, key: str, *, most: int = 0, required: bool = False, default: str = "") -> str:
        self.seen[self.name, key] = most
        return "week" if key == "kind" else ""

    def table(self, key: str) -> Table | None:
        return recording(key, self.seen)

    def tables(self, key: str, *, defaults: Table | None = None) -> Iterator[Table]:
        names = {"categories": "category", "later_editions": "later edition"}
        yield recording(names.get(key, key.removesuffix("s")), self.seen)

    def refuse_unknown(self) -> None:
        """Nothing is unknown here."""


def recording(name: str, seen: dict[tuple[str, str], int]) -> Recording:
    table = Recording({}, file="x.toml", problems=[])
    table.name, table.seen = name, seen
    return table


def limits() -> dict[tuple[str, str], int]:
    seen: dict[tuple[str, str], int] = {}
    for name in ("topic", "publisher", "organisation", "dimension", "operation", "metric", "chart"):
        read: Any = getattr(references, name)
        read(recording(name, seen))
    reading_releases.release(recording("release", seen))
    return seen


def test_texts_are_no_longer_than_their_columns() -> None:
    checked = 0
    for (table, key), most in limits().items():
        model, name = ELSEWHERE.get((table, key), (MODELS.get(table), key))
        names = {f.name for f in model._meta.get_fields()} if model else set()
        field = model._meta.get_field(name) if model and name in names else None
        if isinstance(field, models.CharField) and not field.choices:
            assert 0 < most <= (field.max_length or 0), (table, key)
            checked += 1
    assert checked > 35


def test_phrases_are_no_longer_than_their_column() -> None:
    field = Evidence._meta.get_field("words")
    assert field.max_length == reading_releases.LONGEST_PHRASE
