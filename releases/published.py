"""The one idea of the site: what the public sees at time t is a function of t.

A row is public at t exactly when ``published_from <= t`` and not ``published_until <= t``.
The rule has two spellings, this module holds both, and ``tests/releases/test_published.py``
holds them equal by one table of cases:

- ``PublishedQuerySet.public(at)``, which chooses in the staff process (previews included);
- the row-security policies that ``releases.row_security`` installs, which bind the public
  login whatever a view forgot.

The public login may not read ``published_until`` nor the columns of the workflow, since a
planned correction would show in them; ``StaffOnly`` fields are therefore left out of every
SELECT on its connection.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q
from django.db.models.functions import Now


def is_public_login(connection: BaseDatabaseWrapper) -> bool:
    """Whether this connection is bound by row security (see ``settings.public``)."""
    return bool(connection.settings_dict.get("PUBLIC_LOGIN"))


def database_now() -> datetime:
    """The transaction's instant by the database's clock, which decides what the public sees."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        (now,) = cursor.fetchone()
    return now


class StaffOnly:
    """Mixin for a model field whose column the public login has no right to read.

    On that login's connection the field is selected as NULL, so the model still loads.
    """

    staff_only = True

    def select_format(self, compiler: Any, sql: str, params: Any) -> tuple[str, Any]:
        if is_public_login(compiler.connection):
            return f"NULL::{self.db_type(compiler.connection)}", []  # type: ignore[attr-defined]
        return super().select_format(compiler, sql, params)  # type: ignore[misc]


class StaffOnlyDateTimeField(StaffOnly, models.DateTimeField):
    """A moment that only staff may know."""


class StaffOnlyCharField(StaffOnly, models.CharField):
    """A short text that only staff may read."""


class StaffOnlyTextField(StaffOnly, models.TextField):
    """A text that only staff may read."""


class StaffOnlyJSONField(StaffOnly, models.JSONField):
    """A record that only staff may read."""


class StaffOnlyIntegerField(StaffOnly, models.PositiveIntegerField):
    """A number that only staff may read."""


class StaffOnlyBooleanField(StaffOnly, models.BooleanField):
    """A yes or no that only staff may read."""


def public_q(at: datetime, prefix: str = "") -> Q:
    """The rule as a condition, for rows reached through ``prefix`` ("release__")."""
    return Q(**{f"{prefix}published_from__lte": at}) & ~Q(**{f"{prefix}published_until__lte": at})


class PublishedQuerySet(models.QuerySet):
    def public(self, at: datetime) -> Self:
        """Rows that the public sees at ``at`` (aware).

        On the public login's own connection the policy has already chosen, by the same rule
        and for the transaction's instant; ``published_until`` can't be named there at all.
        """
        if is_public_login(connections[self.db]):
            chosen = self.filter(published_from__lte=at)
        else:
            chosen = self.filter(public_q(at))
        # The words of that instant too, where a field may be renewed (``releases.renewable``).
        chosen.query.words_at = at  # type: ignore[attr-defined]
        return chosen


class Published(models.Model):
    """A row whose very existence may tell something, so it has its own bounds."""

    published_from = models.DateTimeField(
        "public from",
        null=True,
        blank=True,
        editable=False,
        db_index=True,
        help_text="Empty while it is a draft. Set by publishing, never by hand.",
    )
    published_until = StaffOnlyDateTimeField(
        "public until",
        null=True,
        blank=True,
        editable=False,
        help_text="Empty for “for ever”. Set by a correction, never by hand.",
    )
    recorded_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text="When this site took over something that was already public elsewhere.",
    )

    objects: ClassVar[Any] = PublishedQuerySet.as_manager()

    # Publishing dates models in this order: what others hang on first.
    dated_after: ClassVar[int] = 0

    # Every subclass, for publishing and for the sweep that proves the database's rights.
    registry: ClassVar[list[type["Published"]]] = []

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=Q(published_from__isnull=True)
                | Q(published_from__gt=datetime.fromisoformat("1900-01-01T00:00:00+00:00"))
                & Q(published_from__lt=datetime.fromisoformat("9000-01-01T00:00:00+00:00")),
                name="%(class)s_public_from_is_finite",
                violation_error_message="The moment of publication must be a real date.",
            ),
            models.CheckConstraint(
                condition=Q(published_until__isnull=True)
                | Q(published_until__gt=models.F("published_from"), published_from__isnull=False),
                name="%(class)s_public_until_is_later",
                violation_error_message="It can’t end before it begins.",
            ),
            # An archive is dated by its source; what is to come can't be in an archive.
            models.CheckConstraint(
                condition=Q(recorded_at__isnull=True)
                | Q(published_from__isnull=True)
                | Q(published_from__lte=models.F("recorded_at")),
                name="%(class)s_archive_is_of_the_past",
                violation_error_message="What is not public yet can’t be taken over as archive.",
            ),
        )

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        Published.registry.append(cls)

    @classmethod
    def concrete(cls) -> list[type["Published"]]:
        """Every model that carries the bounds, in the order of their definition."""
        return [model for model in cls.registry if not model._meta.abstract]

    @classmethod
    def needed_by(cls, edition: Any) -> models.QuerySet[Any]:
        """Rows of this model that must be public from the instant at which ``edition`` is."""
        raise NotImplementedError(f"{cls.__name__} must say what an edition needs of it.")

    @classmethod
    def put_in_order(cls, edition: Any) -> None:
        """Work out anew what the draft ``edition`` implies, after an edit or before it goes out."""

    @classmethod
    def hindrances(cls, edition: Any) -> list[str]:
        """Sentences on what must be mended before the draft ``edition`` can be published."""
        return []

    @classmethod
    def settle(cls, edition: Any, answers: Mapping[str, str], *, by: str) -> dict[str, Any]:
        """What approving ``edition`` does about these rows before it dates them.

        ``answers`` are what ``by`` said on the approve page. Returns what the record of the
        approval keeps of it; raises ValidationError where an answer is missing.
        """
        return {}

    def is_public(self, at: datetime) -> bool:
        """The rule for one row in hand (staff process)."""
        if self.published_from is None or self.published_from > at:
            return False
        return self.published_until is None or self.published_until > at


class Reference(Published):
    """An identity that statements point at; its words may be edited, its slug may not."""

    # Rises with every save of its page, so that of two people the second is told of the first.
    version = StaffOnlyIntegerField(default=1, editable=False)

    class Meta(Published.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(getattr(self, "name", "") or getattr(self, "slug", "") or self.pk)


class Statement(Published):
    """What was said: never changed once public, only ended by a correction or withdrawn."""

    release = models.ForeignKey("releases.Release", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    dated_after = 2
    # Whether a correction begins with copies of these (see ``publishing.correct``).
    restated_by_correction: ClassVar[bool] = False
    # Whether there may be a million of them, so that another moment takes the place of the first.
    dated_in_place: ClassVar[bool] = False

    class Meta(Published.Meta):
        abstract = True

    def copied_as_draft(self, **changes: Any) -> Self:
        """A new draft row, saved, with this one's words and ``changes``."""
        values = {
            field.attname: getattr(self, field.attname)
            for field in self._meta.concrete_fields
            if not field.primary_key and field.name != "created_at"
        }
        values |= {"published_from": None, "published_until": None, "recorded_at": None}
        copy = type(self)(**values)
        for name, value in changes.items():
            setattr(copy, name, value)
        copy.save()
        return copy

    @classmethod
    def replaced_by(cls, edition: Any) -> models.QuerySet[Any]:
        """Rows in force that end when ``edition`` begins: by default those of its predecessors."""
        rows: models.QuerySet[Any] = cls._default_manager.all()
        return rows.filter(edition__release=edition.release_id, edition__number__lt=edition.number)
