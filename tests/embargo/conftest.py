"""A database with something hidden in every table that has bounds, and something public too."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from releases import publishing
from releases.models import Edition, Topic, Withdrawal, Wording
from tests import factories
from tests.embargo import canaries
from tests.harness import databases


def fill(embargo: datetime) -> None:
    """Public, superseded, withdrawn, scheduled, draft, submitted and held rows."""
    canaries.in_the_open()
    twin = canaries.to_be_taken_back()
    publishing.withdraw(twin, by="chief", reason="A court has asked for it.")
    canaries.moved_and_gone()
    canaries.hide(embargo)
    _superseded()
    _to_be_withdrawn(embargo)


def _superseded() -> None:
    """Both in one act, since only what an act itself takes over may it end in the past."""
    with transaction.atomic():
        first = factories.archived(factories.edition(title="As it was"))
        second = publishing.correct(
            first.release, by="writer", reason="It was miscounted.", kind="correction"
        )
        topic = Topic.objects.get(slug="open-topic")
        Wording.objects.create(
            edition=second, release=second.release, table=topic._meta.db_table, row=topic.pk,
            field="summary", instead_of=topic.summary, words="In other words.", written_by="writer",
        )  # fmt: skip
        factories.archived(second, published_from=timezone.now() - timedelta(hours=1))


def _to_be_withdrawn(embargo: datetime) -> None:
    """No verb plans a withdrawal; were one planned, its row would be hidden like any other."""
    word = canaries.SCHEDULED.word
    release = factories.release(slug=f"{word}-goes")
    chart = factories.chart([], slug=f"{word}-goes-chart", release=release)
    kept = {"table": chart._meta.db_table, "row": chart.pk, "from": embargo.isoformat()}
    Withdrawal.objects.create(
        release=release, slug=release.slug, title=f"{word} goes", bounds=[kept],
        reason="It will be withdrawn.", published_from=embargo,
    )  # fmt: skip


@pytest.fixture(scope="module")
def guarded(
    cluster: databases.Databases, blank: databases.World, django_db_blocker: Any
) -> Iterator[databases.World]:
    """The module's own: what a test changes there it undoes."""
    made = cluster.make("guarded", template=blank.database)
    try:
        with django_db_blocker.unblock(), databases.pointed_at(made):
            fill(timezone.now() + timedelta(hours=3))
            assert Edition.objects.exists()
            yield made
    finally:
        cluster.drop(made)
