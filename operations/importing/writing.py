"""What is staged into a draft edition, in one transaction: all of it or nothing.

The draft is that of a new release, one that is there, or a correction that begins with the import.
Publishing is another act, by another person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Q
from psycopg import sql

from operations.anchoring import text_of
from operations.importing.comparing import FIELDS, Comparison
from releases import publishing
from releases.models import Edition, Publisher, Release
from releases.published import database_now
from releases.versions import count_saves

LAST_POSITION = 32_767


@dataclass(frozen=True)
class Target:
    """Where the figures go. Without a release, ``new`` has what its first edition says.

    ``reason`` and ``change_kind`` are those of a correction, needed where the release is public
    and has no draft; ``replaces_all``: the file has all figures, so that those of the draft which
    it lacks are deleted.
    """

    release: Release | None
    new: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    change_kind: str = Edition.ChangeKind.CORRECTION
    replaces_all: bool = False


def draft_of(release: Release | None) -> Edition | None:
    """The edition of the release that is not public yet, if there is one."""
    if release is None:
        return None
    waits = Q(approved_at=None) | Q(published_from__gt=database_now())
    return release.editions.filter(waits).first()


def locked_draft(release: Release | None) -> Edition | None:
    """The same; nobody changes an edition of the release, or its figures, meanwhile.

    Editions are locked in the order in which their pages do: so nobody waits in a circle.
    """
    if release is None:
        return None
    list(release.editions.select_for_update().order_by("pk"))
    return draft_of(release)


def refusal(target: Target) -> str:
    """Why nothing can be imported there at all; empty where it can."""
    release = target.release
    if release is None:
        slug = target.new.get("slug", "")
        taken = Release.objects.filter(slug=slug).exists()
        return f"Another release has the address “{slug}”. Import into that one." if taken else ""
    if hasattr(release, "withdrawal"):
        return "This release is withdrawn: nothing of it can be published."
    if draft_of(release) is None and not target.reason.strip():
        if release.editions.exists():
            return "It is public: say why its figures change. The public will read the reason."
        return "Nothing is left of this release: begin it anew on the list of releases."
    return ""


def opened_draft(target: Target, *, by: str) -> tuple[Edition, list[str]]:
    """The draft to write into, begun or reopened where it must be, and what staff should know."""
    if sentence := refusal(target):
        raise ValidationError(sentence)
    release = target.release
    if release is None:
        return _first_edition(target.new, by=by), []
    draft = locked_draft(release)
    if draft is None:
        reason, kind = target.reason, target.change_kind
        return publishing.correct(release, by=by, reason=reason, kind=kind), []
    told = []
    if publishing.reopen(draft, by=by):
        told.append(
            "It was handed in already, so it is a draft again: it will NOT be published until it "
            "is submitted and approved anew."
        )
        draft.refresh_from_db()
    if draft.approved_at is not None:
        raise ValidationError("It has become public meanwhile. Check the file anew.")
    count_saves([draft])
    return draft, told


def _first_edition(new: Mapping[str, Any], *, by: str) -> Edition:
    publisher = Publisher.objects.filter(slug=new.get("publisher", "")).first()
    if publisher is None:
        raise ValidationError(f"There is no publisher “{new.get('publisher', '')}”.")
    release = Release(slug=new["slug"], publisher=publisher)
    release.full_clean()
    release.save()
    edition = Edition(
        release=release,
        number=1,
        title=new["title"],
        summary=new.get("summary", ""),
        embargo_until=new.get("embargo_until"),
        written_by=by,
    )
    edition.full_clean(exclude=["release", "summary"], validate_constraints=False)
    edition.save()
    return edition


def write(compared: Comparison, edition: Edition, *, replaces_all: bool) -> None:
    """Write the rows that are new or changed, with their words. ``compared`` has begun."""
    fields = sql.SQL(", ").join(map(sql.Identifier, FIELDS))
    parts: dict[str, Any] = {
        "outcome": compared.outcome(),
        "standing": compared.standing,
        "fields": fields,
        "edition": sql.Literal(edition.pk),
        "release": sql.Literal(edition.release_id),
        "last": sql.Literal(LAST_POSITION),
        "set": sql.SQL(", ").join(
            sql.SQL("{0} = f.{0}").format(sql.Identifier(name)) for name in FIELDS
        ),
    }
    with connection.cursor() as cursor:
        if replaces_all:
            for statement in _DELETE:
                cursor.execute(sql.SQL(statement).format(**parts))
        for statement in (_UPDATE, _UNSAY, _INSERT, _SAY):
            cursor.execute(sql.SQL(statement).format(**parts))
    if text_of(edition.pk):
        publishing.put_in_order(edition)


_DELETE = (
    "DELETE FROM operations_evidence e USING {standing} s "
    "WHERE e.observation_id = s.figure AND s.in_draft AND s.row IS NULL",
    "DELETE FROM operations_observation o USING {standing} s "
    "WHERE o.id = s.figure AND s.in_draft AND s.row IS NULL",
)
# A figure that the draft states already keeps its row, and with it its history.
_UPDATE = """
    UPDATE operations_observation o SET {set}, version = o.version + 1
      FROM {outcome} f WHERE o.id = f.standing_id AND f.in_draft AND f.fate = 'changed'
"""
_UNSAY = """
    DELETE FROM operations_evidence e USING {outcome} f
     WHERE e.observation_id = f.standing_id AND f.in_draft AND f.words <> f.was_words
"""
# With their words at once, joined to what was just written: of rows that this transaction wrote the
# planner would take a few where there are a million.
_INSERT = """
    WITH written AS (
        INSERT INTO operations_observation
               (figure_id, edition_id, release_id, position, version, {fields})
        SELECT figure_id, {edition}, {release},
               coalesce(was_position, least(row, {last})), 1, {fields}
          FROM {outcome} f
         WHERE fate = 'new' OR fate = 'changed' AND NOT in_draft
        RETURNING id, figure_id
    )
    INSERT INTO operations_evidence (observation_id, release_id, words, prefix, suffix)
    SELECT written.id, {release}, said.words, '', ''
      FROM written
      JOIN {outcome} f USING (figure_id)
     CROSS JOIN LATERAL unnest(string_to_array(f.words, E'\\n')) AS said (words)
     WHERE f.words <> ''
"""
_SAY = """
    INSERT INTO operations_evidence (observation_id, release_id, words, prefix, suffix)
    SELECT f.standing_id, {release}, said.words, '', ''
      FROM {outcome} f
     CROSS JOIN LATERAL unnest(string_to_array(f.words, E'\\n')) AS said (words)
     WHERE f.words <> '' AND f.fate = 'changed' AND f.in_draft AND f.words <> f.was_words
"""
