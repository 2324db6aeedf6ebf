"""Renew or confirm, with the approval of an edition, all words that lean on what it changes.

Nothing of it shows before the edition does: new words for a public chart or topic are statements
of the edition (``Wording``), dated with it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F

from operations.numbers_in_words import mentions
from operations.stale_places import Remedy, StalePlace, stale_places
from releases.models import Edition, Wording
from releases.published import database_now

# Answers to “are these words still right?”.
KEEP = "keep"
LATER = "later"  # no, and their own release will be corrected
NEW = "new:"  # and the words that take their place

NAMED = 3


def settle(edition: Edition, answers: Mapping[str, str], *, by: str) -> dict[str, Any]:
    """Do what ``answers`` say of each stale place, by its key, and return it for the record.

    Called in the transaction that approves ``edition``. Raises ValidationError where a place is
    not answered (its words may have changed since they were read), or can't be renewed so.
    """
    at = database_now()
    places = stale_places(edition, at)
    _require_answers(places, answers)
    Wording.objects.filter(edition=edition).delete()  # from an approval that was taken back
    told = [_settled(place, answers[place.key], edition, at, by) for place in places]
    return {"words": told} if told else {}


def problem_with(place: StalePlace, words: str) -> str:
    """Why ``words`` can't take the place’s, as a sentence; "" where they can."""
    if not words.strip():
        return "Write the new words, or confirm the old ones."
    if words.strip() == place.words.strip():
        return "These are the old words. Confirm them, or write others."
    try:
        place.row._meta.get_field(place.field).clean(words, place.row)
    except ValidationError as error:
        return " ".join(error.messages)
    still = mentions(words, [change.sought for change in place.changes])
    exact = [mention.words for _, mention in still if not mention.is_rounded]
    return f"They still say “{exact[0]}”, which is what changes." if exact else ""


def _require_answers(places: Iterable[StalePlace], answers: Mapping[str, str]) -> None:
    missing = [place for place in places if not answers.get(place.key)]
    if missing:
        named = "; ".join(f"{one.label}, “{one.words}”" for one in missing[:NAMED])
        more = f" and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
        raise ValidationError(
            f"These words lean on a figure that changes: {named}{more}. Read the page again, and "
            "confirm or renew each of them."
        )


def _settled(
    place: StalePlace, answer: str, edition: Edition, at: datetime, by: str
) -> dict[str, Any]:
    told: dict[str, Any] = {
        "place": [place.row._meta.db_table, place.row.pk, place.field],
        "label": f"{place.label} of “{place.row}”",
        "words": place.words,
        "answer": answer,
    }
    if not answer.startswith(NEW):
        return told
    words = answer.removeprefix(NEW).strip()
    if problem := problem_with(place, words):
        raise ValidationError(f"{place.label}, “{place.words}”: {problem}")
    if place.remedy is Remedy.WORDING:
        _word_anew(place, words, edition, at, by)
    elif place.remedy is Remedy.EDIT:
        _edit(place, words)
    else:
        raise ValidationError(f"{place.label}, “{place.words}”: it needs a correction of its own.")
    return {**told, "answer": "new", "new": words}


def _word_anew(place: StalePlace, words: str, edition: Edition, at: datetime, by: str) -> None:
    rows = type(place.row)._default_manager.filter(pk=place.row.pk)
    own = rows.select_for_update().values_list(place.field, flat=True).get()
    _require_same(place, rows.public(at).values_list(place.field, flat=True).get())
    Wording.objects.create(
        edition=edition,
        release_id=edition.release_id,
        table=place.row._meta.db_table,
        row=place.row.pk,
        field=place.field,
        instead_of=own,
        words=words,
        written_by=by,
    )


def _edit(place: StalePlace, words: str) -> None:
    """One statement, conditional on the words being what was read."""
    rows = type(place.row)._default_manager.filter(pk=place.row.pk, **{place.field: place.words})
    changes: dict[str, Any] = {place.field: words}
    if hasattr(place.row, "version"):
        changes["version"] = F("version") + 1
    _require_same(place, place.words if rows.update(**changes) else "")


def _require_same(place: StalePlace, words: str) -> None:
    if words != place.words:
        raise ValidationError(
            f"{place.label}, “{place.words}”: somebody changed it meanwhile. Read it again."
        )
