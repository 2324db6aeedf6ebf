"""The form that builds the code for a chart on somebody else's page."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from operations.embeds.code import LEAST_WIDTH
from operations.models import Chart

WIDEST = 1400
NO_SUCH_CHART = "Choose a chart from the list."
NO_WIDTH = f"Write a whole number from {LEAST_WIDTH} to {WIDEST}, or leave it empty."

THEMES = [("auto", "the page’s"), ("light", "light"), ("dark", "dark")]
STANDS = [("live", "as it stands: corrections reach the article"), ("pinned", "as it is now")]
_SELECT = {"class": "govuk-select"}
_WIDTH = {"class": "govuk-input govuk-input--width-4", "inputmode": "numeric"}


class UseForm(forms.Form):
    """``charts`` are those that the public sees; the first is taken where none is asked for."""

    chart = forms.ChoiceField(
        widget=forms.Select(attrs=_SELECT),
        error_messages={"invalid_choice": NO_SUCH_CHART},
        required=False,
    )
    theme = forms.ChoiceField(
        choices=THEMES, widget=forms.Select(attrs=_SELECT), label="Colours", required=False,
        error_messages={"invalid_choice": "Choose colours from the list."},
    )  # fmt: skip
    stands = forms.ChoiceField(
        choices=STANDS, widget=forms.Select(attrs=_SELECT), label="Show the chart", required=False,
        error_messages={"invalid_choice": "Choose from the list."},
    )  # fmt: skip
    width = forms.IntegerField(
        widget=forms.TextInput(attrs=_WIDTH), required=False, label="Width in pixels",
        help_text=f"Empty: as wide as its column. From {LEAST_WIDTH}.",
        validators=[MinValueValidator(LEAST_WIDTH, NO_WIDTH), MaxValueValidator(WIDEST, NO_WIDTH)],
        error_messages={"invalid": NO_WIDTH},
    )  # fmt: skip

    def __init__(self, *args: Any, charts: Sequence[Chart], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["chart"]
        chosen.choices = [(chart.slug, chart.title) for chart in charts]
