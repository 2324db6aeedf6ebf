"""What a request asks of the page: which figures, and how its table shows them."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpRequest

from operations.explore.address import Address, pairs_of
from operations.explore.columns import COLUMNS, USUAL_COLUMNS
from operations.explore.sorting import SORTS, USUAL_SORT
from operations.opendata.choice import FigureFilter

ROWS_ON_A_PAGE = 100
# Beyond these, whoever wants them is better served by a file.
MOST_ROWS = 10_000
LAST_PAGE = MOST_ROWS // ROWS_ON_A_PAGE


@dataclass(frozen=True)
class Problem:
    """What is wrong with one filter: ``place`` is the id of where it can be put right."""

    place: str
    label: str
    words: str


class ColumnsField(forms.Field):
    """Names of columns, joined by commas or each by itself; cleans to those, in our order."""

    def clean(self, value: Any) -> tuple[str, ...]:
        asked = [name for one in value or [] for name in one.split(",") if name]
        unknown = [name for name in asked if name not in COLUMNS]
        if unknown:
            raise forms.ValidationError(
                f"“{self.label}” has no choice “{unknown[0][:100]}”. Choose those listed."
            )
        return tuple(name for name in COLUMNS if name in asked) or USUAL_COLUMNS


class TableForm(forms.Form):
    """How the table shows the figures."""

    columns = ColumnsField(label="Columns", required=False, widget=forms.MultipleHiddenInput)
    sort = forms.ChoiceField(
        label="Order",
        required=False,
        choices=list(SORTS.items()),
        error_messages={
            "invalid_choice": "The table can’t be put in the order “%(value).100s”. Choose the "
            "head of a column."
        },
    )
    chart = forms.ChoiceField(label="Chart", required=False, choices=[("drawn", "drawn")])


class Asked:
    """A request for figures, read once; the filters are those of pages, files and programs."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.choice = FigureFilter(request.GET, request=request)
        self.table = TableForm(request.GET)

    @property
    def is_valid(self) -> bool:
        return self.choice.form.is_valid() and self.table.is_valid()

    @cached_property
    def problems(self) -> list[Problem]:
        """Everything that is wrong, in the order of the page."""
        found = []
        for form in (self.choice.form, self.table):
            for name, errors in form.errors.items():
                # The order is chosen at the figures themselves.
                place = "figures" if name in ("sort", "chart") else f"group-{name}"
                label = str(form.fields[name].label)
                found += [Problem(place, label, str(error)) for error in errors]
        return found

    @cached_property
    def address(self) -> Address:
        """The one spelling of what is asked; for a request with problems, of its filters alone."""
        pairs = pairs_of(self.request.GET, FigureFilter.base_filters)
        usual = Address(
            pairs,
            USUAL_SORT,
            USUAL_COLUMNS,
            usual_sort=USUAL_SORT,
            usual_columns=USUAL_COLUMNS,
        )
        if not self.table.is_valid():
            return usual
        told = self.table.cleaned_data
        return replace(
            usual,
            sort=told["sort"] or USUAL_SORT,
            columns=told["columns"],
            page=self.page or 1,
            draws=bool(told["chart"]),
        )

    @cached_property
    def page(self) -> int | None:
        """The number of the page asked for; None where it is no number of a page."""
        text = self.request.GET.get("page", "") or "1"
        is_number = text.isascii() and text.isdigit() and len(text) <= 9
        return int(text) if is_number and int(text) > 0 else None
