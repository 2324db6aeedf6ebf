"""Rows for what content files name and the database lacks: drafts, until they are dated.

What exists, by its slug, is left exactly as staff have it.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db import models

from operations.content import entries
from operations.content.problems import ContentError
from operations.models import Category, Dimension, Metric, Operation, Organisation, Phase
from releases.models import Publisher, Topic


class References:
    """Reference rows by slug, those of before and those added here."""

    def __init__(self, content: entries.Content, fresh: Collection[str]) -> None:
        """``fresh`` names the files from which rows may be added."""
        self.content = content
        self.fresh = fresh
        self.added: Counter[str] = Counter()
        self._rows: dict[type[models.Model], dict[Any, Any]] = {}

    def add_missing(self) -> None:
        """Add every row that the fresh files name and the database lacks."""
        content = self.content
        position = {topic.slug: number for number, topic in enumerate(content.topics, start=1)}
        self._add(
            Topic,
            content.topics,
            lambda e: Topic(slug=e.slug, name=e.name, summary=e.summary, position=position[e.slug]),
        )
        self._add(Publisher, content.publishers, _publisher)
        self._add(Dimension, content.dimensions, lambda e: Dimension(slug=e.slug, name=e.name))
        self._add_categories()
        # Forces point at their ROCU, so that comes first.
        forces = [e for e in content.organisations if e.rocu]
        self._add(
            Organisation, [e for e in content.organisations if not e.rocu], self._organisation
        )
        self._add(Organisation, forces, self._organisation)
        self._add_operations()
        self._add_metrics()

    def get(self, model: type[models.Model], slug: str, entry: entries.Entry, key: str) -> Any:
        """The row of this slug; None for "". Raises ContentError where staff have removed it."""
        return self._row(model, slug, slug, entry, key)

    def category(self, metric: str, slug: str, entry: entries.Entry) -> Any:
        """The category of the metric's dimension; None for ""."""
        dimension = next(m.dimension for m in self.content.metrics if m.slug == metric)
        return self._row(Category, slug and (dimension, slug), slug, entry, "category")

    def phase(self, operation: str, slug: str, entry: entries.Entry) -> Any:
        """The phase of the operation; None for ""."""
        return self._row(Phase, slug and (operation, slug), slug, entry, "phase")

    def _row(
        self, model: type[models.Model], key: Any, slug: str, entry: entries.Entry, field: str
    ) -> Any:
        if not slug:
            return None
        try:
            return self._of(model)[key]
        except KeyError:
            called = model._meta.verbose_name
            raise ContentError(
                [
                    entry.problem(
                        field,
                        f"staff have removed the {called} “{slug}” since it was loaded. "
                        "Enter it again in the admin.",
                    )
                ]
            ) from None

    def _of(self, model: type[models.Model]) -> dict[Any, Any]:
        """The model's rows by slug, or by the parent's slug and their own."""
        if model not in self._rows:
            rows: Any = model._default_manager.all()
            if model is Category:
                found = {(r.dimension.slug, r.slug): r for r in rows.select_related("dimension")}
            elif model is Phase:
                found = {(r.operation.slug, r.slug): r for r in rows.select_related("operation")}
            else:
                found = {row.slug: row for row in rows}
            self._rows[model] = found
        return self._rows[model]

    def _missing(
        self, model: type[models.Model], named: Iterable[Any], key: Callable[[Any], Any]
    ) -> list[Any]:
        held = self._of(model)
        return [e for e in named if e.file in self.fresh and key(e) not in held]

    def _keep(self, model: type[Any], rows: dict[Any, Any]) -> None:
        model._default_manager.bulk_create(rows.values())
        self._of(model).update(rows)
        self.added[str(model._meta.verbose_name_plural)] += len(rows)

    def _add(
        self, model: type[Any], named: Iterable[Any], row: Callable[[Any], Any]
    ) -> list[tuple[Any, Any]]:
        missing = self._missing(model, named, lambda e: e.slug)
        rows = {e.slug: row(e) for e in missing}
        self._keep(model, rows)
        return [(e, rows[e.slug]) for e in missing]

    def _organisation(self, e: entries.Organisation) -> Organisation:
        return Organisation(
            slug=e.slug,
            name=e.name,
            kind=e.kind,
            ons_code=e.ons_code,
            country=e.country,
            region=e.region,
            rocu=self.get(Organisation, e.rocu, e, "rocu"),
            note=e.note,
        )

    def _add_categories(self) -> None:
        rows = {}
        for dimension in self.content.dimensions:
            for number, e in enumerate(dimension.categories, start=1):
                key = (dimension.slug, e.slug)
                if e.file in self.fresh and key not in self._of(Category):
                    parent = self.get(Dimension, dimension.slug, dimension, "slug")
                    rows[key] = Category(
                        dimension=parent, slug=e.slug, name=e.name, position=number
                    )
        self._keep(Category, rows)

    def _add_operations(self) -> None:
        added = self._add(
            Operation,
            self.content.operations,
            lambda e: Operation(slug=e.slug, name=e.name, summary=e.summary, note=e.note),
        )
        self.link(
            Operation.topics,
            ((row, self.get(Topic, s, e, "topics")) for e, row in added for s in e.topics),
        )
        self.link(
            Operation.organisations,
            (
                (row, self.get(Organisation, s, e, "organisations"))
                for e, row in added
                for s in e.organisations
            ),
        )
        rows = {}
        for operation in self.content.operations:
            for p in operation.phases:
                if p.file in self.fresh and (operation.slug, p.slug) not in self._of(Phase):
                    parent = self.get(Operation, operation.slug, operation, "slug")
                    rows[operation.slug, p.slug] = Phase(
                        operation=parent,
                        slug=p.slug,
                        name=p.name,
                        start=p.start,
                        end=p.end,
                        note=p.note,
                    )
        self._keep(Phase, rows)

    def _add_metrics(self) -> None:
        added = self._add(Metric, self.content.metrics, self._metric)
        self.link(
            Metric.topics,
            ((row, self.get(Topic, s, e, "topics")) for e, row in added for s in e.topics),
        )

    def _metric(self, e: entries.Metric) -> Metric:
        return Metric(
            slug=e.slug,
            name=e.name,
            counted=e.counted,
            unit=e.unit,
            per=e.per,
            kind=e.kind,
            better=e.better,
            definition=e.definition,
            dimension=self.get(Dimension, e.dimension, e, "dimension"),
            note=e.note,
        )

    @staticmethod
    def link(field: Any, pairs: Iterable[tuple[Any, Any]]) -> None:
        """Add rows of a many-to-many field: pairs of its own model and the one it points at."""
        own, other = field.field.m2m_field_name(), field.field.m2m_reverse_field_name()
        through = field.through
        through._default_manager.bulk_create(
            through(**{own: row, other: target}) for row, target in pairs
        )


def _publisher(e: entries.Publisher) -> Publisher:
    return Publisher(
        slug=e.slug,
        name=e.name,
        website=e.website,
        press_office=e.press_office,
        press_phone=e.press_phone,
        press_email=e.press_email,
        licence=e.licence,
        licence_url=e.licence_url,
        note=e.note,
    )
