"""The rule has two spellings, ``.public(at)`` and the policy: one table of cases holds both."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from npcc_site.middleware import begin_moment
from releases.models import Edition, Publisher, Topic
from releases.published import Published
from tests import factories
from tests.harness import databases

# Moments in London's own terms: 00:01 in winter and in summer, both nights on which the clocks
# change, the year's end, a leap day.
MOMENTS = {
    "winter": "2023-11-17T00:01:00+00:00",
    "summer": "2023-06-09T00:01:00+01:00",
    "clocks forward": "2024-03-31T00:59:59+00:00",
    "clocks back": "2023-10-29T01:30:00+01:00",
    "year end": "2023-12-31T23:59:59+00:00",
    "leap day": "2024-02-29T09:30:00+00:00",
}
A_LITTLE = timedelta(microseconds=1)


@pytest.fixture
def as_public(public_connection: Any) -> Any:
    """``with as_public():`` the ORM asks as the public login, over one connection."""
    return lambda: databases.as_default(public_connection)


def cases() -> list[Any]:
    """(bounds, at, visible) for each moment: before, at and after either bound."""
    rows: list[tuple[datetime | None, datetime | None, datetime, bool]] = []
    for text in MOMENTS.values():
        t = datetime.fromisoformat(text)
        later = t + timedelta(hours=30)
        rows += [
            (None, None, t, False),
            (t, None, t - timedelta(hours=24), False),
            (t, None, t - timedelta(seconds=1), False),
            (t, None, t - A_LITTLE, False),
            (t, None, t, True),
            (t, None, t + timedelta(seconds=1), True),
            (t, None, t + timedelta(days=365), True),
            (t, later, t, True),
            (t, later, later - A_LITTLE, True),
            (t, later, later, False),
            (t, later, later + timedelta(seconds=1), False),
        ]
    return rows


def test_queryset_policy_and_row_in_hand_agree_on_every_case(
    world: databases.World, as_public: Any
) -> None:
    """Each case is asked three ways; the public login sees exactly what ``.public(at)`` chooses."""
    wrong = []
    for index, (since, until, at, visible) in enumerate(cases()):
        slug = f"case-{index}"
        recorded = timezone.now()
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT now()")
                (recorded,) = cursor.fetchone()
            row = Topic.objects.create(
                slug=slug, name=slug, published_from=since, published_until=until,
                recorded_at=recorded if since else None,
            )  # fmt: skip
        chosen = Topic.objects.public(at).filter(slug=slug).exists()
        with as_public(), transaction.atomic():
            begin_moment(at)
            shown = Topic.objects.filter(slug=slug).exists()
        if (chosen, shown, row.is_public(at)) != (visible, visible, visible):
            wrong.append((index, since, until, at, visible, chosen, shown))
    assert wrong == []


def test_the_public_instant_is_never_later_than_now(world: databases.World, as_public: Any) -> None:
    edition = factories.published(
        factories.edition(embargo_until=timezone.now() + timedelta(hours=1))
    )
    tomorrow = timezone.now() + timedelta(days=1)
    assert Edition.objects.public(tomorrow).filter(pk=edition.pk).exists()
    with as_public(), transaction.atomic():
        begin_moment(tomorrow)
        assert not Edition.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('site.as_at', '9999-01-01', true), visible_at()")
            assert cursor.fetchone()[1] <= datetime.now(tz=UTC) + timedelta(seconds=5)
            assert not Edition.objects.exists()


def test_the_chosen_instant_ends_with_its_transaction(
    world: databases.World, as_public: Any
) -> None:
    """EL-71: nothing is left on a connection that the next request will use."""
    factories.archived(factories.edition())
    with as_public():
        with transaction.atomic():
            begin_moment(datetime(2001, 1, 1, tzinfo=UTC))
            assert not Edition.objects.exists()
        with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012
            begin_moment(datetime(2001, 1, 1, tzinfo=UTC))
            raise RuntimeError
        with transaction.atomic():
            begin_moment(None)
            assert Edition.objects.exists()


def test_staff_only_fields_are_null_on_the_public_connection(
    world: databases.World, as_public: Any
) -> None:
    edition = factories.archived(factories.edition())
    assert Edition.objects.get().approved_by == "archivist"
    with as_public(), transaction.atomic():
        begin_moment(None)
        seen = Edition.objects.get(pk=edition.pk)
        assert seen.title == edition.title
        hidden = (seen.published_until, seen.written_by, seen.approved_by, seen.approved_at)
        assert hidden == (None, None, None, None)


def test_every_model_with_bounds_says_what_an_edition_needs_of_it(
    world: databases.World, as_public: Any
) -> None:
    edition = factories.edition()
    for model in Published.concrete():
        assert model.needed_by(edition).count() >= 0, model
    assert Publisher.needed_by(edition).get() == edition.release.publisher
