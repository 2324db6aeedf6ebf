"""The staff's first page: each person sees what they can do, and what goes out when."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from releases import publishing
from releases.acting import acting
from releases.admin.front_page import panels
from releases.models import Edition
from releases.templatetags.countdown import countdown
from tests import factories

pytestmark = pytest.mark.django_db


def person(name: str, *rights: str) -> Any:
    user = get_user_model()._default_manager.create_user(name, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_edition", *rights]))
    return user


def shown_to(user: Any) -> dict[str, list[str]]:
    request: Any = RequestFactory().get("/admin/")
    request.user, request.at = user, timezone.now()
    return {panel.heading: [e.words for e in panel.entries] for panel in panels(request)}


def in_an_hour() -> datetime:
    return timezone.now().replace(microsecond=0) + timedelta(hours=1)


def test_what_waits_is_what_this_person_can_do() -> None:
    submitted = factories.edition(title="Submitted", embargo_until=in_an_hour())
    publishing.submit(submitted, by="curator")
    factories.edition(title="Unfinished", written_by="curator")
    held = factories.edition(title="Stopped")
    publishing.submit(held, by="curator")
    publishing.hold(held, by="approver", reason="A name must go.")
    curator, approver = person("curator"), person("approver", "publish_edition")
    assert shown_to(curator)["Waits for you"] == ["On hold: Stopped", "Your draft: Unfinished"]
    assert shown_to(approver)["Waits for you"] == ["Approve: Submitted", "On hold: Stopped"]
    author = person("writer", "publish_edition")
    assert "Approve: Submitted" not in shown_to(author)["Waits for you"]


def test_a_request_to_bring_forward_waits_for_the_other_person() -> None:
    edition = factories.published(factories.edition(title="Soon", embargo_until=in_an_hour()))
    publishing.ask_earlier(edition, by="one", embargo_until=None, reason="It is in the papers.")
    one, two = person("one", "publish_edition"), person("two", "publish_edition")
    assert shown_to(one)["Waits for you"] == []
    assert shown_to(two)["Waits for you"] == ["Bring forward? Soon"]


def test_what_goes_out_next_stands_in_the_order_of_its_moments() -> None:
    for title, hours in (("Third", 30), ("First", 1), ("Second", 2)):
        moment = timezone.now() + timedelta(hours=hours)
        factories.approved(factories.edition(title=title, embargo_until=moment))
    assert shown_to(person("p"))["Goes out next"] == ["First", "Second", "Third"]
    factories.archived(factories.edition(title="Old but new here"))
    assert shown_to(person("q"))["Published lately"] == ["Old but new here"]


def test_nobody_is_asked_to_approve_what_they_changed() -> None:
    edition = factories.edition(title="Changed by two")
    user = person("editor", "publish_edition")
    with acting("editor"):
        Edition.objects.filter(pk=edition.pk).update(summary="In the editor's words.")
    publishing.submit(edition, by="curator")
    assert shown_to(user)["Waits for you"] == []
    assert shown_to(person("other", "publish_edition"))["Waits for you"] == [
        "Approve: Changed by two"
    ]


def test_an_office_of_one_is_asked_to_approve_its_own(settings: Any) -> None:
    settings.FOUR_EYES = False
    user = person("alone", "publish_edition")
    publishing.submit(factories.edition(title="Mine", written_by="alone"), by="alone")
    assert shown_to(user)["Waits for you"] == ["Approve: Mine"]


def test_new_figures_that_contradict_and_releases_without_figures() -> None:
    metric = factories.metric(name="Arrests")
    when: dict[str, Any] = {
        "metric": metric,
        "period_kind": "year",
        "period_start": date(2023, 1, 1),
        "period_end": date(2023, 12, 31),
    }
    first, second = factories.edition(title="One"), factories.edition(title="Two")
    factories.observation(first, value=7, **when)
    factories.archived(first)
    factories.observation(second, value=8, **when)
    factories.edition(title="Empty")
    shown = shown_to(person("p"))
    assert shown["Figures that contradict"] == ["8 arrests, but 7 arrests elsewhere"]
    assert shown["Releases without figures"] == ["Empty"]


def test_the_number_of_queries_does_not_grow() -> None:
    from django.db import connection

    user = person("p", "publish_edition")
    numbers = []
    for _ in range(2):
        for _ in range(3):
            edition = factories.edition(embargo_until=in_an_hour())
            factories.observation(edition)
            publishing.submit(edition, by="curator")
            factories.approved(factories.edition(embargo_until=in_an_hour()))
        fresh = get_user_model()._default_manager.get(pk=user.pk)
        with CaptureQueriesContext(connection) as queries:
            shown_to(fresh)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1] < 20


def test_nothing_for_those_who_may_see_no_edition() -> None:
    assert shown_to(get_user_model()._default_manager.create_user("new", is_staff=True)) == {}


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=2, hours=3, minutes=59), "in 2 days 3 hours"),
        (timedelta(hours=1, seconds=5), "in 1 hour 5 seconds"),
        (timedelta(seconds=59), "in 59 seconds"),
        (timedelta(0), "due now"),
    ],
)
def test_the_countdown_names_the_two_largest_units(left: timedelta, words: str) -> None:
    at = datetime(2026, 11, 27, tzinfo=UTC)
    assert countdown(at + left, at) == words
