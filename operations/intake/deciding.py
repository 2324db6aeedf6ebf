"""What staff decide about a text: each change is one conditional statement on the row's version.

Somebody else's change in between is told (``StaleError``) and overwrites nothing. ``by`` is the
person's user name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone

from operations.forms import plain_number
from operations.intake.converting import fits
from operations.intake.drafting import check
from operations.models import Candidate, Decision, DismissedNumber, Intake, SpokenCandidate
from releases.anchors import anchor_at, occurrences
from releases.models import Release
from releases.reading.letters import Reading, one_spaced
from releases.reading.numerals import numerals

LONGEST_SELECTION = 500
RELATIONS = ("metric", "category", "organisation", "operation", "phase")
# What a person may change on a candidate, beside its decision.
CHANGEABLE = (
    "value", "unit", "qualifier", "status", "what", *RELATIONS, "area", "period_kind",
    "period_start", "period_end", "period_basis", "coverage", "is_partial", "is_running_total",
    "note", "same_as", "is_claim", "is_small_confirmed",
)  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """One field that two people want otherwise, each value as a page shows it."""

    field: str
    theirs: str
    yours: str


class StaleError(Exception):
    """The row was changed meanwhile: how it is now, and what of it differs from what was sent."""

    def __init__(self, current: Any, differences: Sequence[Difference]) -> None:
        super().__init__("Somebody else changed this meanwhile. Nothing of theirs was lost.")
        self.current = current
        self.differences = list(differences)


def accept(
    candidate: Candidate,
    values: Mapping[str, Any],
    *,
    version: int,
    by: str,
    parts: Sequence[Candidate] | None = None,
) -> Candidate:
    """Change the candidate as ``values`` say, and accept it.

    Raises ValidationError, a sentence a field, where it can't be a figure, and StaleError.
    """
    return _changed(
        candidate, values, version=version, by=by, parts=parts, decision=Decision.ACCEPTED
    )


def change(
    candidate: Candidate,
    values: Mapping[str, Any],
    *,
    version: int,
    by: str,
    parts: Sequence[Candidate] | None = None,
) -> Candidate:
    """Change the candidate and leave its decision; an accepted one must stay a sound figure."""
    return _changed(candidate, values, version=version, by=by, parts=parts, decision=None)


@transaction.atomic
def _changed(
    candidate: Candidate,
    values: Mapping[str, Any],
    *,
    version: int,
    by: str,
    parts: Sequence[Candidate] | None,
    decision: Decision | None,
) -> Candidate:
    wanted = {name: values[name] for name in CHANGEABLE if name in values}
    for name, value in wanted.items():
        setattr(candidate, name, value)
    if candidate.same_as is not None and candidate.same_as.same_as_id is not None:
        raise ValidationError({"same_as": "That one repeats another itself: choose the first."})
    if decision is Decision.ACCEPTED or (decision is None and candidate.is_accepted):
        has_parts = candidate.parts.exists() if parts is None else bool(parts)
        check(candidate, has_parts=has_parts)
    if decision is not None:
        wanted |= {"decision": decision, "reason": ""}
    _update(candidate, wanted, version=version, by=by)
    if parts is not None:
        candidate.parts.set([part for part in parts if part.pk != candidate.pk])
    return Candidate.objects.get(pk=candidate.pk)


def refuse(candidate: Candidate, reason: str, *, version: int, by: str) -> Candidate:
    """Say that it is no figure of ours, and why. Raises ValidationError without a reason."""
    reason = one_spaced(reason)
    if not reason:
        raise ValidationError({"reason": "Say why this is not taken, in a few words."})
    _update(
        candidate,
        {"decision": Decision.REFUSED, "reason": reason[:250]},
        version=version,
        by=by,
    )
    return Candidate.objects.get(pk=candidate.pk)


def undo(candidate: Candidate, *, version: int, by: str) -> Candidate:
    """Take a decision back: the candidate waits again, with all that was filled in."""
    _update(candidate, {"decision": Decision.WAITING, "reason": ""}, version=version, by=by)
    return Candidate.objects.get(pk=candidate.pk)


def _update(row: Any, values: Mapping[str, Any], *, version: int, by: str) -> None:
    """Write ``values`` in one statement if the row still has this version, else StaleError."""
    model = type(row)
    changed = model._default_manager.filter(pk=row.pk, version=version).update(
        **values, version=F("version") + 1, decided_by=by, decided_at=timezone.now()
    )
    if not changed:
        raise stale(model, row.pk, values)


def stale(model: type[models.Model], pk: int, wanted: Mapping[str, Any]) -> StaleError:
    """What to tell whoever sent ``wanted`` for a row that is another by now, or gone."""
    current = model._default_manager.filter(pk=pk).first()
    if current is None:
        raise ValidationError("This is not here any more: somebody has removed it meanwhile.")
    differences = [
        Difference(
            str(model._meta.get_field(name).verbose_name),  # type: ignore[union-attr]
            _shown(getattr(current, name)),
            _shown(value),
        )
        for name, value in wanted.items()
        if getattr(current, name) != value
    ]
    return StaleError(current, differences)


def _shown(value: Any) -> str:
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return plain_number(value) if isinstance(value, Decimal) else str(value)


def add_by_hand(intake: Intake, start: int, end: int, *, by: str) -> Candidate:
    """A candidate from words that a person selected; its value is the first number in them.

    Raises ValidationError where the selection is outside the text, too long, or holds no number.
    """
    start, end = _trimmed(intake.text, start, end)
    found = [n for n in numerals(Reading.of(intake.text), start, end) if fits(n.value)]
    if not found:
        raise ValidationError("There is no number in these words. Select the words with theirs.")
    first = found[0]
    after = intake.text[first.end : end]
    # Sent twice over a bad connection, it is still one figure.
    same = intake.candidates.filter(start=start, end=end, by_hand=True).first()
    return same or Candidate.objects.create(
        intake=intake,
        start=start,
        end=end,
        numerals=[[n.start, n.end] for n in found],
        words=one_spaced(intake.text[start:end]),
        value=first.value,
        unit=(first.unit or "count")[:40],
        what=one_spaced(after)[:250],
        by_hand=True,
        decided_by=by,
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The selection without white space at its ends."""
    if not 0 <= start < end <= len(text):
        raise ValidationError("These words are not in the text. Select them again.")
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    if not start < end or end - start > LONGEST_SELECTION:
        raise ValidationError(
            f"Select the words that state one figure: {LONGEST_SELECTION} characters at most."
        )
    return start, end


def remove(candidate: Candidate, *, version: int) -> None:
    """Take away a figure that was added by hand; one that was read can only be refused."""
    gone, _ = Candidate.objects.filter(pk=candidate.pk, version=version, by_hand=True).delete()
    if not gone:
        raise stale(Candidate, candidate.pk, {})


def dismiss(intake: Intake, start: int, end: int, reason: str, *, by: str) -> DismissedNumber:
    """Say of a number of the text that it states no figure, and why."""
    start, end = _trimmed(intake.text, start, end)
    reason = one_spaced(reason)
    if not reason:
        raise ValidationError({"reason": "Say what this number is, if it is no figure."})
    anchor = anchor_at(intake.text, start, end)
    try:
        with transaction.atomic():
            return DismissedNumber.objects.create(
                intake=intake,
                **vars(anchor),
                words=intake.text[start:end][:100],
                reason=reason[:150],
                by=by,
            )
    except IntegrityError:
        # Sent twice over a bad connection, it is still one dismissal.
        same = intake.dismissed.filter(start=start, end=end, reason=reason[:150]).first()
        if same is None:
            raise ValidationError("This number is dismissed already.") from None
        return same


def bring_back(dismissed: DismissedNumber) -> None:
    """Take a dismissal back, the reading's or a person's: the number is to be accounted for."""
    dismissed.delete()


def decide_quotation(
    quotation: SpokenCandidate,
    values: Mapping[str, Any],
    decision: Decision,
    *,
    version: int,
    by: str,
) -> SpokenCandidate:
    """Accept a quotation with its speaker, role and words, refuse it, or let it wait again.

    Raises ValidationError where it is accepted without a speaker, and StaleError.
    """
    if decision is Decision.ACCEPTED and not one_spaced(str(values.get("speaker_name", ""))):
        raise ValidationError({"speaker_name": "Say who is quoted, or refuse the quotation."})
    _update(quotation, {**values, "decision": decision}, version=version, by=by)
    return SpokenCandidate.objects.get(pk=quotation.pk)


@transaction.atomic
def save_header(
    intake: Intake, values: Mapping[str, Any], *, version: int, topics: Sequence[Any]
) -> Intake:
    """Write the header's fields in one statement if nobody else has meanwhile, else StaleError."""
    changed = Intake.objects.filter(pk=intake.pk, version=version).update(
        **values, version=F("version") + 1
    )
    if not changed:
        raise stale(Intake, intake.pk, values)
    intake.topics.set(topics)
    return Intake.objects.get(pk=intake.pk)


def set_correction(intake: Intake, release: Release | None) -> None:
    """Say which release the text corrects; None for a new release. Not once it has a draft."""
    changed = Intake.objects.filter(pk=intake.pk, edition__isnull=True).update(
        corrects=release, version=F("version") + 1
    )
    if not changed:
        raise ValidationError("This text has a draft already: delete that first.")


def only_place(text: str, words: str) -> tuple[int, int]:
    """Where the words stand in the text. Raises ValidationError unless it is one place."""
    places = list(occurrences(text, words)) if words else []
    if not places:
        raise ValidationError("These words are not in the text. Copy them from it, as they stand.")
    if len(places) > 1:
        raise ValidationError(
            f"These words stand in the text {len(places)} times. Add the words beside those you "
            "mean."
        )
    return places[0], places[0] + len(words)
