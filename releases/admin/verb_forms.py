"""What a person fills in before a verb runs on an edition. Every error says what to do."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError

from releases import publishing
from releases.admin.approval_questions import ApprovalQuestions, answers_in, questions_for
from releases.admin.states import moment_words
from releases.models import BringForward, Edition
from releases.moment_fields import SplitLondonMomentField
from releases.text_fields import LinesField

PUBLISH_NOW = "publish now"
BRING_FORWARD = "bring forward"
HOLD_EVERYTHING = "hold everything"


def typed_field(words: str) -> forms.CharField:
    """A field that stops a hand that only meant to click."""
    return forms.CharField(label=f"Type “{words}” to confirm", max_length=120)


def typed_as_asked(typed: str, words: str) -> str:
    """What was typed, if it is what was asked for, in whatever case."""
    if " ".join(typed.split()).casefold() != words.casefold():
        raise ValidationError(f"Type “{words}”, or leave this page: nothing has been done.")
    return typed


class VerbForm(forms.Form):
    """What a person confirms before a verb runs on ``edition``; ``at`` is the page's instant."""

    # A page that shows what it will do only once it knows it asks again before it does it.
    is_read = True

    def __init__(self, *args: Any, edition: Edition, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        self.at = at


class ConfirmForm(VerbForm):
    """Nothing to fill in: the page says what the button does."""


class ReasonForm(VerbForm):
    """A reason for the record."""

    reason = LinesField(
        label="Reason",
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text="Kept for ever. Staff only.",
    )


class TakeBackForm(ReasonForm):
    """Stopping something must be easy, so the reason may stay blank."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False
        self.fields["reason"].help_text = "Kept for ever. Staff only. May stay blank."


class SendBackForm(ReasonForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "What has to change"
        self.fields["reason"].help_text = "Whoever wrote it reads this on the draft’s page."


class ApproveForm(VerbForm):
    """The fingerprint of what was read; at once needs a typed confirmation, and the answers.

    At the embargo a press of the button is enough.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    typed = typed_field(PUBLISH_NOW)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        embargo = self.edition.embargo_until
        self.at_once = embargo is None or embargo <= self.at + publishing.SOONEST
        self.fingerprint = publishing.fingerprint(self.edition)
        self.questions: list[ApprovalQuestions] = questions_for(
            self.edition, self.at, self.data if self.is_bound else None
        )
        if not self.at_once:
            del self.fields["typed"]

    def clean_typed(self) -> str:
        return typed_as_asked(self.cleaned_data["typed"], PUBLISH_NOW)

    @property
    def is_stale(self) -> bool:
        """Whether what was read is not what would be approved."""
        return self.is_bound and self.data.get("seen") != self.fingerprint

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.is_stale:
            raise ValidationError(
                "It was changed while you read it. Nothing was approved: read it again below."
            )
        answered = [form.is_valid() for form in self.questions]  # each shows its own errors
        if not all(answered):
            raise ValidationError("Answer every question below.")
        return cleaned

    @property
    def answers(self) -> dict[str, str]:
        return answers_in(self.questions)


class MomentForm(ReasonForm):
    """A moment, which is shown in words and confirmed before anything is done."""

    embargo_until = SplitLondonMomentField(
        label="New moment (London time)", widget=AdminSplitDateTime
    )
    read = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order: Any = ("embargo_until", "reason", "read")

    @property
    def moment(self) -> datetime | None:
        return self.cleaned_data.get("embargo_until") if self.is_bound else None

    @property
    def moment_as_read(self) -> str:
        """What the page carries once it has shown the moment in words."""
        return self.moment.isoformat() if self.moment else ""

    @property
    def moment_words(self) -> str:
        return moment_words(self.moment) if self.moment else ""

    @property
    def is_read(self) -> bool:  # type: ignore[override]
        return self.cleaned_data["read"] == self.moment_as_read


class MoveForm(MomentForm):
    def clean_embargo_until(self) -> datetime:
        moment: datetime = self.cleaned_data["embargo_until"]
        planned = self.edition.published_from
        if planned is not None and moment <= planned:
            raise ValidationError(
                f"That is not later than planned: {moment_words(planned)}. To let it out earlier, "
                "go back and ask for it: another person must agree."
            )
        return moment


class AskEarlierForm(MomentForm):
    """An earlier moment, or none for at once; nothing changes until another person agrees."""

    at_once = forms.BooleanField(
        label="At once, five seconds after another person has agreed",
        label_suffix="",
        required=False,
    )
    field_order = ("at_once", "embargo_until", "reason", "read")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["embargo_until"].required = False
        self.fields["embargo_until"].label = "Or at this moment (London time)"
        self.fields[
            "reason"
        ].help_text = "Kept for ever. If the embargo was broken elsewhere, say by whom and when."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        moment, planned = cleaned.get("embargo_until"), self.edition.published_from
        if bool(moment) == cleaned["at_once"] and "embargo_until" not in self.errors:
            raise ValidationError("Choose “at once”, or give a moment: one of the two.")
        if moment and planned and moment >= planned:
            self.add_error(
                "embargo_until",
                f"That is not earlier than planned: {moment_words(planned)}. To let it out later, "
                "go back and move it.",
            )
        return cleaned

    @property
    def moment_words(self) -> str:
        if self.is_bound and self.cleaned_data.get("at_once"):
            return "At once, five seconds after another person has agreed"
        return super().moment_words

    @property
    def moment_as_read(self) -> str:
        return super().moment_as_read or "at once"


class GrantForm(VerbForm):
    """The second person types, since it can't be undone once the moment has come."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    typed = typed_field(BRING_FORWARD)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = waiting_request(self.edition)
        asked = self.asked
        self.at_once = asked is None or (
            asked.embargo_until is None or asked.embargo_until <= self.at + publishing.SOONEST
        )
        self.words = PUBLISH_NOW if self.at_once else BRING_FORWARD
        self.fields["typed"].label = f"Type “{self.words}” to confirm"
        self.fingerprint = f"{asked.pk}" if asked else ""

    def clean_typed(self) -> str:
        return typed_as_asked(self.cleaned_data["typed"], self.words)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("seen") != self.fingerprint:
            raise ValidationError("Another request stands here now. Read it again.")
        return cleaned


class CorrectForm(ReasonForm):
    """What readers must not mix up: an error put right, and a revision that was planned."""

    kind = forms.ChoiceField(
        label="What kind of change is it?",
        choices=Edition.ChangeKind.choices,
        widget=forms.RadioSelect,
    )
    field_order = ("kind", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "What changes, and why"
        self.fields[
            "reason"
        ].help_text = "The public will read it beside the new edition. You can edit it there."


class WithdrawForm(ReasonForm):
    typed = forms.CharField(label="Type the release’s address to confirm", max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "reason"
        ].help_text = "The public reads it in the release’s place. Name no victim and no suspect."
        self.fields["typed"].help_text = f"It is: {self.edition.release.slug}"

    def clean_typed(self) -> str:
        typed = self.cleaned_data["typed"].strip()
        if typed != self.edition.release.slug:
            raise ValidationError("That is not this release’s address. Nothing was withdrawn.")
        return typed


class LetOutForm(forms.Form):
    """A reference row goes out at once, so that is typed as well."""

    typed = typed_field(PUBLISH_NOW)

    def clean_typed(self) -> str:
        return typed_as_asked(self.cleaned_data["typed"], PUBLISH_NOW)


class HoldEverythingForm(forms.Form):
    reason = LinesField(
        label="Reason",
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text="Kept for ever. Whoever ends the holds will read it. Staff only.",
    )
    typed = typed_field(HOLD_EVERYTHING)

    def clean_typed(self) -> str:
        return typed_as_asked(self.cleaned_data["typed"], HOLD_EVERYTHING)


def waiting_request(edition: Edition) -> BringForward | None:
    """The request for an earlier moment that waits for a second person, if there is one."""
    return edition.requests.filter(outcome=BringForward.Outcome.WAITING).first()
