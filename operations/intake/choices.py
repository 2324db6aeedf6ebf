"""The rows that a card may name, by the words that a person types for them.

Five queries a page, however many cards it has; the words are suggested by one list a page.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

from operations.intake.widgets import QuickInput
from operations.models import Category, Metric, Operation, Organisation, Phase


@dataclass(frozen=True)
class Named:
    """Rows of one kind: ``kind`` is what a sentence calls one of them."""

    kind: str
    labels: Mapping[int, str]
    rows: Mapping[int, Any]

    def row(self, words: str) -> Any:
        """The row of this label, or of this number. Raises ValidationError, with a sentence."""
        wanted = " ".join(words.split()).casefold()
        for pk, label in self.labels.items():
            if label.casefold() == wanted:
                return self.rows[pk]
        # The pop-up window in which a row is made puts its number into the field.
        if wanted.isdecimal() and int(wanted) in self.rows:
            return self.rows[int(wanted)]
        raise ValidationError(
            f"There is no {self.kind} called “{words}”. Choose one from the list, "
            "or leave it empty."
        )

    def label(self, pk: int | None) -> str:
        return self.labels.get(pk, "") if pk is not None else ""


def named(kind: str, rows: Iterable[Model], label: Any = str) -> Named:
    """Rows by label; where two have the same, the address tells them apart."""
    listed = list(rows)
    times: dict[str, int] = {}
    for row in listed:
        times[label(row)] = times.get(label(row), 0) + 1
    labels = {
        row.pk: label(row) if times[label(row)] == 1 else f"{label(row)} ({_slug(row)})"
        for row in listed
    }
    return Named(kind, labels, {row.pk: row for row in listed})


def _slug(row: Any) -> str:
    return str(getattr(row, "slug", row.pk))


@dataclass(frozen=True)
class Choices:
    """What the cards of one page may name."""

    metric: Named
    category: Named
    organisation: Named
    operation: Named
    phase: Named

    @classmethod
    def fetched(cls) -> "Choices":
        return cls(
            metric=named("metric", Metric.objects.order_by("name")),
            category=named(
                "category",
                Category.objects.select_related("dimension"),
                lambda row: f"{row.dimension}: {row}",
            ),
            organisation=named("organisation", Organisation.objects.order_by("name")),
            operation=named("operation", Operation.objects.order_by("name")),
            phase=named("phase", Phase.objects.select_related("operation")),
        )

    def of(self, field: str) -> Named:
        found: Named = getattr(self, field)
        return found

    def lists(self) -> dict[str, list[str]]:
        """The labels of each kind, for the page's lists of suggestions."""
        return {
            name: sorted(self.of(name).labels.values(), key=str.casefold)
            for name in ("metric", "category", "organisation", "operation", "phase")
        }


class NamedField(forms.CharField):
    """A row named by its label, with suggestions from the list ``known-<kind>`` of the page."""

    def __init__(self, choices: Named, *, list_id: str, **kwargs: Any) -> None:
        attrs = {"list": list_id, "autocomplete": "off"}
        super().__init__(widget=QuickInput(attrs=attrs), required=False, **kwargs)
        self.choices = choices

    def prepare_value(self, value: Any) -> Any:
        """The label of a row's number, as the form is first shown; typed words as they are."""
        return self.choices.label(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        return self.choices.row(words) if words else None
