"""The record of published versions: what a hash covers, who enters the chain when, who stays."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from releases import publishing
from releases.models import Edition, Seal
from releases.published import database_now
from releases.record.documents import document, sha256_of
from releases.record.entries import Entry, entries
from releases.record.manifests import manifest
from releases.record.sealing import seal_what_has_none
from tests import factories

HOUR = timedelta(hours=1)


def hash_of(edition: Edition) -> str:
    return Seal.objects.get(edition=edition).sha256


def hash_now(edition: Edition) -> str:
    """The edition's hash, worked out anew from its rows."""
    edition.refresh_from_db()
    assert edition.published_from is not None
    return sha256_of(document(edition, edition.published_from, recorded_at=edition.recorded_at))


def in_the_record(at: datetime | None = None) -> list[Entry]:
    return list(entries(at or database_now()))


def said_of(day: date, at: datetime) -> dict[str, Any]:
    found = manifest(day, at)
    assert found is not None
    return found


# --- what a hash covers ---------------------------------------------------------------------------


def test_a_document_has_one_spelling(db: None) -> None:
    """Canonical: sorted keys, nothing between, numbers without idle noughts, moments in UTC."""
    edition = factories.edition(
        title="“A” – Ä", embargo_until=datetime.fromisoformat("2023-07-01T00:01:00+01:00")
    )
    factories.observation(edition, value=Decimal("10.5000"), figure_id="bcdfghjkmnpq")
    factories.archived(edition)
    assert edition.published_from is not None
    written = b"".join(document(edition, edition.published_from, recorded_at=edition.recorded_at))
    assert '"title":"“A” – Ä"'.encode() in written
    assert b'"value":"10.5"' in written
    assert b'"embargo_until":"2023-06-30T23:01:00.000000Z"' in written
    assert b": " not in written


def test_a_correction_is_hashed_with_the_figures_that_it_left_as_they_were(db: None) -> None:
    first = factories.edition()
    factories.observation(first, figure_id="bcdfghjkmnpq")
    factories.observation(first, figure_id="cdfghjkmnpqr")
    factories.archived(first)
    was = hash_of(first)
    second = publishing.correct(first.release, by="writer", reason="Seven were eight.")
    kept = first.observations.get(figure_id="bcdfghjkmnpq")
    factories.observation(second, figure_id="bcdfghjkmnpq", value=8, metric=kept.metric)
    at = publishing.approve(submitted(second), by="approver", not_before=database_now() + HOUR)
    second.refresh_from_db()
    written = b"".join(document(second, at, recorded_at=None)).decode()
    assert '"value":"8"' in written
    assert "cdfghjkmnpqr" in written
    assert hash_now(first) == was == hash_of(first)
    assert hash_now(second) == hash_of(second) != was


def submitted(edition: Edition) -> Edition:
    publishing.submit(edition, by="writer")
    edition.refresh_from_db()
    return edition


# --- who enters when ------------------------------------------------------------------------------


def test_el_27_52_what_waits_is_in_no_entry_number_or_link_until_its_instant(db: None) -> None:
    factories.archived(factories.edition())
    now = database_now()
    day = timezone.localdate(now)
    before, listed = in_the_record(), said_of(day, now)
    embargo = now + 30 * HOUR
    waiting = factories.published(factories.edition(embargo_until=embargo))
    submitted(factories.edition())
    publishing.move(waiting, by="approver", embargo_until=embargo + HOUR, reason="It moved.")
    until = embargo + HOUR - timedelta(microseconds=1)
    assert in_the_record(until) == before
    assert said_of(day, now) == listed
    entered = in_the_record(embargo + HOUR)
    assert entered[:-1] == before
    assert (entered[-1].number, entered[-1].entered_at) == (2, embargo + HOUR)


def test_el_27_numbers_follow_the_instants_whatever_the_order_of_approval(db: None) -> None:
    now = database_now()
    for hours in (3, 1, 2):
        factories.published(factories.edition(embargo_until=now + hours * HOUR))
    gone = factories.published(factories.edition(embargo_until=now + HOUR))
    publishing.unschedule(gone, by="approver")
    entered = in_the_record(now + 4 * HOUR)
    assert [e.number for e in entered] == [1, 2, 3]
    assert [e.entered_at for e in entered] == [now + h * HOUR for h in (1, 2, 3)]
    assert in_the_record(now + 2 * HOUR) == entered[:2]


def test_versions_of_one_instant_stand_in_the_order_of_their_hashes(db: None) -> None:
    for _ in range(4):
        factories.archived(factories.edition())
    hashes = [e.sha256 for e in in_the_record()]
    assert len(hashes) == 4
    assert hashes == sorted(hashes)


def test_an_archive_enters_when_it_is_recorded_whatever_its_date(db: None) -> None:
    """Earlier manifests never change: the day that the archive bears has none of it."""
    long_ago = database_now() - 4000 * HOUR
    edition = factories.archived(factories.edition(), published_from=long_ago)
    (entry,) = in_the_record()
    assert entry.entered_at == edition.recorded_at == database_now()
    assert manifest(timezone.localdate(long_ago), database_now()) is None
    assert in_the_record(database_now() - HOUR) == []


@pytest.mark.parametrize("act", ["unschedule", "hold", "reopen", "hold_everything"])
def test_whoever_leaves_the_queue_leaves_no_seal(db: None, act: str) -> None:
    edition = factories.published(factories.edition(embargo_until=database_now() + HOUR))
    assert Seal.objects.filter(edition=edition).exists()
    if act == "unschedule":
        publishing.unschedule(edition, by="approver")
    elif act == "hold":
        publishing.hold(edition, by="approver", reason="Wait.")
    elif act == "reopen":
        publishing.reopen(edition, by="writer")
    else:
        publishing.hold_everything(by="approver", reason="Wait.")
    assert not Seal.objects.exists()


def test_what_is_edited_and_approved_again_has_another_hash(db: None) -> None:
    edition = factories.published(factories.edition(embargo_until=database_now() + HOUR))
    was = hash_of(edition)
    publishing.reopen(edition, by="writer")
    Edition.objects.update(title="Another title")
    factories.published(edition)
    assert hash_of(edition) != was
    assert hash_now(edition) == hash_of(edition)


# --- who stays ------------------------------------------------------------------------------------


def test_el_54_a_withdrawn_release_keeps_its_place_and_says_no_more(db: None) -> None:
    first = factories.archived(factories.edition())
    factories.archived(factories.edition())
    publishing.correct(first.release, by="writer", reason="Wrong.")
    now = database_now()
    before = in_the_record()
    listed = said_of(timezone.localdate(now), now)
    publishing.withdraw(first.release, by="approver", reason="A court has asked.")
    assert in_the_record() == before
    after = said_of(timezone.localdate(now), now)
    kept = {"number", "entered_at", "sha256", "link"}
    for was, line in zip(listed["entries"], after["entries"], strict=True):
        assert {k: line[k] for k in kept} == {k: was[k] for k in kept}
        if line["sha256"] == hash_of(first):
            assert set(line) == kept | {"withdrawn"}
        else:
            assert line == was


# --- what the database holds ----------------------------------------------------------------------


def test_no_edition_is_dated_without_a_seal(db: None) -> None:
    edition = factories.edition()
    Edition.objects.filter(pk=edition.pk).update(
        approved_by="approver", approved_at=database_now(), approved_alone=True,
        published_from=database_now() + HOUR,
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="dated, but not on record"), connection.cursor() as c:
        c.execute("SET CONSTRAINTS require_seal IMMEDIATE")


def test_nothing_enters_the_record_of_a_moment_that_is_final(db: None) -> None:
    """An archive bears the start of its transaction, which may not be an hour ago."""
    edition = factories.edition()
    bounds = {
        "published_from": database_now() - 3 * HOUR, "recorded_at": database_now() - HOUR,
    }  # fmt: skip
    Edition.objects.filter(pk=edition.pk).update(
        approved_by="approver", approved_at=database_now(), approved_alone=True, **bounds
    )
    Seal.objects.create(
        edition=edition, of_release=edition.release, number=1, sha256="0" * 64, **bounds
    )
    with pytest.raises(IntegrityError, match="took too long"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS seal_in_time IMMEDIATE")


def test_a_seal_that_is_public_can_be_neither_changed_nor_removed(db: None) -> None:
    factories.archived(factories.edition())
    for act in (lambda: Seal.objects.update(sha256="0" * 64), lambda: Seal.objects.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_what_was_approved_before_there_was_a_record_is_put_on_it_once(db: None) -> None:
    """As on the day of the migration: an edition that is dated and has no seal."""
    edition = factories.edition()
    factories.observation(edition)
    now = database_now()
    Edition.objects.filter(pk=edition.pk).update(
        approved_by="approver", approved_at=now, approved_alone=True,
        published_from=now - HOUR, recorded_at=now,
    )  # fmt: skip
    assert seal_what_has_none() == 1
    assert seal_what_has_none() == 0
    (entry,) = in_the_record()
    assert (entry.entered_at, entry.sha256) == (now, hash_of(edition))
