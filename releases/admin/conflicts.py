"""What the first of two people changed, field by field, for the second: opened, saved, yours."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from releases.admin.histories import changes_of
from releases.admin.ledger_words import Key, RowChange, Wording, columns_of, live_rows, told_as
from releases.admin.states import moment_words
from releases.differences import Paragraphs, text_change
from releases.models import Change

MOST_TOLD = 300
LONG = 600


@dataclass(frozen=True)
class Conflict:
    """A page made of ``rows`` when they had the versions ``read``, and saved too late."""

    rows: Sequence[Model]
    read: str
    is_deleted: bool = False


@dataclass(frozen=True)
class FieldConflict:
    """One field that the first changed; ``yours`` is None where the page has no such field."""

    label: str
    opened: str
    saved: str
    yours: str | None

    @property
    def is_agreed(self) -> bool:
        return self.yours == self.saved

    @property
    def is_untouched(self) -> bool:
        """Whether its reader typed nothing here: saving would only undo what the first changed."""
        return self.yours == self.opened

    @property
    def is_long(self) -> bool:
        """Too long to stand whole in three columns: only what differs is shown."""
        return max(len(self.opened), len(self.saved), len(self.yours or "")) > LONG

    @property
    def theirs(self) -> tuple[Paragraphs, ...]:
        return text_change(self.label, self.opened, self.saved).paragraphs

    @property
    def against_theirs(self) -> tuple[Paragraphs, ...]:
        return text_change(self.label, self.saved, self.yours or "").paragraphs


@dataclass(frozen=True)
class RowConflict:
    """One row that the first added, changed or removed; on the page itself it has no heading."""

    kind: str
    name: str
    verb: str
    is_the_page: bool
    fields: list[FieldConflict]

    @property
    def sentence(self) -> str:
        return told_as(self.kind, self.name, self.verb)


@dataclass(frozen=True)
class ConflictShown:
    people: list[str]
    rows: list[RowConflict]
    is_deleted: bool
    is_cut: bool


def deleted_row(model: type[Model], pk: str) -> Model | None:
    """The row of that key where there was one and somebody deleted it."""
    if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        return None
    deleted = Change.objects.filter(
        table=model._meta.db_table, row=int(pk), verb=Change.Verb.DELETE
    )
    return model(pk=int(pk)) if deleted.exists() else None


def describe(conflict: Conflict, forms: "Typed") -> ConflictShown:
    """What happened since the page was opened, and what its reader typed in the same fields."""
    changes = list(_since_opening(conflict)[: MOST_TOLD + 1])
    told = changes[:MOST_TOLD]
    return ConflictShown(
        people=_people(told),
        rows=[] if conflict.is_deleted else list(_rows(conflict, told, forms)),
        is_deleted=conflict.is_deleted,
        is_cut=len(changes) > MOST_TOLD,
    )


def _since_opening(conflict: Conflict) -> QuerySet[Change]:
    """Changes since a row of the page was first counted on from what its reader saw.

    Each save counts before it writes anything else, so all that it wrote comes after that in the
    ledger.
    """
    since = changes_of(conflict.rows).order_by("pk")
    if conflict.is_deleted:
        return since.filter(verb=Change.Verb.DELETE)
    counted = [
        pk
        for row, version in zip(conflict.rows, conflict.read.split("."), strict=False)
        if (pk := _counted_after(row, version)) is not None
    ]
    return since.filter(pk__gte=min(counted)) if counted else since.none()


def _counted_after(row: Model, version: str) -> int | None:
    """The change that counted the row on from ``version``; None where none did."""
    if not (version.isascii() and version.isdigit()):
        return None
    counted = Change.objects.filter(
        table=row._meta.db_table,
        row=row.pk,
        before__version=int(version),
        after__version__gt=int(version),
    )
    return counted.order_by("pk").values_list("pk", flat=True).first()


def _people(changes: Iterable[Change]) -> list[str]:
    """Each once for each save: “kim.example, Tuesday …”."""
    return list(dict.fromkeys(f"{one.by}, {moment_words(one.at)}" for one in changes))


def _rows(conflict: Conflict, changes: Sequence[Change], typed: "Typed") -> Iterator[RowConflict]:
    pages = {(row._meta.db_table, row.pk) for row in conflict.rows}
    first: dict[Key, Change] = {}
    for change in changes:
        first.setdefault((change.table, change.row), change)
    now = live_rows(first)
    wording = Wording(changes)
    for key, change in first.items():
        before, after = change.before, now.get(key)
        if before is None and after is None:
            continue  # added and removed again
        verb = "changed"
        if before is None or after is None:
            verb = "added" if before is None else "removed"
        row = _row(wording.told(key, before, after, verb), typed, wording, is_page=key in pages)
        if row.fields or verb != "changed":
            yield row


def _row(told: RowChange, typed: "Typed", wording: Wording, *, is_page: bool) -> RowConflict:
    """Of the page all fields, since it may have been approved; of its parts what people type."""
    columns = {field.name: field for field in columns_of(told.key[0]).values()}
    form = typed.form_of(told.key, is_the_page=is_page)
    fields = []
    for one in told.fields:
        if not is_page and not getattr(columns.get(one.name), "editable", False):
            continue
        yours = None
        if form is not None and one.name in form.fields:
            value = form.cleaned_data.get(one.name, form[one.name].value())
            yours = wording.words(columns.get(one.name), value)
        fields.append(FieldConflict(one.label, one.was, one.now, yours))
    return RowConflict(told.kind, told.name, told.verb, is_page, fields)


class Typed:
    """The bound forms of a page: its own, and one for each row of its inlines."""

    def __init__(self, context: dict[str, Any]) -> None:
        self.page = context["adminform"].form if "adminform" in context else None
        self.inlines: dict[Key, Any] = {}
        for inline in context.get("inline_admin_formsets", ()):
            for form in inline.formset.forms:
                if form.is_bound and form.instance.pk is not None and form.is_valid():
                    self.inlines[form.instance._meta.db_table, form.instance.pk] = form

    def form_of(self, key: Key, *, is_the_page: bool) -> Any:
        return self.page if is_the_page else self.inlines.get(key)
