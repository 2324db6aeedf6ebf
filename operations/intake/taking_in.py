"""A text → one intake for each release in it, with its figures and quotations as candidates."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import slugify

from operations.content.checking import speaker_slug
from operations.intake.converting import fits
from operations.intake.recognising import fingerprint, open_intakes, publisher_named
from operations.intake.suggesting import Suggesting, fill_in
from operations.models import Candidate, DismissedNumber, Intake, SpokenCandidate
from operations.periods import Period, PeriodKind
from releases import reading
from releases.anchors import anchor_at
from releases.models import Speaker
from releases.reading.letters import one_spaced
from releases.reading.parts import (
    Bound,
    Qualifier,
    ReadEmbargo,
    ReadRelease,
    StatedFigure,
    StatedPeriod,
)

# More than any release states; such a page could not be worked with.
MOST_FIGURES = 400
LONGEST_TITLE, LONGEST_SLUG, LONGEST_WORDS = 300, 120, 500
# What is left around a title once its embargo notice is cut out of it.
AROUND_TITLE = " \t\n:;,.|/–—-()[]\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class TakenIn:
    """An intake; ``is_known`` where it was there before and was left as it is."""

    intake: Intake
    is_known: bool


@transaction.atomic
def take_in(text: str, *, by: str, today: date, file_name: str = "") -> list[TakenIn]:
    """Read the text and keep one intake for each release in it, in their order.

    A text that staff are at work on already is not taken in twice. Raises ValidationError, with a
    sentence, where there is nothing to read or more than can be read.
    """
    text = cleaned(text)
    return _kept(text, _read(text, today), by=by, file_name=file_name)


def take_in_whole(text: str, *, by: str, today: date, header: Mapping[str, Any]) -> Intake:
    """One intake of a text that a draft has already, every offset as it is there.

    ``header`` are the intake's fields as the draft has them. Raises ValidationError as `take_in`,
    and where the text holds several releases.
    """
    found = _read(text, today)
    if len(found) != 1:
        raise ValidationError(
            "This text reads as several releases. Leave one in it, and take in each of the others."
        )
    one = replace(found[0], start=0, end=len(text))
    intake = _intake(text, one, fingerprint=fingerprint(text), taken_in_by=by)
    for name, value in {**header, "text": text}.items():
        setattr(intake, name, value)
    intake.save()
    _keep_candidates(intake, one, Suggesting())
    return intake


def _read(text: str, today: date) -> list[ReadRelease]:
    if not text.strip():
        raise ValidationError("There is no text here. Paste the release, or choose its file.")
    try:
        found = reading.read_releases(text, today=today)
    except ValueError as error:
        raise ValidationError(str(error)) from None
    if any(len(one.figures) > MOST_FIGURES for one in found):
        raise ValidationError(
            f"This text states more than {MOST_FIGURES:,} figures, which is more than a page can "
            "show. Take it in in parts."
        )
    return found


def cleaned(text: str) -> str:
    """The text with single line ends, without what PostgreSQL can't hold (NUL, half a pair)."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")


def _kept(text: str, found: Sequence[ReadRelease], *, by: str, file_name: str) -> list[TakenIn]:
    prints = [fingerprint(text[one.start : one.end]) for one in found]
    with connection.cursor() as cursor:
        # Two presses of one button wait for each other, so the second finds what the first kept.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('operations.intake'))")
    known = open_intakes(prints)
    suggesting = Suggesting()
    kept: list[TakenIn] = []
    for one, print_ in zip(found, prints, strict=True):
        if print_ in known:
            kept.append(TakenIn(known[print_], True))
            continue
        intake = _intake(text, one, fingerprint=print_, taken_in_by=by, file_name=file_name[:200])
        intake.save()
        known[print_] = intake
        _keep_candidates(intake, one, suggesting)
        kept.append(TakenIn(intake, False))
    return kept


def _intake(text: str, one: ReadRelease, **fields: Any) -> Intake:
    title = title_of(text, one)
    embargo = one.embargo
    until = embargo.until if embargo else None
    issued = timezone.localdate(until) if until else None
    return Intake(
        text=_unwrapped(text, one),
        title=title,
        slug=slugify(title)[:LONGEST_SLUG].strip("-"),
        publisher=publisher_named(one.publisher),
        publisher_as_stated=one.publisher[:200],
        embargo_until=until,
        embargo_as_stated=_words(text, embargo.start, embargo.end)[:200] if embargo else "",
        embargo_answer=_answer(embargo),
        embargo_choices=[moment.isoformat() for moment in embargo.choices] if embargo else [],
        doubts=_doubts(one),
        issued_earliest=issued,
        issued_latest=issued,
        issued_basis=f"the embargo lifts on {issued:%-d %B %Y}" if issued else "",
        **fields,
    )


def title_of(text: str, one: ReadRelease) -> str:
    """The title without an embargo notice in it, on one line."""
    begin, end = one.title_span.start, one.title_span.end
    notice = one.embargo
    if notice is None or notice.end <= begin or notice.start >= end:
        return _words(text, begin, end)[:LONGEST_TITLE] or one.title[:LONGEST_TITLE]
    before = text[begin : max(begin, notice.start)].strip(AROUND_TITLE)
    after = text[min(end, notice.end) : end].strip(AROUND_TITLE)
    title = one_spaced(f"{before} {after}") or one.title
    return title[:LONGEST_TITLE]


def _answer(embargo: ReadEmbargo | None) -> Intake.EmbargoAnswer:
    """A notice that can't be read for certain is asked about: a wrong guess would be a leak."""
    if embargo is None or embargo.is_immediate:
        return Intake.EmbargoAnswer.READ
    sure = embargo.until is not None and not embargo.doubts
    return Intake.EmbargoAnswer.READ if sure else Intake.EmbargoAnswer.WAITING


def _doubts(one: ReadRelease) -> list[dict[str, Any]]:
    asked = dict.fromkeys((*(one.embargo.doubts if one.embargo else ()), *one.doubts))
    return [
        {"sentence": d.sentence, "start": d.start - one.start, "end": d.end - one.start}
        for d in asked
    ]


def _unwrapped(text: str, one: ReadRelease) -> str:
    """The release's text with a space for each line end inside a paragraph: no offset moves.

    So the words of a figure stand on one line, and are found again letter for letter.
    """
    pieces, last = [], one.start
    for section in sorted(one.sections, key=lambda section: section.start):
        if section.start < last:
            continue
        pieces += [text[last : section.start], text[section.start : section.end].replace("\n", " ")]
        last = section.end
    return "".join([*pieces, text[last : one.end]])


def _words(text: str, start: int, end: int) -> str:
    return one_spaced(text[start:end])


def _keep_candidates(intake: Intake, one: ReadRelease, suggesting: Suggesting) -> None:
    stated = [figure for figure in one.figures if fits(figure.value)]
    candidates = [_candidate(intake, one.start, figure) for figure in stated]
    fill_in(candidates, suggesting.for_intake(intake, candidates))
    Candidate.objects.bulk_create(candidates)
    by_figure = dict(zip(stated, candidates, strict=True))
    _keep_repeats(one, by_figure)
    _keep_claims(one, by_figure)
    SpokenCandidate.objects.bulk_create(_spoken(intake, one))
    DismissedNumber.objects.bulk_create(_dismissed(intake, one))


def _candidate(intake: Intake, offset: int, figure: StatedFigure) -> Candidate:
    start, end = figure.start - offset, figure.end - offset
    return Candidate(
        intake=intake,
        start=start,
        end=end,
        numerals=[[n.start - offset, n.end - offset] for n in figure.numerals],
        words=_words(intake.text, start, end)[:LONGEST_WORDS],
        value=figure.value,
        unit=figure.unit[:40],
        qualifier=_qualifier(figure),
        status=figure.status.value if figure.status else "",
        what=one_spaced(figure.counted)[:250],
        direction=figure.direction.value if figure.direction else "",
        per=figure.per[:20],
        coverage=one_spaced(figure.coverage.words)[:250] if figure.coverage else "",
        is_running_total=figure.is_running_total,
        **_period(figure),
    )


def _qualifier(figure: StatedFigure) -> str:
    """Of “between 10 and 12” neither end is the figure: one is the least of it, one the most."""
    if figure.bound is not None:
        return (Qualifier.AT_LEAST if figure.bound is Bound.LOW else Qualifier.UP_TO).value
    return figure.qualifier.value


def _period(figure: StatedFigure) -> dict[str, Any]:
    """The candidate's fields for a period; one that contradicts itself is left for a person."""
    stated = figure.period
    if stated is None:
        kind = PeriodKind.RUNNING_TOTAL if figure.is_running_total else PeriodKind.NOT_STATED
        return {"period_kind": kind.value}
    kind = PeriodKind.RUNNING_TOTAL if figure.is_running_total else _kind(stated)
    try:
        Period(stated.first_day, stated.last_day, kind)
    except ValueError:
        kind = PeriodKind.ODD
    if stated.first_day and stated.last_day and stated.first_day > stated.last_day:
        return {"period_kind": PeriodKind.NOT_STATED.value}
    return {
        "period_kind": kind.value,
        "period_start": stated.first_day,
        "period_end": stated.last_day,
        "period_basis": _basis(stated)[:250],
    }


def _kind(stated: StatedPeriod) -> PeriodKind:
    try:
        return PeriodKind(stated.kind)
    except ValueError:
        return PeriodKind.ODD


def _basis(stated: StatedPeriod) -> str:
    return f"inferred: {stated.inferred}" if stated.inferred else "stated"


def _keep_repeats(one: ReadRelease, by_figure: dict[StatedFigure, Candidate]) -> None:
    """Of statements of one fact the exact one is the figure, and of those one below the title."""
    repeats = []
    for group in one.repeats:
        stated = [figure for figure in group if figure in by_figure]
        if len(stated) < 2:
            continue
        main = min(
            stated,
            key=lambda f: (f.qualifier != "exact", f.start < one.title_span.end, f.start),
        )
        for figure in stated:
            if figure is not main:
                by_figure[figure].same_as = by_figure[main]
                repeats.append(by_figure[figure])
    Candidate.objects.bulk_update(repeats, ["same_as"])


def _keep_claims(one: ReadRelease, by_figure: dict[StatedFigure, Candidate]) -> None:
    claims, links = [], []
    for claim in one.claims:
        parts = [by_figure[part] for part in claim.parts if part in by_figure]
        whole = by_figure.get(claim.figure)
        if whole is None or whole.same_as_id is not None or not parts:
            continue
        whole.is_claim = True
        claims.append(whole)
        links += [(whole.pk, part.pk) for part in dict.fromkeys(parts)]
    Candidate.objects.bulk_update(claims, ["is_claim"])
    through = Candidate.parts.through
    through.objects.bulk_create(
        through(from_candidate_id=whole, to_candidate_id=part) for whole, part in links
    )


def _spoken(intake: Intake, one: ReadRelease) -> Iterator[SpokenCandidate]:
    speakers = {speaker.slug: speaker for speaker in Speaker.objects.filter(
        slug__in={speaker_slug(quotation.speaker) for quotation in one.quotations}
    )}  # fmt: skip
    for position, quotation in enumerate(one.quotations, start=1):
        yield SpokenCandidate(
            intake=intake,
            start=quotation.start - one.start,
            end=quotation.end - one.start,
            words=quotation.words,
            speaker_name=one_spaced(quotation.speaker)[:120],
            role=one_spaced(quotation.role)[:250],
            speaker=speakers.get(speaker_slug(quotation.speaker)),
            position=position,
        )


def _dismissed(intake: Intake, one: ReadRelease) -> Iterator[DismissedNumber]:
    by_span = {(d.start - one.start, d.end - one.start): d.reason for d in one.dismissals}
    for (start, end), reason in sorted(by_span.items()):
        anchor = anchor_at(intake.text, start, end)
        yield DismissedNumber(
            intake=intake,
            **vars(anchor),
            words=intake.text[start:end][:100],
            reason=reason[:150],
            is_from_reader=True,
        )
