"""A draft that was written by hand, with its full text, taken in so that its numbers are reviewed.

What the draft states already comes as accepted: saving brings the same draft into line and
doubles nothing.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from operations.anchoring import text_of
from operations.intake.accounting import by_people
from operations.intake.drafting import SHARED
from operations.intake.taking_in import take_in_whole
from operations.models import (
    Candidate,
    Decision,
    Evidence,
    Intake,
    SpokenCandidate,
)
from releases.anchors import Finding, anchor_at, find_phrases
from releases.models import Edition
from releases.published import database_now
from releases.reading.letters import Reading, one_spaced
from releases.reading.numerals import numerals


@transaction.atomic
def take_in_draft(edition: Edition, *, by: str, today: date) -> Intake:
    """The intake of the draft's text: the one that staff are at work on, or a new one.

    Raises ValidationError where the edition is public or has no text.
    """
    edition = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    if edition.state(database_now()) not in ("draft", "submitted", "held", "scheduled"):
        raise ValidationError("This edition is public: its numbers can’t be reviewed any more.")
    text = text_of(edition.pk)
    if known := intake_of(edition, text):
        return known
    if not text.strip():
        raise ValidationError("This draft has no full text, so there are no numbers to review.")
    intake = take_in_whole(text, by=by, today=today, header=_header(edition))
    intake.topics.set(edition.release.topics.all())
    _adopt_claims(intake, edition, _adopt_figures(intake, edition, by=by), by=by)
    _adopt_quotations(intake, edition, by=by)
    _adopt_dismissals(intake, edition, by=by)
    return intake


def intake_of(edition: Edition, text: str) -> Intake | None:
    """The newest intake of the draft that is of its text as it stands now."""
    return Intake.objects.filter(edition=edition.pk, text=text).order_by("-pk").first()


def _header(edition: Edition) -> dict[str, object]:
    """The draft's own words come before what the text says."""
    return {
        "edition": edition,
        "corrects": edition.release if edition.is_correction else None,
        "change_note": edition.change_note,
        "title": edition.title,
        "slug": edition.release.slug,
        "publisher": edition.release.publisher,
        "summary": edition.summary,
        "notes": edition.notes,
        "embargo_until": edition.embargo_until,
        "embargo_as_stated": edition.embargo_as_stated,
        "embargo_answer": Intake.EmbargoAnswer.CONFIRMED,
        "issued_earliest": edition.issued_earliest,
        "issued_latest": edition.issued_latest,
        "issued_basis": edition.issued_basis,
    }


def _adopt_figures(intake: Intake, edition: Edition, *, by: str) -> dict[str, Candidate]:
    """Accept, for each figure of the draft, the candidate at its words, or add one there.

    Returns the first statement of each figure, by the figure's id.
    """
    candidates = list(intake.candidates.all())
    first: dict[str, Candidate] = {}
    rows = Evidence.objects.filter(observation__edition=edition).order_by("pk")
    for row in rows.select_related("observation__metric"):
        place = _place(row, intake.text)
        if place is None:
            continue
        figure = row.observation
        candidate = _at(candidates, place) or _added(intake, place)
        for name in SHARED:
            setattr(candidate, name, getattr(figure, name))
        candidate.value, candidate.unit = figure.value, figure.metric.unit
        candidate.is_claim, candidate.same_as = False, first.get(figure.figure_id)
        candidate.figure_id = "" if candidate.same_as else figure.figure_id
        candidate.decision, candidate.decided_by = Decision.ACCEPTED, by
        candidate.save()
        candidates = [one for one in candidates if one.pk != candidate.pk]
        first.setdefault(figure.figure_id, candidate)
    return first


def _adopt_claims(
    intake: Intake, edition: Edition, first: Mapping[str, Candidate], *, by: str
) -> None:
    """The draft's claims as accepted statements of the text, each over its figures.

    One over figures of other texts too can't be told by this text's alone: it stays a row of the
    draft, and its statement here is refused, since it is held already.
    """
    candidates = [one for one in intake.candidates.all() if one.decision == Decision.WAITING]
    for claim in edition.claims.all():
        [(_, place)] = find_phrases(intake.text, [claim.words])
        if place is None:
            continue
        one = _at(candidates, (place.start, place.end)) or _added(intake, (place.start, place.end))
        one.start, one.end, one.words = place.start, place.end, claim.words
        one.value, one.unit, one.qualifier = claim.value, claim.unit, claim.qualifier
        one.what, one.is_claim, one.same_as = claim.what, True, None
        one.decision, one.decided_by = Decision.ACCEPTED, by
        if not set(claim.figure_ids) <= set(first):
            one.decision, one.reason = Decision.REFUSED, "a claim that the draft has already"
        one.save()
        one.parts.set([first[name] for name in claim.figure_ids if name in first])
        candidates = [c for c in candidates if c.pk != one.pk]


def _place(row: Evidence, text: str) -> tuple[int, int] | None:
    if row.start is not None and row.end is not None:
        return row.start, row.end
    [(finding, anchor)] = find_phrases(text, [row.words])
    return (anchor.start, anchor.end) if finding is Finding.FOUND and anchor else None


def _at(candidates: Iterable[Candidate], place: tuple[int, int]) -> Candidate | None:
    """The candidate with a number inside the words."""
    start, end = place
    return next(
        (one for one in candidates if any(start <= s and e <= end for s, e in one.numerals)), None
    )


def _added(intake: Intake, place: tuple[int, int]) -> Candidate:
    start, end = place
    found = numerals(Reading.of(intake.text), start, end)
    return Candidate(
        intake=intake,
        start=start,
        end=end,
        numerals=[[one.start, one.end] for one in found],
        words=one_spaced(intake.text[start:end])[:500],
        by_hand=True,
    )


def _adopt_dismissals(intake: Intake, edition: Edition, *, by: str) -> None:
    """What people said of numbers of an earlier text of the release, where they still stand."""
    waiting = list(intake.candidates.filter(decision=Decision.WAITING))
    for said in by_people(edition, intake.text):
        one = _at(waiting, (said.start, said.end))
        if one is not None:
            one.decision, one.reason, one.decided_by = Decision.REFUSED, said.reason[:250], by
            one.save()
            continue
        anchor = anchor_at(intake.text, said.start, said.end)
        words = intake.text[said.start : said.end][:100]
        intake.dismissed.get_or_create(
            start=said.start,
            end=said.end,
            defaults={**vars(anchor), "words": words, "reason": said.reason[:150], "by": by},
        )


def _adopt_quotations(intake: Intake, edition: Edition, *, by: str) -> None:
    """Quotations that the draft has already are accepted, each as its own row."""
    spoken = list(intake.quotations.all())
    for row in edition.quotations.select_related("speaker"):
        held = one_spaced(row.words)
        one: SpokenCandidate | None = next(
            (s for s in spoken if held and held in one_spaced(s.words)), None
        )
        if one is not None:
            one.words, one.role, one.gist = row.words, row.role, row.gist
            one.speaker, one.speaker_name = row.speaker, row.speaker.name
            one.quotation, one.decision, one.decided_by = row, Decision.ACCEPTED, by
            one.save()
            spoken.remove(one)
