"""What approving an edition changes for the public: its words, and what nobody could see before."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import admin
from django.db import models
from django.template.defaultfilters import date as date_words
from django.urls import reverse

from releases.admin.states import moment_words
from releases.differences import RowChanges, Saying, TextChange, row_changes, text_change
from releases.models import Edition, Quotation, SourceText
from releases.published import Published, Statement


@dataclass(frozen=True)
class Newcomer:
    """A row that nobody could see before, in its own words (label and text), and its page."""

    name: str
    words: tuple[tuple[str, str], ...]
    url: str


@dataclass(frozen=True)
class Newcomers:
    """All of one kind."""

    kind: str
    rows: tuple[Newcomer, ...]


def in_force(edition: Edition, at: datetime) -> Edition | None:
    """The edition of the same release that the public reads at ``at``."""
    others = edition.release.editions.public(at).exclude(pk=edition.pk)
    found: Edition | None = others.first()
    return found


def text_changes(edition: Edition, at: datetime) -> list[TextChange]:
    """Every field of the edition and its full text against what is public at ``at``.

    Empty fields that stay empty are left out.
    """
    before = in_force(edition, at)
    changes = [
        text_change(
            label_of(field),
            shown_value(before, field) if before else "",
            shown_value(edition, field),
        )
        for field in public_fields(Edition)
        if not isinstance(field, models.ForeignKey)
    ]
    texts = dict(
        SourceText.objects.filter(edition__in=[edition, before] if before else [edition])
        .values_list("edition", "text")
    )  # fmt: skip
    old = texts.get(before.pk, "") if before else ""
    changes.append(text_change("Full text", old, texts.get(edition.pk, "")))
    return [change for change in changes if change.paragraphs]


def quotation_changes(edition: Edition, at: datetime) -> RowChanges:
    """Who is quoted, against the edition that is public at ``at``."""
    before = in_force(edition, at)
    return row_changes("Quotations", _quoted_in(before) if before else [], _quoted_in(edition))


def _quoted_in(edition: Edition) -> Iterator[Saying]:
    """A quotation has no id: the second of one speaker is held against the second."""
    seen: Counter[int] = Counter()
    for row in Quotation.objects.filter(edition=edition.pk).select_related("speaker"):
        seen[row.speaker_id] += 1
        yield Saying(
            f"{row.speaker_id} {seen[row.speaker_id]}",
            f"{row.speaker}, {row.role}",
            f"“{row.words}”",
            {"gist": row.gist} if row.gist else {},
        )


def rows_that_go_with_it(edition: Edition) -> list[str]:
    """What the edition itself says, counted: “3 figures”."""
    found = []
    for model in Published.concrete():
        if not issubclass(model, Statement) or model.dated_after != Statement.dated_after:
            continue  # the edition itself, or what is part of a statement
        number = model.needed_by(edition).filter(published_from__isnull=True).distinct().count()
        if number:
            names = model._meta.verbose_name, model._meta.verbose_name_plural
            found.append(f"{number} {names[number != 1]}")
    return found


def newcomers(edition: Edition, begins: datetime) -> list[Newcomers]:
    """What nobody could see before ``begins`` and everybody can from then on, in its own words."""
    found = []
    for model in Published.concrete():
        if issubclass(model, Statement):
            continue
        needed = model.needed_by(edition).exclude(published_from__lte=begins)
        rows = tuple(_newcomer(row) for row in _with_all_it_names(model, needed))
        if rows:
            names = model._meta.verbose_name, model._meta.verbose_name_plural
            found.append(Newcomers(str(names[len(rows) != 1]), rows))
    return found


def _with_all_it_names(model: type[Published], rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """The rows with what they point at, in as many queries however many there are."""
    keys = [f.name for f in public_fields(model) if isinstance(f, models.ForeignKey)]
    links = [link.name for link in model._meta.many_to_many]
    pks = rows.order_by().values("pk")
    found = model._default_manager.filter(pk__in=pks).select_related(*keys)
    return found.prefetch_related(*links)


def _newcomer(row: Published) -> Newcomer:
    words = [
        (label_of(field), shown_value(row, field))
        for field in public_fields(type(row))
        if not isinstance(field, models.IntegerField | models.BooleanField)
    ]
    for link in row._meta.many_to_many:
        names = ", ".join(str(one) for one in getattr(row, link.name).all())
        words.append((str(link.verbose_name).capitalize(), names))
    name = str(row)
    said = tuple((label, text) for label, text in words if text not in ("", name))
    return Newcomer(name, said, _page_of(row))


def _page_of(row: Published) -> str:
    if not admin.site.is_registered(type(row)):
        return ""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def public_fields(model: type[models.Model]) -> list[Any]:
    """The fields that staff write and the public reads, in their order."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.editable and not field.primary_key and not getattr(field, "staff_only", False)
    ]


def label_of(field: Any) -> str:
    return "Address" if field.name == "slug" else str(field.verbose_name).capitalize()


def shown_value(row: Any, field: Any) -> str:
    """A field's value as a page says it; empty where there is none."""
    value = getattr(row, field.name)
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        return moment_words(value)
    if isinstance(value, date):
        return date_words(value, "j F Y")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    return str(value)
