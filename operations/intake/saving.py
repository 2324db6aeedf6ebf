"""Intake → a draft edition with its text, quotations, figures and claims, in one transaction.

Saved again, the same draft is brought into line: every row keeps its identity (a figure its id),
none comes twice, and what was refused meanwhile goes. Rows of the draft that came from elsewhere
stay. Publishing is a separate act, with its own questions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q

from operations.anchoring import text_of
from operations.content.checking import speaker_slug
from operations.figure_ids import new_figure_id
from operations.forms import LONGEST_PHRASE
from operations.intake.drafting import SHARED, claim_of, evidence_of, figure_of
from operations.intake.hindering import hindrances
from operations.models import Candidate, Claim, Evidence, Intake, Observation, SpokenCandidate
from releases import publishing
from releases.anchors import Finding, find_phrases
from releases.models import Edition, Quotation, Release, SourceText, Speaker
from releases.published import database_now
from releases.reading.letters import folded

FETCHED = ("metric", "category__dimension", "organisation", "operation", "phase")
# Figures of one thing in one period are one figure, whatever the number.
IDENTITY = (
    "metric_id", "category_id", "organisation_id", "area", "operation_id", "phase_id",
    "period_kind", "period_start", "period_end",
)  # fmt: skip
SAME = ("value", *SHARED)


@dataclass
class Saved:
    """The draft, and sentences on what a person should know of it."""

    edition: Edition
    remarks: list[str] = field(default_factory=list)


@transaction.atomic
def save_draft(intake: Intake, *, by: str, embargo_reason: str = "") -> Saved:
    """Save the intake as a draft edition. Raises ValidationError with all that stands in the way.

    The embargo answered, every number accounted for and every candidate decided: see
    ``hindering``. ``embargo_reason`` is why the embargo is not the one that the text states.
    """
    intake = Intake.objects.select_for_update(of=("self",)).get(pk=intake.pk)
    reason = embargo_reason.strip() or reason_given(intake)
    if problems := hindrances(intake, embargo_reason=reason):
        raise ValidationError(problems)
    remarks: list[str] = []
    edition, is_copy = _edition(intake, by=by, remarks=remarks)
    saved = Saved(edition, remarks)
    edition.embargo_reason = reason
    _save_header(intake, edition)
    _save_text(intake, edition)
    _save_quotations(intake, edition, is_copy=is_copy)
    candidates = _save_figures(intake, saved)
    _save_claims(edition, candidates, is_copy=is_copy)
    publishing.put_in_order(edition)
    Intake.objects.filter(pk=intake.pk).update(edition=edition, version=F("version") + 1)
    edition.refresh_from_db()
    return saved


def _edition(intake: Intake, *, by: str, remarks: list[str]) -> tuple[Edition, bool]:
    """The draft to write: its own, that of the release it corrects, or a new release's first.

    Also whether it is a copy of the edition in force, whose words the new text replaces.
    """
    if intake.edition_id is not None:
        edition = _reopened(Edition.objects.get(pk=intake.edition_id), by=by, remarks=remarks)
        if edition.approved_at is not None:
            raise ValidationError(
                "The draft of this text is public by now, so it can’t be saved again. Take the "
                "text in anew as a correction."
            )
        if text_of(edition.pk) not in ("", intake.text):
            raise ValidationError(
                "The text of the draft was changed on its own page since, and saving would undo "
                "that. Open the draft and review its numbers from there."
            )
        return edition, False
    if intake.corrects is None:
        return Edition(release=_release(intake), number=1, written_by=by), False
    waits = Q(approved_at=None) | Q(published_from__gt=database_now())
    draft = intake.corrects.editions.filter(waits).first()
    if draft is not None:
        return _reopened(draft, by=by, remarks=remarks), False
    return publishing.correct(intake.corrects, by=by, reason=intake.change_note), True


def reason_given(intake: Intake) -> str:
    """Why the draft's embargo is another than its text's, as its own page says, if it still is."""
    draft = intake.edition
    same = draft is not None and draft.embargo_until == intake.embargo_until
    return draft.embargo_reason if draft is not None and same else ""


def _reopened(edition: Edition, *, by: str, remarks: list[str]) -> Edition:
    """The edition, locked, a draft again if it was handed in or approved: it is about to change."""
    if publishing.reopen(edition, by=by):
        remarks.append(
            "It was handed in already, so it is a draft again: it will NOT be published until it "
            "is submitted and approved anew."
        )
    return Edition.objects.select_for_update().get(pk=edition.pk)


def _release(intake: Intake) -> Release:
    """A new release; or one of this address that has nothing left, since its draft was deleted."""
    release = Release.objects.filter(slug=intake.slug).first()
    if release is None:
        return Release(slug=intake.slug)
    left = release.editions.exists() or hasattr(release, "withdrawal")
    if left or release.published_from is not None:
        raise ValidationError(
            f"Another release has the address “{intake.slug}”. Choose another address, or take "
            "this text in as a correction of that release."
        )
    return release


def _save_header(intake: Intake, edition: Edition) -> None:
    release = edition.release
    if release.published_from is None:
        release.slug = intake.slug or release.slug
        if intake.publisher is not None:
            release.publisher = intake.publisher
        release.full_clean()
        release.save()
    topics = list(intake.topics.all())
    if topics or intake.corrects_id is None:
        release.topics.set(topics)
    edition.release = release
    edition.title = intake.title
    edition.summary = intake.summary or edition.summary
    edition.notes = intake.notes or edition.notes
    edition.change_note = intake.change_note or edition.change_note
    for name in ("embargo_until", "embargo_as_stated", "issued_earliest", "issued_latest",
                 "issued_basis"):  # fmt: skip
        setattr(edition, name, getattr(intake, name))
    edition.full_clean(exclude=["release", "summary"], validate_constraints=False)
    if edition.pk:
        edition.version += 1
    edition.save()


def _save_text(intake: Intake, edition: Edition) -> None:
    SourceText.objects.update_or_create(
        edition=edition, defaults={"text": intake.text, "release_id": edition.release_id}
    )


# --- quotations ----------------------------------------------------------------------------------


def _save_quotations(intake: Intake, edition: Edition, *, is_copy: bool) -> None:
    """Write the accepted ones; those that they replace in the draft lend them their gist."""
    spoken = list(intake.quotations.select_related("speaker", "quotation"))
    own = [one.quotation_id for one in spoken if one.quotation_id]
    replaced = Quotation.objects.filter(edition=edition).exclude(pk__in=own)
    if not is_copy:
        replaced = replaced.filter(words__in=[one.words for one in spoken])
    gists = dict(replaced.values_list("words", "gist"))
    replaced.delete()
    speakers = _speakers(spoken)
    for position, one in enumerate((s for s in spoken if s.is_accepted), start=1):
        _save_quotation(one, edition, speakers[one.pk], position, gists)
    refused = [one.quotation_id for one in spoken if not one.is_accepted]
    Quotation.objects.filter(pk__in=[pk for pk in refused if pk], edition=edition).delete()


def _save_quotation(
    one: SpokenCandidate,
    edition: Edition,
    speaker: Speaker,
    position: int,
    gists: dict[str, str],
) -> None:
    row = one.quotation or Quotation(edition=edition, release_id=edition.release_id)
    row.speaker, row.role, row.words, row.position = speaker, one.role, one.words, position
    row.gist = one.gist or row.gist or gists.get(one.words, "")
    row.full_clean(exclude=["edition", "release", "speaker", "role"], validate_constraints=False)
    row.save()
    if one.quotation_id != row.pk:
        SpokenCandidate.objects.filter(pk=one.pk).update(quotation=row, speaker=speaker)


def _speakers(spoken: Iterable[SpokenCandidate]) -> dict[int, Speaker]:
    """The speaker of each accepted quotation: the chosen one, else by name, found or made."""
    accepted = [one for one in spoken if one.is_accepted]
    names = {speaker_slug(one.speaker_name): one.speaker_name for one in accepted
             if one.speaker is None}  # fmt: skip
    held = {speaker.slug: speaker for speaker in Speaker.objects.filter(slug__in=names)}
    for slug, name in names.items():
        if slug not in held:
            speaker = Speaker(slug=slug[:80], name=name)
            speaker.full_clean(validate_constraints=False)
            speaker.save()
            held[slug] = speaker
    return {one.pk: one.speaker or held[speaker_slug(one.speaker_name)] for one in accepted}


# --- figures and claims --------------------------------------------------------------------------


def _save_figures(intake: Intake, saved: Saved) -> list[Candidate]:
    """Write the accepted figures with their words; returns all candidates, each with its id."""
    edition = saved.edition
    candidates = list(intake.candidates.select_related(*FETCHED).prefetch_related("parts"))
    accepted = [one for one in candidates if one.is_figure]
    drafts = {row.figure_id: row for row in Observation.objects.filter(edition=edition)}
    in_force = _in_force(edition)
    _name(accepted, drafts, in_force)
    stated = {one.figure_id for one in accepted}
    gone = {one.figure_id for one in candidates if one.figure_id} - stated
    Observation.objects.filter(edition=edition, figure_id__in=gone).delete()
    written = {
        one.pk: _save_figure(one, position, saved, drafts, in_force)
        for position, one in enumerate(accepted, start=1)
    }
    _save_evidence(intake, candidates, {pk: row for pk, row in written.items() if row})
    Candidate.objects.bulk_update(candidates, ["figure_id"])
    if left := [row for figure_id, row in in_force.items() if figure_id not in stated]:
        saved.remarks.append(
            f"{len(left)} figure{'s' if len(left) != 1 else ''} in force are not stated in this "
            f"text and stay as they are, such as “{left[0]}”."
        )
    return candidates


def _in_force(edition: Edition) -> dict[str, Observation]:
    """Figures of the release's earlier editions that the public reads now, by id."""
    if not edition.is_correction:
        return {}
    rows = Observation.objects.public(database_now()).filter(release=edition.release_id)
    return {row.figure_id: row for row in rows.select_related(*FETCHED)}


def _name(
    accepted: Sequence[Candidate],
    drafts: dict[str, Observation],
    in_force: dict[str, Observation],
) -> None:
    """Give each figure the id that it had before, if any, or a new one; no id is given twice.

    A figure is one of before where it is of the same thing, place and period: of several, the one
    with the same number.
    """
    taken = {one.figure_id for one in accepted if one.figure_id}
    free: dict[tuple[Any, ...], list[Observation]] = {}
    for row in (in_force | drafts).values():
        if row.figure_id not in taken:
            free.setdefault(_identity(row), []).append(row)
    unnamed = [one for one in accepted if not one.figure_id]
    # Those with the very number choose first, or another's correction would take their id.
    for must_agree in (True, False):
        for one in [u for u in unnamed if not u.figure_id]:
            rows = free.get(_identity(one), [])
            figure = figure_of(one)
            match = next((r for r in rows if not must_agree or r.value == figure.value), None)
            if match is not None:
                rows.remove(match)
                one.figure_id = match.figure_id
    for one in unnamed:
        one.figure_id = one.figure_id or new_figure_id()


def _identity(row: Any) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in IDENTITY)


def _save_figure(
    candidate: Candidate,
    position: int,
    saved: Saved,
    drafts: dict[str, Observation],
    in_force: dict[str, Observation],
) -> Observation | None:
    """Write the figure into the draft; None where the one in force says just the same.

    An unchanged figure keeps its row, and with it the edition that first stated it.
    """
    new = figure_of(candidate)
    row = drafts.get(candidate.figure_id)
    before = in_force.get(candidate.figure_id)
    if before is not None and all(getattr(before, name) == getattr(new, name) for name in SAME):
        if row is not None:
            row.delete()
        return None
    if row is None:
        row = Observation(
            edition=saved.edition,
            release_id=saved.edition.release_id,
            figure_id=candidate.figure_id,
            revises=before.revises if before else "",
        )
    for name in SAME:
        setattr(row, name, getattr(new, name))
    row.position = position
    row.version += 1  # the edition is locked, so nobody counts at the same time
    row.save()
    return row


def _save_evidence(
    intake: Intake, candidates: Sequence[Candidate], written: dict[int, Observation]
) -> None:
    """The words of each figure written, and of those that repeat it, in the text's order."""
    held = Evidence.objects.filter(observation__in=written.values())
    held.exclude(pk__in=_of_title(intake, held)).delete()
    rows = []
    for one in candidates:
        figure = written.get(one.same_as_id or one.pk) if one.is_accepted else None
        if figure is not None:
            evidence = evidence_of(one, intake.text)
            evidence.observation, evidence.release_id = figure, figure.release_id
            rows.append(evidence)
    Evidence.objects.bulk_create(rows)


def _of_title(intake: Intake, held: Iterable[Evidence]) -> list[int]:
    """Words that stand in the title alone: no candidate of the text can be of them."""
    title = folded(intake.title)
    rows = [row for row in held if row.start is None and folded(row.words) in title]
    found = find_phrases(intake.text, [row.words for row in rows])
    return [
        row.pk for row, (finding, _) in zip(rows, found, strict=True) if finding is Finding.MISSING
    ]


def _save_claims(edition: Edition, candidates: Sequence[Candidate], *, is_copy: bool) -> None:
    """Claims have no id of their own, so those of this text are written anew each time.

    One that sums up figures of other texts too was made elsewhere, and stays.
    """
    by_pk = {one.pk: one for one in candidates}
    claims = [one for one in candidates if one.is_claim and one.is_accepted]
    replaced = Claim.objects.filter(edition=edition)
    if not is_copy:
        replaced = replaced.filter(
            words__in=[one.words[:LONGEST_PHRASE] for one in candidates],
            figure_ids__contained_by=[one.figure_id for one in candidates if one.figure_id],
        )
    replaced.delete()
    rows = []
    for position, one in enumerate(claims, start=1):
        parts = [by_pk[part.same_as_id or part.pk] for part in one.parts.all()]
        ids = [part.figure_id for part in parts if part.is_figure]
        if ids:
            claim = claim_of(one)
            claim.edition, claim.release_id = edition, edition.release_id
            claim.figure_ids, claim.position = list(dict.fromkeys(ids)), position
            rows.append(claim)
    Claim.objects.bulk_create(rows)
