"""Changing a chart's address and taking it down, as staff do it on the chart's page."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from operations.models import Chart, FormerAddress, GoneChart
from releases import publishing
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def chart() -> Chart:
    """Public since yesterday."""
    made = factories.chart([factories.metric()], slug="first", title="A finding")
    since = timezone.now() - timedelta(days=1)
    publishing.archive_reference(made, by="archivist", published_from=since)
    made.refresh_from_db()
    return made


def page_of(chart: Chart, act: str = "change") -> str:
    return reverse(f"admin:operations_chart_{act}", args=[chart.pk])


def rename(client: Client, chart: Chart, **typed: Any) -> Any:
    said = {"to": "second", "leads_on": "on", "seen": "1"} | typed
    return client.post(page_of(chart, "rename"), said)


def take_down(client: Client, chart: Chart, **typed: Any) -> Any:
    said = {"reason": "It mixed two years.", "typed": chart.slug, "seen": "1"} | typed
    return client.post(page_of(chart, "take_down"), said)


def test_the_page_of_a_public_chart_offers_both_and_each_says_what_it_does(
    admin_client: Client, chart: Chart
) -> None:
    opened = admin_client.get(page_of(chart)).content.decode()
    for act, says in (
        ("rename", "Links and embeds with the old one go on working"),
        ("take_down", "It can’t be shown again"),
    ):
        assert page_of(chart, act) in opened
        page = admin_client.get(page_of(chart, act)).content.decode()
        assert says in page
        assert 'name="seen" value="1"' in page
        assert f'class="closelink" href="{page_of(chart)}"' in page


def test_a_chart_gets_another_address(admin_client: Client, chart: Chart) -> None:
    assert rename(admin_client, chart, to=" second ").status_code == 302
    chart.refresh_from_db()
    assert chart.slug == "second"
    former = FormerAddress.objects.get()
    assert (former.slug, former.left_by) == ("first", "admin")
    opened = admin_client.get(page_of(chart)).content.decode()
    assert "“first” was its address until" in opened
    assert "Its address is “second” now. “first” leads there." in opened
    assert "first" in admin_client.get(page_of(chart, "rename")).content.decode()


@pytest.mark.parametrize(
    ("typed", "status", "told"),
    [
        ({"leads_on": ""}, 422, "This field is required"),
        ({"to": ""}, 422, "This field is required"),
        ({"to": "taken"}, 422, "The address “taken” is another chart’s"),
        ({"to": "was-taken"}, 422, "led to a chart once"),
        ({"to": "two words"}, 422, "made of letters"),
        ({"seen": "7"}, 409, "Somebody else has changed this chart"),
        ({"seen": ""}, 409, "Somebody else has changed this chart"),
    ],
)
def test_what_can_not_be_is_said_and_nothing_typed_is_lost(
    admin_client: Client, chart: Chart, typed: dict[str, str], status: int, told: str
) -> None:
    other = factories.chart([factories.metric()], slug="was-taken")
    publishing.archive_reference(
        other, by="archivist", published_from=timezone.now() - timedelta(days=1)
    )
    rename(admin_client, other, to="taken")
    answer = rename(admin_client, chart, **typed)
    page = answer.content.decode()
    assert answer.status_code == status
    assert told in page
    assert f'value="{typed.get("to", "second")}"' in page or not typed.get("to", "second")
    chart.refresh_from_db()
    assert chart.slug == "first"


def test_a_chart_is_taken_down_and_its_page_says_so(admin_client: Client, chart: Chart) -> None:
    assert take_down(admin_client, chart).status_code == 302
    chart.refresh_from_db()
    assert chart.published_from is None
    gone = GoneChart.objects.get()
    assert (gone.title, gone.taken_down_by) == ("A finding", "admin")
    opened = admin_client.get(page_of(chart)).content.decode()
    assert "Taken down" in opened
    assert "It was taken down, and stays down" in opened
    assert "It mixed two years." in opened
    assert 'name="slug"' not in opened
    for act in ("rename", "take_down", "let_out", "delete"):
        assert f'href="{page_of(chart, act)}"' not in opened
    assert admin_client.post(page_of(chart, "delete"), {"post": "yes"}).status_code == 403
    admin_client.post(page_of(chart, "let_out"), {"typed": "publish now"})
    chart.refresh_from_db()
    assert chart.published_from is None


@pytest.mark.parametrize(
    ("typed", "status", "told"),
    [
        ({"reason": " "}, 422, "This field is required"),
        ({"typed": "frist"}, 422, "That is not this chart’s address"),
        ({"seen": "7"}, 409, "Somebody else has changed this chart"),
    ],
)
def test_nothing_is_taken_down_by_a_slip(
    admin_client: Client, chart: Chart, typed: dict[str, str], status: int, told: str
) -> None:
    answer = take_down(admin_client, chart, **typed)
    assert (answer.status_code, told in answer.content.decode()) == (status, True)
    assert not GoneChart.objects.exists()


def test_a_save_meanwhile_is_seen(admin_client: Client, chart: Chart) -> None:
    """The second of two people, whatever page the first was on."""
    assert rename(admin_client, chart).status_code == 302
    assert take_down(admin_client, Chart.objects.get(), typed="second").status_code == 409
    assert take_down(admin_client, Chart.objects.get(), typed="second", seen="2").status_code == 302


@pytest.mark.parametrize("act", ["rename", "take_down"])
def test_only_a_public_chart_can_be_moved_or_taken_down(admin_client: Client, act: str) -> None:
    draft = factories.chart([factories.metric()])
    assert page_of(draft, act) not in admin_client.get(page_of(draft)).content.decode()
    answer = admin_client.get(page_of(draft, act), follow=True)
    assert "Nothing was done. This chart is not public" in answer.content.decode()


@pytest.mark.parametrize("act", ["rename", "take_down"])
@pytest.mark.parametrize(("group", "status"), [("Curator", 403), ("Approver", 200)])
def test_who_may_let_a_chart_out_may_move_it_and_take_it_down(
    client: Client, chart: Chart, act: str, group: str, status: int
) -> None:
    person = User.objects.create_user("person", is_staff=True)
    person.groups.add(Group.objects.get(name=group))
    client.force_login(person)
    opened = client.get(page_of(chart)).content.decode()
    assert (page_of(chart, act) in opened) is (status == 200)
    assert client.get(page_of(chart, act)).status_code == status
    if status == 403:
        assert rename(client, chart).status_code == 403
        assert take_down(client, chart).status_code == 403
        assert Chart.objects.get().slug == "first"
