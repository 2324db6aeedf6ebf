"""What staff fill in about figures and claims. Every error says what to do."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from operations.anchoring import text_of
from operations.models import Claim, Evidence, Observation
from operations.stated_words import names_value
from releases.anchors import Finding, find_phrases
from releases.claims import check_claim
from releases.forms import StatementForm
from releases.models import Edition
from releases.quantities import NotCombinableError
from releases.text_fields import LinesField

LONGEST_PHRASE = 250
FIGURE_IDS_HELP = "Ids of figures, separated by commas."


def plain_number(value: Decimal) -> str:
    """A stored value as somebody would type it: 2780, not 2780.0000."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def missing_from(text: str, phrases: list[str]) -> list[str]:
    """Those of the phrases that the text does not have, letter for letter."""
    found = zip(phrases, find_phrases(text, phrases), strict=True)
    return [phrase for phrase, (finding, _) in found if finding is Finding.MISSING]


def title_of(edition_id: int | None) -> str:
    """A title may state a figure that the text below it does not."""
    edition = Edition.objects.filter(pk=edition_id or 0).only("title").first()
    return edition.title if edition else ""


class FigureForm(StatementForm):
    """One figure with the words that state it, one phrase a line."""

    words = LinesField(
        label="Words",
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text=(
            "The short phrase that states the figure, letter for letter, typing errors included. "
            "Where it is stated more than once, one phrase a line."
        ),
    )

    class Meta:
        model = Observation
        fields: Any = "__all__"

    def __init__(self, *args: Any, text: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.warnings: list[str] = []
        self.text = text
        if self.instance.pk:
            self.kept = list(self.instance.evidence.all())
            self.initial["words"] = "\n".join(one.words for one in self.kept)
            self.initial["value"] = plain_number(self.instance.value)

    def clean_words(self) -> list[str]:
        lines = (line.strip() for line in self.cleaned_data["words"].splitlines())
        phrases = [line for line in lines if line]
        for phrase in phrases:
            if len(phrase) > LONGEST_PHRASE:
                raise ValidationError(
                    f"“{phrase[:40]}…” has {len(phrase)} characters. A phrase may have up to "
                    f"{LONGEST_PHRASE}: keep only the words that state the figure."
                )
        return phrases

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        phrases, value = cleaned.get("words"), cleaned.get("value")
        edition = cleaned.get("edition") or self.instance.edition_id
        if self.text is None:
            self.text = text_of(getattr(edition, "pk", edition))
        if phrases and self.text:
            title = title_of(getattr(edition, "pk", edition))
            for phrase in missing_from(f"{self.text}\n{title}", phrases):
                self.add_error("words", f"These words are not in the text: “{phrase}”.")
        if phrases and value is not None and not names_value(value, phrases):
            self.warnings.append(
                f"{plain_number(value)}: the words “{phrases[0]}” do not name this number. "
                "It was saved. Check that they belong together."
            )
        return cleaned

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]
        self._save_words()

    def _save_words(self) -> None:
        phrases = self.cleaned_data["words"]
        if [one.words for one in getattr(self, "kept", [])] == phrases:
            return
        self.instance.evidence.all().delete()
        found = find_phrases(self.text or "", phrases)
        for phrase, (_, span) in zip(phrases, found, strict=True):
            Evidence.objects.create(
                observation=self.instance,
                release_id=self.instance.release_id,
                words=phrase,
                **({} if span is None else vars(span)),
            )


class FigureFormSet(forms.BaseInlineFormSet):
    """Fetches the edition's text once for all its figures."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        if not hasattr(self, "text"):
            self.text = text_of(self.instance.pk)
        return {**super().get_form_kwargs(index), "text": self.text}


class ClaimForm(StatementForm):
    """A rounded headline statement; whether it holds is said when it is saved."""

    class Meta:
        model = Claim
        fields: Any = "__all__"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.warnings: list[str] = []
        if self.instance.pk:
            self.initial["value"] = plain_number(self.instance.value)

    def clean_figure_ids(self) -> list[str]:
        names = list(dict.fromkeys(self.cleaned_data["figure_ids"]))
        known = set(
            Observation.objects.filter(figure_id__in=names).values_list("figure_id", flat=True)
        )
        if unknown := [name for name in names if name not in known]:
            raise ValidationError(f"There is no figure with the id {', '.join(unknown)}.")
        return names

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and self.has_changed():
            self._hold_against_figures(cleaned)
        return cleaned

    def _hold_against_figures(self, cleaned: dict[str, Any]) -> None:
        """Refuse nothing: a release may claim what its figures do not bear out. Say so."""
        newest = {
            figure.figure_id: figure
            for figure in Observation.objects.filter(figure_id__in=cleaned["figure_ids"])
            .select_related("metric")
            .order_by("edition__number")
        }
        parts = [(one.value, one.qualifier, one.metric.unit) for one in newest.values()]
        try:
            check = check_claim(cleaned["value"], cleaned["qualifier"], cleaned["unit"], parts)
        except (ValueError, NotCombinableError) as error:
            self.warnings.append(f"“{cleaned['words']}” can’t be checked: {error}")
            return
        if not check.holds:
            self.warnings.append(check.explanation)
