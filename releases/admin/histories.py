"""What happened to a row and its parts, in order, from the two records: changes and acts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Model, Q, QuerySet, Value

from releases.admin.ledger_words import RowChange, Wording
from releases.admin.states import moment_words
from releases.models import Act, Change

A_PAGE = 50
# Where more rows changed at once, each is folded up under its name.
SHOWN_OPEN = 3
# What the provable record writes for itself is no change that anybody made.
UNTOLD = ("releases_seal", "releases_salt")


@dataclass(frozen=True)
class ActTold:
    verb: str
    takes_effect: str
    reason: str


@dataclass(frozen=True)
class Moment:
    """What one person did at one instant, that is in one transaction."""

    when: str
    by: str
    acts: list[ActTold] = field(default_factory=list)
    rows: list[RowChange] = field(default_factory=list)

    @property
    def is_short(self) -> bool:
        return len(self.rows) <= SHOWN_OPEN


def changes_of(rows: Sequence[Model]) -> QuerySet[Change]:
    """All changes of ``rows``, of what is part of them, and of what is part of that."""
    own = Q(pk__in=[])
    parts = Q(pk__in=[])
    for row in rows:
        table = row._meta.db_table
        own |= Q(table=table, row=row.pk)
        parts |= Q(part_of_table=table, part_of_row=row.pk)
    of_parts: dict[str, list[int]] = {}
    found = Change.objects.filter(parts).order_by().values_list("table", "row").distinct()
    for table, part in found:
        of_parts.setdefault(table, []).append(part)
    for table, numbers in of_parts.items():
        parts |= Q(part_of_table=table, part_of_row__in=numbers)
    return Change.objects.filter(own | parts).exclude(table__in=UNTOLD)


def history_page(
    changes: QuerySet[Change], acts: QuerySet[Act], number: Any
) -> tuple[Page[Any], list[Moment]]:
    """One page of both records, the newest first, and what its moments tell."""
    of_rows, of_people = (
        records.order_by().annotate(kind=Value(kind)).values_list("at", "kind", "id")
        for records, kind in ((changes, "change"), (acts, "act"))
    )
    listed = of_rows.union(of_people, all=True).order_by("-at", "kind", "-id")
    page = Paginator(listed, A_PAGE).get_page(number)
    entries = list(page.object_list)
    return page, list(_moments(entries))


def _moments(entries: Sequence[tuple[datetime, str, int]]) -> Iterator[Moment]:
    acts = Act.objects.in_bulk([pk for _, kind, pk in entries if kind == "act"])
    changes = Change.objects.in_bulk([pk for _, kind, pk in entries if kind == "change"])
    wording = Wording(list(changes.values()))
    for at, together in groupby(entries, key=lambda entry: entry[0]):
        moment: Moment | None = None
        for _, kind, pk in together:
            record: Act | Change = acts[pk] if kind == "act" else changes[pk]
            if moment is None or moment.by != record.by:
                if moment is not None:
                    yield moment
                moment = Moment(moment_words(at), record.by)
            if isinstance(record, Act):
                moment.acts.append(_told(record))
            elif (told := wording.row_change(record)).fields or told.verb != "changed":
                moment.rows.append(told)
        if moment is not None and (moment.acts or moment.rows):
            yield moment


def _told(act: Act) -> ActTold:
    takes_effect = moment_words(act.effective_at) if act.effective_at else ""
    return ActTold(act.get_verb_display(), takes_effect, act.reason)
