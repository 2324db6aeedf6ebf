"""What staff fill in while a text is reviewed. Every error is a sentence that says what to do."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from operations.forms import plain_number
from operations.intake.choices import Choices, Named, NamedField
from operations.intake.widgets import QuickDay, QuickInput, QuickSelect
from operations.models import AREA_CHOICES, Candidate, Intake, Observation, SpokenCandidate
from operations.models.intake import PERIOD_KINDS, QUALIFIERS
from releases.admin.states import moment_words
from releases.models import Topic
from releases.moment_fields import LondonMomentField
from releases.reading import LONGEST
from releases.text_fields import LinesField
from releases.units import UNITS

OTHER, NONE = "other", "none"
NAMED = ("metric", "category", "organisation", "operation", "phase")


class TakeInForm(forms.Form):
    """A text to take in: pasted, or in a file."""

    text = forms.CharField(
        label="Paste the release",
        required=False,
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 18, "cols": 80, "spellcheck": "false"}),
        help_text="With its title, embargo and notes to editors. One release, or several.",
    )
    file = forms.FileField(
        label="Or choose its file",
        required=False,
        help_text="A .docx, .html, .pdf or .txt file.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        pasted, file = (cleaned.get("text") or "").strip(), cleaned.get("file")
        if pasted and file:
            raise ValidationError("Paste the text or choose a file, not both.")
        if not pasted and not file and not self.errors:
            raise ValidationError("Paste the text of the release, or choose its file.")
        return cleaned


class DayField(forms.DateField):
    """A day, in the browser’s own picker; typed days are in British order."""

    def __init__(self, **kwargs: Any) -> None:
        formats = ["%Y-%m-%d", "%d/%m/%Y"]
        super().__init__(widget=QuickDay, input_formats=formats, required=False, **kwargs)


class CandidateForm(forms.Form):
    """One figure that was read: what it is of, and how it is stated."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    value = forms.DecimalField(max_digits=20, decimal_places=6, widget=QuickInput)
    unit = forms.ChoiceField(widget=QuickSelect)
    qualifier = forms.ChoiceField(choices=QUALIFIERS, required=False, widget=QuickSelect)
    status = forms.ChoiceField(
        choices=[("", "as stated"), *Observation.Status.choices],
        required=False,
        widget=QuickSelect,
    )
    what = forms.CharField(
        label="What was counted", max_length=250, required=False, widget=QuickInput
    )
    area = forms.ChoiceField(
        choices=[("", "none"), *AREA_CHOICES], required=False, widget=QuickSelect
    )
    period_kind = forms.ChoiceField(
        label="Kind of period", choices=PERIOD_KINDS, widget=QuickSelect
    )
    period_start = DayField(label="First day")
    period_end = DayField(label="Last day")
    period_basis = forms.CharField(
        label="How it is known", max_length=250, required=False, widget=QuickInput
    )
    coverage = forms.CharField(max_length=250, required=False, widget=QuickInput)
    is_partial = forms.BooleanField(label="Not all have reported", required=False)
    is_running_total = forms.BooleanField(label="Running total", required=False)
    is_claim = forms.BooleanField(label="Rounded statement: sums up other figures", required=False)
    note = LinesField(required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(
        self,
        data: Any = None,
        *,
        candidate: Candidate,
        choices: Choices,
        others: Named,
    ) -> None:
        super().__init__(data, auto_id=f"candidate-{candidate.pk}-%s", initial=_initial(candidate))
        self.candidate = candidate
        self.fields["unit"].choices = _units(candidate.unit)  # type: ignore[attr-defined]
        for name in NAMED:
            self.fields[name] = NamedField(choices.of(name), list_id=f"known-{name}")
        self.fields["same_as"] = NamedField(others, list_id="known-statements", label="The same as")
        if candidate.is_claim:
            self.fields["parts"] = forms.MultipleChoiceField(
                label="Sums up",
                required=False,
                choices=[(pk, label) for pk, label in others.labels.items() if pk != candidate.pk],
                widget=forms.SelectMultiple(attrs={"size": 6}),
            )
            self.initial["parts"] = [part.pk for part in candidate.parts.all()]

    def clean_same_as(self) -> Candidate | None:
        same: Candidate | None = self.cleaned_data["same_as"]
        if same is not None and same.pk == self.candidate.pk:
            raise ValidationError("A figure can’t repeat itself: choose another, or none.")
        return same

    def values(self) -> dict[str, Any]:
        """What ``operations.intake.deciding`` takes."""
        return {name: value for name, value in self.cleaned_data.items()
                if name not in ("version", "parts")}  # fmt: skip

    def parts(self, candidates: Mapping[int, Candidate]) -> list[Candidate] | None:
        """The figures that a claim sums up; None where the form does not ask for them."""
        chosen = self.cleaned_data.get("parts")
        return None if chosen is None else [candidates[int(pk)] for pk in chosen]


def _initial(candidate: Candidate) -> dict[str, Any]:
    fields = (
        "version", "unit", "qualifier", "status", "what", "area", "period_kind", "period_start",
        "period_end", "period_basis", "coverage", "is_partial", "is_running_total", "is_claim",
        "note",
    )  # fmt: skip
    initial = {name: getattr(candidate, name) for name in fields}
    initial |= {name: getattr(candidate, f"{name}_id") for name in (*NAMED, "same_as")}
    return initial | {"value": plain_number(candidate.value)}


def _units(stated: str) -> list[tuple[str, str]]:
    """The site's units, and the one that is stated if that is another."""
    known = [(code, unit.plural or "a count") for code, unit in UNITS.items()]
    return known if stated in UNITS else [*known, (stated, stated)]


class QuotationForm(forms.Form):
    """Who said what."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    speaker_name = forms.CharField(
        label="Speaker",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "known-speakers", "autocomplete": "off"}),
    )
    role = forms.CharField(max_length=250, required=False)
    words = LinesField(widget=forms.Textarea(attrs={"rows": 4}))
    gist = LinesField(
        label="What is said, in our own words",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, *, quotation: SpokenCandidate) -> None:
        names = ("version", "speaker_name", "role", "words", "gist")
        super().__init__(
            data,
            auto_id=f"quotation-{quotation.pk}-%s",
            initial={name: getattr(quotation, name) for name in names},
        )


class HeaderForm(forms.ModelForm):
    """What the draft says beside its figures. A doubtful embargo is answered by choosing."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    embargo_choice = forms.ChoiceField(
        label="When may it be public?", widget=forms.RadioSelect, required=False
    )
    embargo_until = LondonMomentField(
        label="Embargo until (London time)",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M"],
    )
    issued_earliest = DayField(label="Issued, earliest")
    issued_latest = DayField(label="Issued, latest")
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Intake
        fields = (
            "change_note", "title", "slug", "publisher", "topics", "summary", "notes",
            "embargo_until", "embargo_as_stated", "issued_earliest", "issued_latest",
            "issued_basis",
        )  # fmt: skip
        widgets = {
            name: forms.Textarea(attrs={"rows": 3}) for name in ("summary", "notes", "change_note")
        }
        field_classes = dict.fromkeys(widgets, LinesField)

    def __init__(self, data: Any = None, *, instance: Intake) -> None:
        super().__init__(data, auto_id="header-%s", instance=instance)
        self.initial["version"] = self.instance.version
        if self.instance.corrects_id is None:
            del self.fields["change_note"]
        self.moments = [datetime.fromisoformat(text) for text in self.instance.embargo_choices]
        self.fields["embargo_choice"].choices = [  # type: ignore[attr-defined]
            *((moment.isoformat(), moment_words(moment)) for moment in self.moments),
            (OTHER, "At the moment given below"),
            (NONE, "At once: there is no embargo"),
        ]
        self.initial["embargo_choice"] = self._answered()

    def _answered(self) -> str:
        if self.instance.embargo_answer == Intake.EmbargoAnswer.WAITING:
            return ""
        until = self.instance.embargo_until
        if until is None:
            return NONE
        same = [moment for moment in self.moments if moment == until]
        return same[0].isoformat() if same else OTHER

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        choice, until = cleaned.get("embargo_choice"), cleaned.get("embargo_until")
        if choice == OTHER and until is None and "embargo_until" not in self.errors:
            self.add_error("embargo_until", "Give the day and the time at which the embargo ends.")
        if choice == NONE:
            cleaned["embargo_until"] = None
        elif choice and choice != OTHER:
            cleaned["embargo_until"] = datetime.fromisoformat(choice)
        return cleaned

    def values(self) -> dict[str, Any]:
        """The fields to write, with who answers for the embargo: the text, or this person."""
        taken = ("version", "topics", "embargo_choice")
        values = {name: value for name, value in self.cleaned_data.items() if name not in taken}
        answer = Intake.EmbargoAnswer(self.instance.embargo_answer)
        if not self.cleaned_data["embargo_choice"]:
            values.pop("embargo_until", None)
        elif "embargo_choice" in self.changed_data or "embargo_until" in self.changed_data:
            answer = Intake.EmbargoAnswer.CONFIRMED
        return values | {"embargo_answer": answer}
