"""What staff fill in about a chart and its lines. Every error says what to do.

However many lines a chart has, their choices are fetched in one question for each field.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import models

from operations.guard.guarding import shares_an_axis
from operations.models import Chart, ChartLine
from operations.periods import PeriodKind
from releases.forms import KnownChoicesForm

# What a choice fetches with it, so that its name can be written without another question.
WITH_IT = {"category": ("dimension",), "phase": ("operation",), "metric": ("dimension",)}


class KnownChoiceField(forms.ModelChoiceField):
    """Asks nothing about a choice that was fetched with those of the other lines."""

    known: Mapping[str, models.Model] = {}

    def to_python(self, value: Any) -> Any:
        found = self.known.get(str(value))
        return super().to_python(value) if found is None else found


class ChartForm(forms.ModelForm):
    class Meta:
        model = Chart
        fields: Any = "__all__"


class ChartLineForm(KnownChoicesForm):
    period_kinds = forms.MultipleChoiceField(
        choices=[(kind.value, kind.value.replace("_", " ")) for kind in PeriodKind],
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 4}),
        help_text="Only figures for such periods. Choose none for all.",
    )

    class Meta:
        model = ChartLine
        fields: Any = "__all__"

    def __init__(
        self,
        *args: Any,
        known: Mapping[str, Mapping[str, models.Model]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (known or {}).items():
            field = self.fields.get(name)
            if not isinstance(field, KnownChoiceField):
                continue
            field.known = choices
            widget: Any = getattr(field.widget, "widget", field.widget)
            if hasattr(widget, "known"):
                widget.known = {pk: str(one) for pk, one in choices.items()} | widget.known

    def clean(self) -> dict[str, Any]:
        """A category of another dimension would show nothing, and nobody would see why."""
        cleaned = super().clean() or self.cleaned_data
        metric, category = cleaned.get("metric"), cleaned.get("category")
        if metric and category and category.dimension_id != metric.dimension_id:
            self.add_error(
                "category",
                f"“{metric}” is not broken down by {category.dimension}. Choose a category of "
                "the metric’s own dimension, or none.",
            )
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """The model would look for each choice again, though the field has just found it."""
        chosen = {
            name for name, field in self.fields.items() if isinstance(field, KnownChoiceField)
        }
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded | chosen


class ChartLineFormSet(forms.BaseInlineFormSet):
    """The lines of a chart together: never two units on one axis."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        if not hasattr(self, "known"):
            self.known = self._fetched() if self.is_bound else {}
        return {**super().get_form_kwargs(index), "known": self.known}

    def _fetched(self) -> dict[str, dict[str, models.Model]]:
        """What the lines as sent choose, by field and key; what there is not is left out."""
        found: dict[str, dict[str, models.Model]] = {}
        for name, field in self.form.base_fields.items():
            if isinstance(field, KnownChoiceField) and field.queryset is not None:
                numbers = range(self.total_form_count())
                sent = {self.data.get(f"{self.prefix}-{number}-{name}", "") for number in numbers}
                keys = [key for key in sent if key.isascii() and key.isdigit() and len(key) < 19]
                rows = field.queryset.filter(pk__in=keys) if keys else field.queryset.none()
                fetched = rows.select_related(*WITH_IT.get(name, ()))
                found[name] = {str(row.pk): row for row in fetched}
        return found

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        name = ChartLine._meta.pk.name
        usual = form.fields[name]
        field = KnownChoiceField(
            usual.queryset, initial=usual.initial, required=False, widget=usual.widget
        )
        field.known = {str(row.pk): row for row in self.get_queryset()}
        form.fields[name] = field

    def clean(self) -> None:
        super().clean()
        lines = [form.cleaned_data for form in self.forms if not form.errors]
        # A line of changes has no axis: it fills a gap of another.
        metrics = [
            line["metric"]
            for line in lines
            if line.get("metric")
            and not line.get("DELETE")
            and line.get("role") != ChartLine.Role.IMPLIED
        ]
        units = sorted({metric.get_unit_display() for metric in metrics})
        if len(units) > 1 and shares_an_axis(self.instance.kind):
            raise forms.ValidationError(
                f"These lines would put {' and '.join(units)} on one axis. Make a chart of each, "
                "or choose “big numbers” as the kind."
            )
