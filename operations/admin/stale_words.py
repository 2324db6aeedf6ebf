"""On the approve page: every place whose words lean on a figure that changes, to answer there."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django import forms
from django.forms import BoundField
from django.urls import NoReverseMatch, reverse

from operations.models import ChartLine
from operations.stale_places import Remedy, StalePlace, stale_places
from operations.stale_words import KEEP, LATER, NEW, problem_with
from releases.admin.approval_questions import ApprovalQuestions, asked
from releases.models import Edition, Wording
from releases.published import Statement
from releases.text_fields import LinesField

RENEW = "new"
CHOICES = {
    KEEP: "Still right",
    RENEW: "Not right any more: these words instead",
    LATER: "Not right any more: it will be put right by itself",
}


@dataclass(frozen=True)
class AskedPlace:
    """A place as the page shows it, with its two fields."""

    place: StalePlace
    answer: BoundField
    words: BoundField | None
    url: str
    is_own: bool

    @property
    def of(self) -> str:
        """Whose words they are; empty where they say it themselves."""
        name = str(self.place.row)
        return "" if name == self.place.words else name

    @property
    def where(self) -> str:
        """How near to the edition: what is not a reference row belongs to this draft or another."""
        if self.place.remedy is Remedy.WORDING or not isinstance(self.place.row, Statement):
            return ""
        return "in this draft" if self.is_own else "in another release"


class StaleWords(ApprovalQuestions):
    """Each place is confirmed or renewed; none is confirmed beforehand."""

    prefix = "stale"
    template_name = "admin/operations/stale_words.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {_name(one): one for one in stale_places(self.edition, self.at)}
        before = _written_before(self.edition) if self.places else {}
        for name, place in self.places.items():
            self.fields[name] = forms.ChoiceField(
                label="Are these words still right?",
                choices=[(choice, CHOICES[choice]) for choice in self._choices(place)],
                widget=forms.RadioSelect,
                error_messages={"required": "Say whether these words are still right."},
            )
            if RENEW in self._choices(place):
                words = before.get((place.row._meta.db_table, place.row.pk, place.field))
                self.fields[f"{name}-words"] = LinesField(
                    label="New words",
                    required=False,
                    initial=words or place.words,
                    widget=forms.Textarea(attrs={"rows": 3, "cols": 70}),
                )
                if words:
                    self.initial[name] = RENEW

    def _choices(self, place: StalePlace) -> list[str]:
        if place.remedy is not Remedy.ELSEWHERE:
            return [KEEP, RENEW]
        return [KEEP] if self._is_own(place) else [KEEP, LATER]

    def _is_own(self, place: StalePlace) -> bool:
        edition = (
            place.row if isinstance(place.row, Edition) else getattr(place.row, "edition", None)
        )
        return edition == self.edition

    def asked_places(self) -> Iterator[AskedPlace]:
        """The places with their fields, in order, for the template."""
        for name, place in self.places.items():
            words = self[f"{name}-words"] if f"{name}-words" in self.fields else None
            yield AskedPlace(place, self[name], words, _page_of(place), self._is_own(place))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, place in self.places.items():
            if cleaned.get(name) == RENEW and (
                problem := problem_with(place, cleaned.get(f"{name}-words", ""))
            ):
                self.add_error(f"{name}-words", problem)
        return cleaned

    def answers(self) -> dict[str, str]:
        said = self.cleaned_data
        return {
            place.key: NEW + said[f"{name}-words"] if said[name] == RENEW else said[name]
            for name, place in self.places.items()
        }


def _name(place: StalePlace) -> str:
    """A field's name that changes with the words, as the answer’s key does."""
    return sha256(place.key.encode()).hexdigest()[:12]


def _written_before(edition: Edition) -> dict[tuple[str, int, str], str]:
    """New words of an approval that was taken back, offered again."""
    rows = Wording.objects.filter(edition=edition)
    return {(one.table, one.row, one.field): one.words for one in rows}


def _page_of(place: StalePlace) -> str:
    """The page on which staff find the row; empty where there is none."""
    row: Any = place.row
    if isinstance(row, ChartLine):
        row = row.chart
    elif hasattr(row, "edition_id"):
        row = row.edition
    try:
        return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        return ""


asked.append(StaleWords)
