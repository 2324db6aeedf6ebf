"""The steps of an import in the admin, each one transaction; what waits for the next is kept.

begun → columns matched → checked in pieces, so that a page can show how far it is → compared →
saved. A refusal is a ValidationError or RefusedError with a sentence, and nothing is done.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.dateparse import parse_datetime

from operations.importing import limits, reading, staging
from operations.importing.columns import BY_NAME, missing
from operations.importing.comparing import Comparison
from operations.importing.describing import difference
from operations.importing.findings import NOTHING_STATED, Findings, Problem
from operations.importing.matching import matched
from operations.importing.whole_files import add_problems
from operations.importing.writing import Target, locked_draft, opened_draft, refusal, write
from operations.models import FigureImport
from releases.models import Edition, Release
from releases.published import database_now

State = FigureImport.State
# About two seconds' worth: a page that is asked for the next piece answers soon.
A_PIECE = 20_000


def target_of(of: FigureImport) -> Target:
    new: dict[str, Any] = dict(of.option("new", {}))
    moment = new.pop("embargo_until", "")
    new["embargo_until"] = parse_datetime(moment) if moment else None
    return Target(
        release=of.release,
        new=new,
        reason=of.option("reason"),
        change_kind=of.option("change_kind") or Edition.ChangeKind.CORRECTION,
        replaces_all=bool(of.option("replaces_all", False)),
    )


@transaction.atomic
def begin(
    file: IO[bytes],
    name: str,
    size: int,
    *,
    by: str,
    at: datetime,
    release: Release | None,
    options: Mapping[str, Any],
) -> FigureImport:
    """Take a file in: its rows are kept, the file is not. ``options`` are those of `target_of`."""
    staging.take_time()
    staging.forget_old(at)
    kind = reading.kind_of(name)
    reading.check_size(size)
    of = FigureImport(
        release=release, file_name=name[-200:], kind=kind, started_by=by, options=dict(options),
        file_hash=reading.fingerprint(file),
    )  # fmt: skip
    if sentence := refusal(target_of(of)):
        raise ValidationError(sentence)
    refuse_again(locked_draft(release), of.file_hash)
    of.save()
    with reading.opened(file, kind, most_rows=limits.MOST_ROWS) as opened:
        of.headings = opened.headings
        of.row_count = staging.keep_cells(of, opened.rows, most=limits.MOST_ROWS)
        of.notices = opened.notices
    if not of.row_count:
        raise limits.RefusedError("There are no rows below the headings.")
    found = matched(of.headings)
    of.places = dict(found.places)
    of.state = State.CHECKING if found.is_sure else State.MATCHING
    of.save()
    return of


def refuse_again(draft: Edition | None, file_hash: str) -> None:
    """The very same file twice in one draft is a slip: say who was first, and when."""
    if draft is None:
        return
    before = FigureImport.objects.filter(edition=draft, file_hash=file_hash, state=State.SAVED)
    if (first := before.first()) is not None:
        raise ValidationError(
            f"This very file has been imported into this draft already, by {first.saved_by}. "
            "Nothing was done."
        )


@transaction.atomic
def match(pk: int, places: Mapping[str, int]) -> FigureImport:
    """Say which column stands where; whatever was checked before is checked anew."""
    of = _locked(pk)
    if lacking := missing(places):
        raise ValidationError(f"Choose a column for: {', '.join(lacking)}.")
    if len(set(places.values())) < len(places):
        raise ValidationError("Two columns can’t be read from one: choose another, or none.")
    if not set(places) <= set(BY_NAME) or not all(
        0 <= place < len(of.headings) for place in places.values()
    ):
        raise ValidationError("Choose among the columns of the file.")
    of.places = dict(places)
    begin_again(of)
    return of


def begin_again(of: FigureImport) -> None:
    """Let the rows be checked from the first on, since what they are compared with has changed."""
    of.rows.all().delete()
    of.state, of.checked_to = State.CHECKING, 0
    of.findings, of.difference, of.stood = {}, {}, ""
    of.save()


@transaction.atomic
def recheck(pk: int) -> FigureImport:
    of = _locked(pk)
    begin_again(of)
    return of


@transaction.atomic
def step(pk: int, how_many: int = A_PIECE) -> FigureImport:
    """Check the next piece of the rows; after the last, compare all with what stands."""
    staging.take_time()
    of = _locked(pk)
    if of.state != State.CHECKING:
        return of
    rules = staging.rules_for(of)
    rules.findings = staging.from_json(of.findings)
    done = staging.check_next(of, rules, how_many)
    if done < how_many:
        _compare(of, rules.findings)
    of.findings = staging.as_json(rules.findings)
    of.save()
    return of


def _compare(of: FigureImport, findings: Findings) -> None:
    compared = _comparison(of)
    of.stood = compared.begin()
    add_problems(compared, findings)
    if findings.figures == 0 and not findings.problem_count:
        findings.add(Problem(0, "", NOTHING_STATED))
    of.difference = difference(compared, replaces_all=target_of(of).replaces_all)
    compared.end()
    of.state = State.CHECKED


def _comparison(of: FigureImport) -> Comparison:
    draft = locked_draft(of.release)
    return Comparison(
        of=of.pk,
        given=frozenset(of.places),
        release_id=of.release_id,
        draft_id=draft.pk if draft else None,
    )


@transaction.atomic
def save(pk: int, *, by: str, typed: int | None) -> tuple[FigureImport, list[str]]:
    """Write what was checked into the draft; ``typed`` is the number of figures, read and typed.

    Refused where the file has problems, where the release’s figures have changed since they were
    compared, and where the same file is in the draft already.
    """
    staging.take_time()
    of = _locked(pk, saved_too=True)
    if of.state == State.SAVED:
        return of, []  # the button was pressed twice
    if of.state != State.CHECKED:
        raise ValidationError("The file has to be checked first.")
    findings = staging.from_json(of.findings)
    if findings.problem_count:
        raise ValidationError("Mend what is wrong in the file, and upload it again.")
    if typed != findings.figures:
        raise ValidationError(
            f"Type how many figures the file states, as this page says: {findings.figures}."
        )
    compared = _comparison(of)
    if compared.begin() != of.stood or of.rows.count() != findings.figures:
        raise ValidationError(
            "The figures of this release have changed since the file was compared with them. "
            "Nothing was saved: check the file again."
        )
    target = target_of(of)
    edition, told = opened_draft(target, by=by)
    refuse_again(edition, of.file_hash)
    write(compared, edition, replaces_all=target.replaces_all)
    compared.end()
    staging.forget_rows(of)
    of.state, of.edition, of.release = State.SAVED, edition, edition.release
    of.saved_by, of.saved_at = by, database_now()
    of.save()
    return of, told


@transaction.atomic
def give_up(pk: int) -> None:
    """Forget the rows; that there was a file stays on record."""
    of = _locked(pk)
    staging.forget_rows(of)
    of.state, of.findings, of.difference, of.notices = State.GONE, {}, {}, []
    of.save()


def _locked(pk: int, *, saved_too: bool = False) -> FigureImport:
    of = FigureImport.objects.select_for_update(of=("self",)).get(pk=pk)
    if of.state == State.GONE or (of.state == State.SAVED and not saved_too):
        raise ValidationError("This import has ended. Upload the file again.")
    return of
