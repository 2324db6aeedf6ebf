"""The verbs: what each dates, ends or hides, what it records, and what it refuses."""

import threading
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, connections, transaction
from django.utils import timezone

from operations.models import Chart, Evidence, Metric, Observation, Operation
from releases import publishing
from releases.models import Act, Change, Edition, Quotation, Release, Topic, Withdrawal
from tests import factories
from tests.harness import databases
from tests.releases.test_row_security import a_whole_release, wait_until


def in_an_hour() -> Any:
    return timezone.now() + timedelta(hours=1)


def refused(verb: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        verb(*args, **kwargs)
    return " ".join(caught.value.messages)


@pytest.mark.django_db
class TestPublish:
    def test_dates_the_edition_and_all_it_needs_at_its_embargo(self) -> None:
        embargo = in_an_hour()
        edition = a_whole_release("heron", embargo_until=embargo)
        assert factories.approved(edition, by="approver") == embargo
        for model in (Edition, Observation, Evidence, Quotation, Operation, Metric, Chart, Topic):
            assert model.objects.get().published_from == embargo, model

    def test_without_an_embargo_is_five_seconds_ahead(self) -> None:
        edition = factories.edition()
        at = factories.approved(edition, by="approver")
        assert timedelta(0) < at - timezone.now() <= timedelta(seconds=6)

    def test_may_be_later_than_the_embargo_but_not_before(self) -> None:
        embargo = in_an_hour()
        later = embargo + timedelta(hours=2)
        edition = factories.published(
            factories.edition(embargo_until=embargo), not_before=timezone.now()
        )
        assert edition.published_from == embargo
        edition = factories.published(factories.edition(embargo_until=embargo), not_before=later)
        assert edition.published_from == later

    def test_leaves_what_is_public_as_it_was(self) -> None:
        metric = factories.metric()
        first = factories.edition()
        factories.observation(first, metric=metric)
        factories.archived(first)
        metric.refresh_from_db()
        since = metric.published_from
        second = factories.edition(embargo_until=in_an_hour())
        factories.observation(second, metric=metric)
        factories.published(second)
        metric.refresh_from_db()
        assert metric.published_from == since

    def test_a_reference_goes_out_with_whichever_needs_it_first(self) -> None:
        metric = factories.metric()
        late = factories.edition(embargo_until=in_an_hour() + timedelta(days=1))
        soon = factories.edition(embargo_until=in_an_hour())
        for edition in (late, soon):
            factories.observation(edition, metric=metric)
            factories.published(edition)
        metric.refresh_from_db()
        assert metric.published_from == soon.embargo_until

    def test_records_who_and_when(self) -> None:
        edition = factories.published(factories.edition(embargo_until=in_an_hour()))
        act, before = Act.objects.all()
        assert (before.verb, before.by, before.effective_at) == ("submit", "submitter", None)
        assert (act.verb, act.by, act.edition) == ("approve", "approver", edition)
        assert act.effective_at == edition.published_from
        assert (edition.approved_by, edition.state(timezone.now())) == ("approver", "scheduled")

    def test_is_issued_on_the_london_day_of_its_embargo(self) -> None:
        """00:01 in summer is still the day before by UTC."""
        embargo = datetime(2099, 6, 10, 0, 1, tzinfo=ZoneInfo("Europe/London"))
        edition = factories.published(factories.edition(embargo_until=embargo))
        assert edition.issued_day == date(2099, 6, 10)
        publishing.unschedule(edition, by="approver")
        edition.refresh_from_db()
        assert (edition.issued_day, edition.issued_basis) == (None, "")

    def test_keeps_the_day_on_which_it_was_issued_elsewhere(self) -> None:
        day = date(2023, 11, 17)
        edition = factories.published(
            factories.edition(issued_earliest=day, issued_latest=day, issued_basis="stated")
        )
        assert (edition.issued_day, edition.issued_basis) == (day, "stated")

    def test_refuses_an_approved_edition(self) -> None:
        edition = factories.published(factories.edition(embargo_until=in_an_hour()))
        assert "already approved" in refused(factories.approved, edition, by="somebody")

    def test_refuses_a_correction_that_does_not_say_why(self) -> None:
        first = factories.archived(factories.edition())
        draft = publishing.correct(first.release, by="writer", reason="A slip.")
        Edition.objects.filter(pk=draft.pk).update(change_note="")
        assert "what changed and why" in refused(factories.approved, draft, by="approver")


@pytest.mark.django_db
class TestArchive:
    def test_dates_by_the_source_and_says_since_when_the_site_shows_it(self) -> None:
        since = timezone.now() - timedelta(days=900)
        edition = factories.archived(factories.edition(), published_from=since)
        assert edition.published_from == since
        assert timezone.now() - edition.recorded_at < timedelta(seconds=5)

    def test_refuses_what_is_not_public_yet(self) -> None:
        edition = factories.edition(embargo_until=in_an_hour())
        sentence = refused(
            publishing.archive, edition, by="x", published_from=timezone.now() - timedelta(days=1)
        )
        assert "already public elsewhere" in sentence
        assert "already public" in refused(
            publishing.archive, factories.edition(), by="x", published_from=in_an_hour()
        )

    def test_never_dates_before_an_embargo_that_has_passed(self) -> None:
        embargo = timezone.now() - timedelta(days=3)
        edition = factories.edition(embargo_until=embargo)
        factories.archived(edition, published_from=embargo - timedelta(days=2))
        assert edition.published_from == embargo


@pytest.mark.django_db
class TestUnschedule:
    def test_makes_a_draft_again_with_all_that_waited_for_it(self) -> None:
        edition = a_whole_release("heron", embargo_until=in_an_hour())
        factories.published(edition)
        publishing.unschedule(edition, by="approver")
        edition.refresh_from_db()
        assert edition.state(timezone.now()) == "draft"
        for model in (Observation, Evidence, Quotation, Operation, Metric, Chart, Topic):
            assert model.objects.get().published_from is None, model
        assert Act.objects.latest("pk").verb == "unschedule"

    def test_keeps_for_another_what_that_needs_as_well(self) -> None:
        metric = factories.metric()
        soon = factories.edition(embargo_until=in_an_hour())
        late = factories.edition(embargo_until=in_an_hour() + timedelta(days=1))
        for edition in (soon, late):
            factories.observation(edition, metric=metric)
            factories.published(edition)
        publishing.unschedule(soon, by="approver")
        metric.refresh_from_db()
        assert metric.published_from == late.embargo_until

    def test_gives_back_the_end_of_what_it_was_to_replace(self) -> None:
        first = factories.archived(factories.edition())
        draft = publishing.correct(first.release, by="writer", reason="A slip.")
        factories.published(draft, not_before=in_an_hour())
        first.refresh_from_db()
        assert first.published_until is not None
        publishing.unschedule(draft, by="approver")
        first.refresh_from_db()
        assert first.published_until is None

    def test_refuses_what_is_public(self) -> None:
        edition = factories.archived(factories.edition())
        assert "correct or withdraw" in refused(publishing.unschedule, edition, by="approver")


class TestCorrect:
    @pytest.mark.django_db
    def test_begins_with_the_words_in_force_and_no_figure(self) -> None:
        first = factories.edition()
        figure = factories.observation(first)
        factories.quotation(first, words="As said")
        factories.claim(first, [figure])
        factories.archived(first)
        draft = publishing.correct(first.release, by="writer", reason="A slip.")
        assert (draft.number, draft.title, draft.change_note) == (2, first.title, "A slip.")
        assert draft.quotations.get().words == "As said"
        assert draft.claims.get().figure_ids == [figure.figure_id]
        assert draft.observations.count() == 0
        assert draft.published_from is None

    @pytest.mark.django_db
    def test_refuses_without_reason_or_with_a_draft_or_with_nothing_public(self) -> None:
        first = factories.edition()
        assert "Nothing of this release" in refused(
            publishing.correct, factories.release(), by="w", reason="A slip."
        )
        factories.archived(first)
        assert "Say what is wrong" in refused(publishing.correct, first.release, by="w", reason=" ")
        publishing.correct(first.release, by="w", reason="A slip.")
        assert "A draft of this release exists" in refused(
            publishing.correct, first.release, by="w", reason="Another."
        )

    def test_a_corrected_figure_is_a_new_row_and_an_unchanged_one_keeps_its_own(
        self, world: databases.World
    ) -> None:
        """And the two versions are never public at one instant, nor is there one without any."""
        first = factories.edition()
        wrong = factories.observation(first, "5,287 years", value=5287)
        right = factories.observation(first, "271 guns", value=271)
        factories.archived(first)
        draft = publishing.correct(first.release, by="writer", reason="Two digits were swapped.")
        again = factories.observation(
            draft, "5,827 years", value=5827, figure_id=wrong.figure_id, metric=wrong.metric
        )
        at = factories.approved(draft, by="approver")
        for row in (wrong, right, again, first):
            row.refresh_from_db()
        assert wrong.published_until == again.published_from == first.published_until == at
        assert (right.published_until, right.edition_id) == (None, first.pk)
        assert wrong.evidence.get().published_until == at
        in_force = Observation.objects.public(at).filter(release=first.release)
        assert {row.value for row in in_force} == {5827, 271}
        before = Observation.objects.public(at - timedelta(microseconds=1))
        assert {row.value for row in before} == {5287, 271}

    def test_the_public_sees_the_old_version_until_the_new_one(
        self, world: databases.World
    ) -> None:
        first = factories.edition()
        wrong = factories.observation(first, value=5287)
        factories.archived(first)
        draft = publishing.correct(first.release, by="writer", reason="A slip.")
        factories.observation(draft, value=5827, figure_id=wrong.figure_id, metric=wrong.metric)
        at = factories.approved(draft, by="approver")
        assert public_values(world, wrong.figure_id) == ([5287], [(5287, None)])
        wait_until(world, at + timedelta(milliseconds=50))
        assert public_values(world, wrong.figure_id) == ([5827], [(5827, None), (5287, at)])


def public_values(world: databases.World, figure_id: str) -> tuple[list[Any], list[Any]]:
    """What the public login reads of a figure: rows in force, and (value, end) of its versions."""
    with world.connect("public") as connection:
        rows = connection.execute(
            "SELECT value::int FROM operations_observation WHERE figure_id = %s", [figure_id]
        ).fetchall()
        versions = connection.execute(
            "SELECT value::int, ended_at FROM figure_versions(%s, false)", [[figure_id]]
        ).fetchall()
    return [value for (value,) in rows], versions


class TestWithdraw:
    def test_hides_the_release_at_every_instant_and_keeps_what_was(
        self, world: databases.World
    ) -> None:
        edition = a_whole_release("heron")
        factories.archived(edition)
        since = edition.published_from
        withdrawal = publishing.withdraw(edition.release, by="approver", reason="A court asked.")
        for at in (since, since + timedelta(hours=1), timezone.now() + timedelta(days=1)):
            for model in (Edition, Observation, Evidence, Quotation, Release):
                assert not model.objects.public(at).exists(), model
        assert Withdrawal.objects.public(timezone.now()).get() == withdrawal
        kept = {(row["table"], row["from"]) for row in withdrawal.bounds}
        assert ("operations_observation", since.isoformat()) in kept
        assert Act.objects.latest("pk").reason == "A court asked."

    @pytest.mark.django_db
    def test_refuses_without_reason_twice_or_a_draft(self) -> None:
        edition = factories.edition()
        assert "delete its draft" in refused(
            publishing.withdraw, edition.release, by="a", reason="Why."
        )
        factories.archived(edition)
        assert "Say why" in refused(publishing.withdraw, edition.release, by="a", reason="")
        publishing.withdraw(edition.release, by="a", reason="Why.")
        assert refused(publishing.withdraw, edition.release, by="a", reason="Why.")

    @pytest.mark.django_db
    def test_nothing_of_a_withdrawn_release_can_be_published_again(self) -> None:
        edition = factories.archived(factories.edition())
        publishing.withdraw(edition.release, by="a", reason="Why.")
        draft = factories.edition(release=edition.release, number=2, change_note="Again.")
        assert "withdrawn" in refused(factories.approved, draft, by="a")


class TestTheDatabaseRefuses:
    """Whatever code runs: these go past the verbs, by ``update()`` and raw SQL."""

    @pytest.fixture
    def edition(self, world: databases.World) -> Edition:
        edition = a_whole_release("heron")
        return factories.archived(edition)

    def test_a_change_of_a_public_statement(self, edition: Edition) -> None:
        for rows, changes in (
            (Observation.objects.all(), {"value": 1}),
            (Evidence.objects.all(), {"words": "other words"}),
            (Quotation.objects.all(), {"words": "other words"}),
            (Edition.objects.all(), {"title": "Defaced"}),
            (Edition.objects.all(), {"embargo_until": None, "summary": "Other"}),
            (
                Observation.objects.all(),
                {"published_from": timezone.now() + timedelta(days=1), "recorded_at": None},
            ),
            (Observation.objects.all(), {"published_from": None}),
        ):
            with pytest.raises(IntegrityError, match="can't be changed"):
                rows.update(**changes)

    def test_deleting_what_was_public(self, edition: Edition) -> None:
        for table in ("operations_evidence", "releases_quotation", "operations_claim"):
            with pytest.raises(IntegrityError, match="can't be deleted"), connection.cursor() as c:
                c.execute(f"DELETE FROM {table}")
        Chart.objects.get().lines.all().delete()
        with pytest.raises(IntegrityError, match="can't be deleted"):
            Chart.objects.all()._raw_delete("default")

    def test_truncating(self, edition: Edition, world: databases.World) -> None:
        with (
            world.connect("owner") as owner,
            pytest.raises(psycopg.errors.RestrictViolation, match="can't be emptied"),
        ):
            owner.execute("TRUNCATE operations_evidence")

    def test_an_end_in_the_past(self, edition: Edition) -> None:
        for moment in (timezone.now() - timedelta(hours=1), timezone.now() + timedelta(seconds=1)):
            with pytest.raises(IntegrityError, match="has passed"), transaction.atomic():
                Observation.objects.update(published_until=moment)

    def test_a_date_in_the_past_for_what_is_no_archive(self, world: databases.World) -> None:
        topic = factories.topic()
        with pytest.raises(IntegrityError, match="has passed"), transaction.atomic():
            Topic.objects.filter(pk=topic.pk).update(
                published_from=timezone.now() - timedelta(days=1)
            )

    def test_a_commit_that_comes_too_late(self, world: databases.World) -> None:
        """The bound was ahead when it was set, and is not when the transaction commits."""
        edition = factories.edition(embargo_until=timezone.now() + timedelta(seconds=4))
        with pytest.raises(IntegrityError, match="less than 2 s ahead"), transaction.atomic():  # noqa: PT012
            at = factories.approved(edition, by="approver")
            # publish() chose five seconds; the transaction dawdles until less than two are left.
            wait_until(world, at - timedelta(seconds=1))
        edition.refresh_from_db()
        assert (edition.published_from, edition.approved_at) == (None, None)
        assert not Act.objects.exists()

    def test_an_edit_of_a_waiting_statement_that_commits_after_its_embargo(
        self, world: databases.World
    ) -> None:
        edition = factories.edition(embargo_until=timezone.now() + timedelta(seconds=5))
        at = factories.approved(edition, by="approver")
        with pytest.raises(IntegrityError, match="can't be changed"), transaction.atomic():  # noqa: PT012
            Edition.objects.filter(pk=edition.pk).update(title="Changed before, public after")
            wait_until(world, at + timedelta(milliseconds=100))
        edition.refresh_from_db()
        assert edition.title != "Changed before, public after"

    def test_a_child_dated_by_hand(self, world: databases.World) -> None:
        figure = factories.observation(factories.edition())
        with pytest.raises(IntegrityError, match="dated by hand"):
            Observation.objects.filter(pk=figure.pk).update(
                published_from=timezone.now() + timedelta(seconds=10)
            )

    def test_an_edition_before_its_embargo_or_unapproved(self, world: databases.World) -> None:
        edition = factories.edition(embargo_until=timezone.now() + timedelta(days=1))
        soon = timezone.now() + timedelta(minutes=1)
        with pytest.raises(IntegrityError, match="edition_approved_before_public"):
            Edition.objects.filter(pk=edition.pk).update(published_from=soon)
        with pytest.raises(IntegrityError, match="edition_not_public_before_its_embargo"):
            Edition.objects.filter(pk=edition.pk).update(
                published_from=soon, approved_by="a", approved_at=soon, approved_alone=True
            )

    def test_two_editions_or_two_statements_of_a_figure_at_one_instant(
        self, world: databases.World
    ) -> None:
        soon = timezone.now() + timedelta(minutes=1)
        first = factories.edition()
        one = factories.observation(first)
        factories.approved(first, not_before=soon)
        second = factories.edition(release=first.release, number=2, change_note="Why.")
        with pytest.raises(IntegrityError, match="one_edition_at_any_instant"):
            Edition.objects.filter(pk=second.pk).update(
                published_from=soon, approved_by="a", approved_at=soon, approved_alone=True
            )
        other = factories.edition()
        two = factories.observation(other)
        Observation.objects.filter(pk=two.pk).update(figure_id=one.figure_id)
        with pytest.raises(IntegrityError, match="one_statement_of_a_figure"):
            factories.approved(other, by="approver", not_before=soon)

    def test_el_01_a_release_dated_without_an_edition(self, world: databases.World) -> None:
        """As a form would that writes back the moment of an approval that was taken back."""
        edition = factories.published(factories.edition(embargo_until=in_an_hour()))
        publishing.unschedule(edition, by="approver")
        with pytest.raises(IntegrityError, match="without an edition"):
            Release.objects.filter(pk=edition.release_id).update(published_from=in_an_hour())

    def test_no_bound_is_infinite(self, world: databases.World) -> None:
        topic = factories.topic()
        for bound in ("infinity", "-infinity"):
            with pytest.raises(IntegrityError, match="is_finite"), connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE releases_topic SET published_from = %s WHERE id = %s", [bound, topic.pk]
                )

    def test_a_public_address_that_moves(self, edition: Edition) -> None:
        for model in (Release, Topic, Metric, Operation, Chart):
            with pytest.raises(IntegrityError, match="stays for ever"):
                model.objects.update(slug="elsewhere")

    def test_words_of_a_public_reference_change_only_with_their_history(
        self, edition: Edition
    ) -> None:
        Topic.objects.update(name="New words")
        change = Change.objects.filter(verb="update").first()
        assert change is not None
        assert (change.table, change.row) == ("releases_topic", Topic.objects.get().pk)
        assert change.before["name"] == "heron topic"
        assert change.after["name"] == "New words"

    def test_evidence_may_be_anchored_in_its_text_once(self, edition: Edition) -> None:
        Evidence.objects.update(start=14, end=21, prefix="The text says ", suffix=".")
        with pytest.raises(IntegrityError, match="can't be changed"):
            Evidence.objects.update(start=15)


def test_a_second_publisher_is_told_that_somebody_else_was_first(world: databases.World) -> None:
    """Two people press the button at once: one date is set, one record is kept."""
    edition = factories.edition(embargo_until=in_an_hour())
    publishing.submit(edition, by="submitter")
    outcomes: list[str] = []
    together = threading.Barrier(2)

    def press(name: str) -> None:
        try:
            together.wait(timeout=10)
            factories.approved(edition, by=name)
            outcomes.append("published")
        except ValidationError as error:
            outcomes.append(error.messages[0])
        finally:
            connections.close_all()

    people = [threading.Thread(target=press, args=(name,)) for name in ("one", "two")]
    for person in people:
        person.start()
    for person in people:
        person.join(timeout=20)
    assert sorted(outcomes)[1:] == ["published"]
    assert "already approved" in sorted(outcomes)[0]
    assert Act.objects.filter(verb="approve").count() == 1


def test_a_reference_may_go_out_on_its_own(world: databases.World) -> None:
    chart = factories.chart([factories.metric()])
    at = publishing.publish_reference(chart, by="approver")
    chart.refresh_from_db()
    assert chart.published_from == at > timezone.now()
    assert "already" in refused(publishing.publish_reference, chart, by="approver")
