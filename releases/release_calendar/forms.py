"""What staff fill in for an entry of the calendar."""

import hashlib
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin

from releases.announcing import owes_reason, why_not
from releases.forms import PlainAutocompleteMultiple
from releases.models import Announcement, Notice, Publisher, Release
from releases.text_fields import LinesField

TAKE_OFF = "take off"


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class NoticeForm(forms.ModelForm):
    """What the entry is to say next; ``before`` is what it says now, None for a new one."""

    publisher = forms.ModelChoiceField(
        Publisher.objects.order_by("name"), help_text="Who will issue it."
    )
    reason = LinesField(
        label="Reason for the change",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text="The public reads it beside the date that was. Needed where a confirmed date "
        "moves, and where anything is cancelled.",
    )

    class Meta:
        model = Notice
        fields = ("title", "state", "planned_from", "planned_to", "planned_time", "note")
        widgets = {
            "title": forms.TextInput(attrs={"size": 80}),
            "planned_from": DayInput(),
            "planned_to": DayInput(),
            "planned_time": ClockInput(),
            "note": forms.Textarea(attrs={"rows": 2, "cols": 60}),
        }
        field_classes = {"note": LinesField}

    field_order = ("publisher", "title", "state", "planned_from", "planned_time", "planned_to")

    def __init__(
        self, data: Any = None, *, before: Notice | None, at: datetime, **kwargs: Any
    ) -> None:
        super().__init__(data, instance=_next_after(before), **kwargs)
        self.before = before
        self.at = at
        if before is None:
            del self.fields["reason"]
            self._leave_out_cancelled()
        else:
            del self.fields["publisher"]
            if before.planned.is_one_day:
                self.initial["planned_to"] = None

    def _leave_out_cancelled(self) -> None:
        """What was never announced can't be cancelled."""
        states: Any = self.fields["state"]
        states.choices = [c for c in states.choices if c[0] != Notice.State.CANCELLED]

    def _post_clean(self) -> None:
        """What only the whole notice can tell, once its fields are sound."""
        super()._post_clean()  # type: ignore[misc]
        if self.errors:
            return
        if sentence := why_not(self.instance, self.at):
            self.add_error("planned_from", sentence)
        owed = self.before is not None and owes_reason(self.before, self.instance)
        if owed and not self.cleaned_data["reason"]:
            self.add_error("reason", "Say why: the public reads it beside the date that was.")

    @property
    def fingerprint(self) -> str:
        """Of what was typed, so that what is published is what was read."""
        said = repr([(name, str(self.cleaned_data[name])) for name in self.fields])
        return hashlib.sha256(said.encode()).hexdigest()


class LinksForm(forms.Form):
    """The releases that came, or will come, of an entry."""

    releases = forms.ModelMultipleChoiceField(
        Release.objects.all(),
        required=False,
        widget=PlainAutocompleteMultiple(Announcement._meta.get_field("releases"), admin.site),
        help_text="For staff at once. The public sees a link to each only once it is public.",
    )


class TakeOffForm(forms.Form):
    """A reason, and a confirmation that nobody gives by mistake."""

    reason = LinesField(
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text="The public reads it in the entry’s place. Name no victim and no suspect.",
    )
    typed = forms.CharField(label=f"Type “{TAKE_OFF}” to confirm", max_length=20)

    def clean_typed(self) -> str:
        typed: str = self.cleaned_data["typed"]
        if typed.strip().casefold() != TAKE_OFF:
            raise forms.ValidationError(f"Type “{TAKE_OFF}”, or leave this page.")
        return typed


def _next_after(before: Notice | None) -> Notice:
    """An unsaved notice that says what the one before says."""
    if before is None:
        return Notice()
    kept = ("title", "state", "planned_from", "planned_to", "planned_time", "note")
    return Notice(**{name: getattr(before, name) for name in kept})
