"""Who may let what out, and what takes an approval back."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from operations.models import Chart, ChartLine, Metric, Observation
from releases import publishing
from releases.acting import acting
from releases.models import Act, BringForward, Edition, Quotation, Release, Topic
from tests import factories
from tests.releases.test_row_security import a_whole_release

pytestmark = pytest.mark.django_db


def refused(verb: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        verb(*args, **kwargs)
    return " ".join(caught.value.messages)


def state(edition: Edition) -> str:
    edition.refresh_from_db()
    return edition.state(timezone.now())


@pytest.fixture
def embargo() -> datetime:
    return timezone.now().replace(microsecond=0) + timedelta(hours=2)


@pytest.fixture
def scheduled(embargo: datetime) -> Edition:
    return factories.published(a_whole_release("heron", embargo_until=embargo))


class TestAnotherPerson:
    def test_goes_from_draft_to_submitted_to_approved(self, embargo: datetime) -> None:
        edition = factories.edition(embargo_until=embargo)
        assert state(edition) == "draft"
        publishing.submit(edition, by="submitter")
        assert state(edition) == "submitted"
        assert edition.published_from is None
        publishing.approve(edition, by="approver")
        assert state(edition) == "scheduled"
        assert not edition.approved_alone

    @pytest.mark.parametrize("by", ["writer", "submitter"])
    def test_el_57_nobody_approves_what_they_wrote_or_submitted(
        self, by: str, embargo: datetime
    ) -> None:
        edition = factories.edition(embargo_until=embargo)
        publishing.submit(edition, by="submitter")
        assert "another person" in refused(publishing.approve, edition, by=by)
        assert state(edition) == "submitted"

    def test_in_an_office_of_one_it_is_said_that_one_person_did_both(
        self, embargo: datetime, settings: Any
    ) -> None:
        settings.FOUR_EYES = False
        edition = factories.edition(embargo_until=embargo)
        publishing.submit(edition, by="writer")
        publishing.approve(edition, by="writer")
        edition.refresh_from_db()
        assert edition.approved_alone
        assert Act.objects.filter(verb="approve").get().detail == {"alone": True}

    def test_the_database_refuses_one_person_for_both(self, embargo: datetime) -> None:
        edition = factories.edition(embargo_until=embargo)
        publishing.submit(edition, by="one")
        with pytest.raises(IntegrityError, match="approved_by_another"), transaction.atomic():
            Edition.objects.filter(pk=edition.pk).update(
                approved_by="one", approved_at=timezone.now()
            )

    def test_a_draft_is_not_approved_and_what_is_sent_back_neither(self) -> None:
        edition = factories.edition()
        assert "submitted first" in refused(publishing.approve, edition, by="approver")
        publishing.submit(edition, by="submitter")
        assert "what has to change" in refused(
            publishing.send_back, edition, by="approver", reason=" "
        )
        publishing.send_back(edition, by="approver", reason="The total is wrong.")
        assert state(edition) == "draft"
        assert "submitted first" in refused(publishing.approve, edition, by="approver")

    def test_what_changed_since_it_was_read_is_not_approved(self, embargo: datetime) -> None:
        edition = a_whole_release("heron", embargo_until=embargo)
        publishing.submit(edition, by="submitter")
        for change in (
            lambda: Observation.objects.update(value=8),
            lambda: Quotation.objects.update(words="Other words"),
            lambda: Metric.objects.update(definition="Another definition."),
            lambda: factories.observation(edition, "7340033", metric=Metric.objects.get()),
            lambda: Chart.objects.update(title="Another finding"),
            lambda: edition.release.topics.add(factories.topic()),
        ):
            seen = publishing.fingerprint(edition)
            assert seen == publishing.fingerprint(edition)
            change()
            assert "changed while you read it" in refused(
                publishing.approve, edition, by="approver", seen=seen
            )
        publishing.approve(edition, by="approver", seen=publishing.fingerprint(edition))
        assert state(edition) == "scheduled"


class TestWhatIsApprovedIsFrozen:
    @pytest.mark.parametrize(
        ("model", "words"),
        [
            (Edition, {"title": "Other"}),
            (Observation, {"value": 9}),
            (Quotation, {"words": "Other"}),
            (Metric, {"definition": "Other"}),
            (Topic, {"name": "Other"}),
            (Release, {"slug": "other"}),
            (Chart, {"title": "Other"}),
            (ChartLine, {"label": "Other"}),
        ],
    )
    def test_no_word_changes(self, scheduled: Edition, model: Any, words: dict[str, Any]) -> None:
        with pytest.raises(IntegrityError, match="What is approved can't"), transaction.atomic():
            model.objects.update(**words)

    def test_nothing_joins_or_leaves_it(self, scheduled: Edition) -> None:
        with pytest.raises(IntegrityError, match="Nothing can be added"), transaction.atomic():
            factories.observation(scheduled, metric=Metric.objects.get())
        for model in (Observation, Quotation, ChartLine):
            with pytest.raises(IntegrityError, match="What is approved"), transaction.atomic():
                model.objects.all().delete()

    def test_an_edit_takes_the_approval_back_first(self, scheduled: Edition) -> None:
        for row in (scheduled, Observation.objects.get(), Metric.objects.get()):
            assert publishing.reopen(row, by="editor") == [scheduled]
            assert state(scheduled) == "draft"
            assert row.published_from is None
            Observation.objects.update(value=9)
            factories.published(scheduled)

    def test_an_edit_takes_a_submission_back(self, embargo: datetime) -> None:
        edition = a_whole_release("heron", embargo_until=embargo)
        publishing.submit(edition, by="submitter")
        assert publishing.reopen(Metric.objects.get(), by="editor") == [edition]
        assert state(edition) == "draft"
        assert publishing.reopen(edition, by="editor") == []

    def test_an_edit_of_what_is_public_touches_no_approval(self, scheduled: Edition) -> None:
        other = factories.published(factories.edition(embargo_until=scheduled.embargo_until))
        public = factories.archived(factories.edition())
        assert publishing.reopen(public.release.publisher, by="editor") == []
        assert state(other) == state(scheduled) == "scheduled"


class TestMoving:
    def test_later_is_one_persons_to_say(self, scheduled: Edition, embargo: datetime) -> None:
        later = embargo + timedelta(days=1)
        publishing.move(scheduled, by="approver", embargo_until=later, reason="They asked.")
        assert state(scheduled) == "scheduled"
        assert scheduled.published_from == scheduled.embargo_until == later
        for model in (Observation, Quotation, Metric, Chart):
            assert model.objects.get().published_from == later
        act = Act.objects.all()[0]
        assert (act.verb, act.detail["was"]) == ("move", embargo.isoformat())

    def test_earlier_takes_two(self, scheduled: Edition, embargo: datetime) -> None:
        sooner = embargo - timedelta(hours=1)
        assert "another person" in refused(
            publishing.move, scheduled, by="one", embargo_until=sooner, reason="Why."
        )
        request = publishing.ask_earlier(
            scheduled, by="one", embargo_until=sooner, reason="Broken by a newspaper at 10:02."
        )
        assert state(scheduled) == "scheduled"
        assert scheduled.published_from == embargo
        assert "another person" in refused(publishing.grant_earlier, request, by="one")
        assert publishing.grant_earlier(request, by="two") == sooner
        scheduled.refresh_from_db()
        assert scheduled.published_from == Observation.objects.get().published_from == sooner
        act = Act.objects.all()[0]
        assert (act.verb, act.by, act.detail["asked_by"]) == ("bring_forward", "two", "one")
        assert act.reason == "Broken by a newspaper at 10:02."
        assert "settled already" in refused(publishing.grant_earlier, request, by="three")

    def test_at_once_is_five_seconds_ahead_of_the_second_person(self, scheduled: Edition) -> None:
        request = publishing.ask_earlier(
            scheduled, by="one", embargo_until=None, reason="It is all over the news."
        )
        at = publishing.grant_earlier(request, by="two")
        assert timedelta(0) < at - timezone.now() <= timedelta(seconds=6)
        scheduled.refresh_from_db()
        assert scheduled.embargo_until == scheduled.published_from == at

    def test_the_database_refuses_one_person_for_both_halves(self, scheduled: Edition) -> None:
        publishing.ask_earlier(scheduled, by="one", embargo_until=None, reason="Why.")
        with pytest.raises(IntegrityError, match="by_two"), transaction.atomic():
            BringForward.objects.update(outcome="granted", settled_by="one")

    def test_a_request_lapses_with_the_approval(self, scheduled: Edition) -> None:
        request = publishing.ask_earlier(scheduled, by="one", embargo_until=None, reason="Why.")
        publishing.unschedule(scheduled, by="one")
        assert "settled already" in refused(publishing.decline_earlier, request, by="two")
        factories.published(scheduled)
        assert "settled already" in refused(publishing.grant_earlier, request, by="two")

    def test_declined_it_stays_where_it_is(self, scheduled: Edition, embargo: datetime) -> None:
        request = publishing.ask_earlier(scheduled, by="one", embargo_until=None, reason="Why.")
        publishing.decline_earlier(request, by="one")
        scheduled.refresh_from_db()
        assert scheduled.published_from == embargo


class TestHolding:
    def test_a_held_edition_is_out_of_the_queue_until_it_is_approved_anew(
        self, scheduled: Edition, embargo: datetime
    ) -> None:
        publishing.hold(scheduled, by="anyone", reason="A name must go.")
        assert state(scheduled) == "held"
        for model in (Edition, Observation, Quotation, Metric, Chart):
            assert model.objects.get().published_from is None
        assert "on hold" in refused(publishing.approve, scheduled, by="approver")
        publishing.end_hold(scheduled, by="approver")
        assert state(scheduled) == "submitted"
        assert publishing.approve(scheduled, by="approver") == embargo

    def test_everything_that_is_not_public_is_held_by_one_act(
        self, scheduled: Edition, embargo: datetime
    ) -> None:
        submitted = factories.edition(embargo_until=embargo)
        publishing.submit(submitted, by="submitter")
        draft, public = factories.edition(), factories.archived(factories.edition())
        held = publishing.hold_everything(by="chief", reason="The list is out.")
        assert {one.pk for one in held} == {scheduled.pk, submitted.pk}
        assert [state(e) for e in (scheduled, submitted, draft, public)] == [
            "held", "held", "draft", "public",
        ]  # fmt: skip

    def test_what_is_public_or_a_draft_is_not_held(self) -> None:
        public = factories.archived(factories.edition())
        for edition in (public, factories.edition()):
            assert "can be held" in refused(publishing.hold, edition, by="a", reason="Why.")


def test_el_72_a_restored_backup_is_held_from_a_shell(
    scheduled: Edition, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("hold_everything", "Restored from the backup of Monday.")
    assert state(scheduled) == "held"
    assert "Put on hold: 1." in capsys.readouterr().out
    with pytest.raises(CommandError, match="Say why"):
        call_command("hold_everything", " ")


class TestWhoseWordsTheyAre:
    """Four eyes: nobody who changed a word approves it, whoever handed it in."""

    @pytest.fixture
    def edition(self, embargo: datetime) -> Edition:
        edition = a_whole_release("heron", embargo_until=embargo)
        with acting("editor"):
            Observation.objects.update(value=9)
            factories.observation(edition, "7340033", metric=Metric.objects.get())
        publishing.submit(edition, by="submitter")
        return Edition.objects.get()

    def test_who_changed_a_figure_does_not_approve_it(self, edition: Edition) -> None:
        assert publishing.authors(edition) >= {"writer", "editor", "submitter"}
        assert "another person" in refused(publishing.approve, edition, by="editor")
        publishing.approve(edition, by="approver")

    def test_who_held_or_approved_it_before_may_do_so_again(self, edition: Edition) -> None:
        with acting("approver"):
            publishing.approve(edition, by="approver")
            publishing.hold(edition, by="approver", reason="A doubt.")
            publishing.end_hold(edition, by="approver")
        assert "approver" not in publishing.authors(edition)
        publishing.approve(edition, by="approver")
