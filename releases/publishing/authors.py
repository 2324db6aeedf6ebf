"""Whose words an edition holds: none of them may approve it (ASVS 5.0 2.3.5)."""

from collections.abc import Iterable

from django.db import connection

from releases.models import Edition

# What publishing itself writes. A person who held or approved an edition has not written it.
WORKFLOW = [
    "published_from", "published_until", "recorded_at", "version", "approved_by", "approved_at",
    "approved_alone", "submitted_by", "submitted_at", "held_by", "held_at", "hold_reason",
    "issued_earliest", "issued_latest", "issued_basis", "embargo_until", "embargo_reason",
    # Where a phrase stands in the text, found again before it goes out.
    "prefix", "suffix", "start", "end",
]  # fmt: skip
# Written by the act of approval for whoever approves: new words for charts, and the record.
BY_APPROVAL = ["releases_wording", "releases_seal", "releases_salt"]

CHANGED_BY = """
    SELECT DISTINCT CASE part_of_table WHEN 'releases_edition' THEN part_of_row ELSE "row" END, by
      FROM releases_change
     WHERE (("table" = 'releases_edition' AND "row" = ANY (%(editions)s))
            OR (part_of_table = 'releases_edition' AND part_of_row = ANY (%(editions)s)))
       AND "table" <> ALL (%(by_approval)s)
       AND (verb <> 'update' OR before - %(workflow)s::text[] <> after - %(workflow)s::text[])
"""


def authors(edition: Edition) -> set[str]:
    """User names of all who wrote, changed or submitted the edition or a row of it."""
    return authors_of_each([edition])[edition.pk]


def authors_of_each(editions: Iterable[Edition]) -> dict[int, set[str]]:
    """The same of several, by their keys, in one query.

    Those who changed something are in the ledger, which nobody can edit. ``embargo_until`` is
    left out of it: moving an approved edition takes rules of its own.
    """
    found = {one.pk: {one.written_by, one.submitted_by} - {""} for one in editions}
    with connection.cursor() as cursor:
        cursor.execute(
            CHANGED_BY,
            {"editions": list(found), "by_approval": BY_APPROVAL, "workflow": WORKFLOW},
        )
        for edition, by in cursor.fetchall():
            found[edition] |= {by} - {""}
    return found
