"""What stands in the way of saving an intake as a draft, as sentences; and its number meter."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils import timezone

from operations.intake.checking import small_counts
from operations.intake.meter import Holder, Meter, Standing, metered
from operations.models import Candidate, Decision, DismissedNumber, Intake, SpokenCandidate
from releases.embargo_agreement import disagreements
from releases.reading.letters import Reading
from releases.reading.numerals import numerals

STANDING_OF = {
    Decision.ACCEPTED.value: Standing.CAPTURED,
    Decision.REFUSED.value: Standing.DISMISSED,
    Decision.WAITING.value: Standing.UNACCOUNTED,
}


def hindrances(intake: Intake, *, embargo_reason: str = "") -> list[str]:
    """Sentences on all that must be done before the intake can be saved; empty when it can.

    ``embargo_reason`` is why the embargo is not the one that the text states.
    """
    candidates = list(intake.candidates.select_related("organisation").prefetch_related("parts"))
    meter = meter_of(intake.text, candidates, intake.dismissed.all())
    left = left_to_decide(candidates, intake.quotations.all(), meter)
    small = [check.sentence for check in small_counts(candidates)]
    differing = () if embargo_reason else embargo_disagreements(intake)
    return [*header_hindrances(intake), *differing, *left, *small]


def embargo_disagreements(intake: Intake) -> tuple[str, ...]:
    """Where the answered embargo is not the text's, by the one rule (``embargo_agreement``)."""
    if intake.embargo_answer == Intake.EmbargoAnswer.WAITING:
        return ()
    today = timezone.localdate(intake.taken_in_at)
    return disagreements(intake.text, intake.embargo_as_stated, intake.embargo_until, today=today)


def header_hindrances(intake: Intake) -> Iterator[str]:
    """What the header lacks."""
    if intake.embargo_answer == Intake.EmbargoAnswer.WAITING:
        yield "Say when the embargo ends: the text does not say it for certain."
    if not intake.title.strip():
        yield "Give the release a title."
    if intake.corrects_id is not None:
        if not intake.change_note.strip():
            yield "Say what the correction changes and why: the public reads it."
        return
    if intake.publisher_id is None:
        yield "Choose who issues the release."
    if not intake.slug:
        yield "Give the release an address."


def left_to_decide(
    candidates: Iterable[Candidate], quotations: Iterable[SpokenCandidate], meter: Meter
) -> Iterator[str]:
    """What of the text nobody has decided on, or so that it would lead nowhere."""
    candidates = list(candidates)
    waiting = sum(one.decision == Decision.WAITING for one in candidates)
    spoken = sum(one.decision == Decision.WAITING for one in quotations)
    unheld = sum(number.candidate is None for number in meter.unaccounted)
    if waiting:
        yield f"{_numbered(waiting, 'figure')} still to accept or refuse."
    if spoken:
        yield f"{_numbered(spoken, 'quotation')} still to accept or refuse."
    if unheld:
        yield (
            f"{_numbered(unheld, 'number')} of the text not accounted for: make a figure of "
            "each, or say why it is none."
        )
    yield from _leads_nowhere(candidates)


def _leads_nowhere(candidates: Iterable[Candidate]) -> Iterator[str]:
    """Accepted statements whose figure is not taken: their words would be evidence of nothing."""
    candidates = list(candidates)
    figures = {one.pk for one in candidates if one.is_figure}
    for one in (one for one in candidates if one.is_accepted):
        if one.same_as_id is not None and one.same_as_id not in figures:
            yield f"“{one.words}” is said to repeat a figure that is not taken. Undo one of them."
        elif one.same_as_id is None and one.is_claim:
            parts = [part.same_as_id or part.pk for part in one.parts.all()]
            if figures.isdisjoint(parts):
                yield f"“{one.words}” sums up no figure that is taken. Undo it, or choose others."


def _numbered(count: int, noun: str) -> str:
    return f"1 {noun} is" if count == 1 else f"{count} {noun}s are"


def meter_of(
    text: str, candidates: Iterable[Candidate], dismissed: Iterable[DismissedNumber]
) -> Meter:
    """The meter of a text: refusing a figure dismisses its numbers, for the reason given."""
    numbers = numerals(Reading.of(text), 0, len(text))
    holders = [
        Holder(start, end, STANDING_OF[one.decision], one.reason, one.pk)
        for one in candidates
        for start, end in numerals_of(one)
    ]
    holders += [Holder(d.start, d.end, Standing.DISMISSED, d.reason) for d in dismissed]
    return metered(text, ((number.start, number.end) for number in numbers), holders)


def numerals_of(candidate: Candidate) -> Sequence[tuple[int, int]]:
    return candidate.numerals or [(candidate.start, candidate.end)]
