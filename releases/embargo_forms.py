"""A form in which an embargo can't be saved that differs from its words, unless somebody says why.

One rule with submitting and approving (``Edition.hindrances``) and with the texts taken in:
``releases.embargo_agreement``. Here it is asked of the text as it was posted with the form.
"""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from releases.embargo_agreement import disagreements
from releases.models import Edition, SourceText

DIFFERS = "This is not what the words say: see below."
SAY_WHY = "Say why the embargo is not the one that the words state. Staff alone read it."
SAY_WHY_ANEW = "This was said of another moment or another text: say why of this one."


class AgreedEmbargoForm(forms.ModelForm):
    """For an edition whose full text stands on the same page, as the admin's inline."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not {"embargo_until", "embargo_as_stated"} & self.errors.keys():
            self._require_agreement(cleaned)
        return cleaned

    def _require_agreement(self, cleaned: dict[str, Any]) -> None:
        now = self._differing(
            self._posted_text(), cleaned.get("embargo_as_stated"), cleaned.get("embargo_until")
        )
        if not now:
            return
        reason = (cleaned.get("embargo_reason") or "").strip()
        if reason and ("embargo_reason" in self.changed_data or now == self._differing_before()):
            return
        self.add_error("embargo_until", DIFFERS)
        for sentence in (*now, SAY_WHY_ANEW if reason else SAY_WHY):
            self.add_error("embargo_reason", sentence)

    def _differing_before(self) -> tuple[str, ...]:
        """What the reason on the page was said of."""
        stated = self.initial.get("embargo_as_stated")
        return self._differing(self._saved_text(), stated, self.initial.get("embargo_until"))

    def _differing(
        self, text: str, as_stated: str | None, until: datetime | None
    ) -> tuple[str, ...]:
        edition: Edition = self.instance
        today = edition.day_to_read_by(until, timezone.now())
        return disagreements(text, as_stated or "", until, today=today)

    def _posted_text(self) -> str:
        """The full text as the page's inline has it, or as it is saved where it has none."""
        inline = SourceText._meta.get_field("edition").remote_field.get_accessor_name()
        if f"{inline}-TOTAL_FORMS" not in self.data:
            return self._saved_text()
        if self.data.get(f"{inline}-0-DELETE"):
            return ""
        return self.data.get(f"{inline}-0-text", "")

    def _saved_text(self) -> str:
        return self.instance.full_text() if self.instance.pk else ""
