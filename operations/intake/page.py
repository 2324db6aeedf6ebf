"""All that the review page shows of one intake, fetched in as many queries as a small one needs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import urlencode

from operations.intake.checking import Check, checks
from operations.intake.choices import Choices, Named
from operations.intake.contradictions import Contradiction, contradictions
from operations.intake.deciding import StaleError
from operations.intake.forms import CandidateForm, HeaderForm, QuotationForm
from operations.intake.hindering import (
    embargo_disagreements,
    header_hindrances,
    left_to_decide,
    meter_of,
)
from operations.intake.likeness import LIKELY
from operations.intake.marked import Piece, Stretch, pieces
from operations.intake.meter import Meter, Metered
from operations.intake.recognising import Recognised, recognised
from operations.intake.saving import reason_given
from operations.intake.suggesting import Suggesting
from operations.models import Candidate, Decision, DismissedNumber, Intake, SpokenCandidate
from releases.models import Speaker
from releases.units import UNITS

T = TypeVar("T")
RELATIONS = ("metric", "category__dimension", "organisation", "operation", "phase__operation")
CONTEXT = 40
LIKELY_SHOWN = 3
# Offered, not required: a person may write any other.
REASONS = (
    "a date", "a time", "an age", "a telephone number", "an address", "a law", "a name",
    "a reference number", "part of another figure", "a turn of phrase",
)  # fmt: skip
REFUSALS = (
    "no figure", "an example of one case", "of another release", "not for certain",
    "stated elsewhere already",
)  # fmt: skip


@dataclass(frozen=True)
class Card:
    """One candidate as the page shows it. A decided one has no form: its decision is undone first.

    ``likely`` are the metrics that it can be accepted as with one press, best first.
    """

    candidate: Candidate
    number: int
    form: CandidateForm | None
    likely: list[tuple[int, str]]
    contradictions: list[Contradiction]
    checks: list[Check]
    new_metric: str
    stale: StaleError | None = None


@dataclass(frozen=True)
class QuotationCard:
    quotation: SpokenCandidate
    form: QuotationForm | None
    stale: StaleError | None = None


@dataclass(frozen=True)
class Unaccounted:
    """A number that nothing accounts for, with the words around it."""

    number: Metered
    before: str
    after: str


@dataclass
class Sent:
    """What came in and could not be done: the bound form or the stale row, by what it is of."""

    forms: Mapping[int, CandidateForm] = field(default_factory=dict)
    quotations: Mapping[int, QuotationForm] = field(default_factory=dict)
    header: HeaderForm | None = None
    stale: Mapping[tuple[str, int], StaleError] = field(default_factory=dict)


class Review:
    """The page of one intake. ``sent`` is what the request asked for, where that failed."""

    def __init__(self, intake: Intake, sent: Sent | None = None) -> None:
        self.sent = sent = sent or Sent()
        self.intake = intake
        self.candidates = list(
            intake.candidates.select_related(*RELATIONS).prefetch_related("parts")
        )
        self.dismissed: list[DismissedNumber] = list(intake.dismissed.all())
        spoken = list(intake.quotations.select_related("speaker"))
        self.choices = Choices.fetched()
        self.statements = statements(self.candidates)
        self.meter: Meter = meter_of(intake.text, self.candidates, self.dismissed)
        standing = [one for one in self.candidates if one.decision != Decision.REFUSED]
        self.checks = checks(intake.text, standing)
        self.contradictions = contradictions(intake, self.candidates)
        self.hindrances = [
            *header_hindrances(intake),
            *left_to_decide(self.candidates, spoken, self.meter),
        ]
        # Not a hindrance on this page, since the answer is given with the button below it.
        self.embargo_differs = embargo_disagreements(intake)
        self.embargo_reason = reason_given(intake)
        self.quotations = [
            QuotationCard(one, _quotation_form(one, sent), sent.stale.get(("quotation", one.pk)))
            for one in spoken
        ]
        self.header = sent.header or HeaderForm(instance=intake)
        self.header_stale = sent.stale.get(("header", intake.pk))

    @property
    def can_be_saved(self) -> bool:
        return not self.hindrances and not any(check.stops for check in self.checks)

    @property
    def accounted(self) -> int:
        return len(self.meter.numbers) - len(self.meter.unaccounted)

    @property
    def cards(self) -> Iterator[Card]:
        """Made as they are asked for: a decision shows one of them, and the page each once."""
        return (self._card(number, one) for number, one in enumerate(self.candidates, start=1))

    def card(self, pk: int) -> Card | None:
        numbered = enumerate(self.candidates, start=1)
        return next((self._card(number, one) for number, one in numbered if one.pk == pk), None)

    def quotation(self, pk: int) -> QuotationCard | None:
        return next((card for card in self.quotations if card.quotation.pk == pk), None)

    @property
    def pieces(self) -> list[Piece]:
        """The text, cut where a figure or a number begins or ends."""
        stretches = [Stretch(c.start, c.end, c.pk, c.decision) for c in self.candidates]
        return pieces(self.intake.text, stretches, self.meter)

    @property
    def unaccounted(self) -> list[Unaccounted]:
        """Numbers that no figure holds, decided or not, with the words around them."""
        text = self.intake.text
        return [
            Unaccounted(
                one,
                text[max(0, one.start - CONTEXT) : one.start],
                text[one.end : one.end + CONTEXT],
            )
            for one in self.meter.unaccounted
            if one.candidate is None
        ]

    @property
    def lists(self) -> dict[str, Iterable[str]]:
        """What the page's lists of suggestions hold, by the end of their id."""
        return {
            **{f"known-{name}": labels for name, labels in self.choices.lists().items()},
            "known-statements": list(self.statements.labels.values()),
            "known-speakers": list(Speaker.objects.values_list("name", flat=True)),
            "known-reasons": REASONS,
            "known-refusals": REFUSALS,
        }

    def recognised(self) -> list[Recognised]:
        """Releases that the text seems to be of; not asked once the text has a draft."""
        if self.intake.edition_id is not None or self.intake.corrects_id is not None:
            return []
        return recognised(self.intake)

    @cached_property
    def _suggesting(self) -> Suggesting:
        return Suggesting()

    @cached_property
    def _contradicted(self) -> Mapping[int, list[Contradiction]]:
        return _grouped((one.candidate, one) for one in self.contradictions)

    @cached_property
    def _checked(self) -> Mapping[int, list[Check]]:
        return _grouped((pk, check) for check in self.checks for pk in check.candidates)

    def _card(self, number: int, one: Candidate) -> Card:
        waits = one.decision == Decision.WAITING
        return Card(
            candidate=one,
            number=number,
            form=self._form(one) if waits else None,
            likely=self._likely(one) if waits and not one.is_claim else [],
            contradictions=self._contradicted.get(one.pk, []),
            checks=self._checked.get(one.pk, []),
            new_metric=new_metric(one),
            stale=self.sent.stale.get(("candidate", one.pk)),
        )

    def _form(self, one: Candidate) -> CandidateForm:
        return self.sent.forms.get(one.pk) or CandidateForm(
            candidate=one, choices=self.choices, others=self.statements
        )

    def _likely(self, one: Candidate) -> list[tuple[int, str]]:
        """Metrics beside the one that is filled in."""
        scored = self._suggesting.metrics_for(one)
        likely = [s.pk for s in scored if s.score >= LIKELY / 2 and s.pk != one.metric_id]
        return [(pk, self.choices.metric.label(pk)) for pk in likely[:LIKELY_SHOWN]]


def _grouped(pairs: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = {}
    for pk, one in pairs:
        found.setdefault(pk, []).append(one)
    return found


def statements(candidates: Iterable[Candidate]) -> Named:
    """The candidates by their number on the page and their words."""
    listed = list(candidates)
    return Named(
        "figure in this text",
        {one.pk: f"{place}: {one.words[:60]}" for place, one in enumerate(listed, start=1)},
        {one.pk: one for one in listed},
    )


def new_metric(one: Candidate) -> str:
    """The query that fills in a new metric's page from the figure."""
    unit = one.unit if one.unit in UNITS else "count"
    values = {"name": one.what[:1].upper() + one.what[1:150], "unit": unit, "kind": "flow"}
    if unit == "count":
        values["counted"] = one.what[:80]
    return urlencode(values)


def _quotation_form(one: SpokenCandidate, sent: Sent) -> QuotationForm | None:
    if one.decision != Decision.WAITING:
        return None
    return sent.quotations.get(one.pk) or QuotationForm(quotation=one)


def fetched(rows: Any, pk: int) -> Intake | None:
    """The intake with what its page names."""
    found: Intake | None = (
        rows.filter(pk=pk).select_related("publisher", "edition__release", "corrects").first()
    )
    return found
