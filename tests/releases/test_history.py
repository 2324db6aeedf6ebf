"""The page that tells who did what to a row, when, and what it was before."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from releases import publishing
from releases.acting import acting
from releases.models import Change, Edition
from tests import factories

pytestmark = pytest.mark.django_db


def history(client: Client, row: Any, **query: Any) -> Any:
    opts = row._meta
    page = reverse(f"admin:{opts.app_label}_{opts.model_name}_history", args=[row.pk])
    return client.get(page, query)


def told(response: Any) -> list[str]:
    """Each row's sentence, the newest first."""
    return [row.sentence for moment in response.context["moments"] for row in moment.rows]


def fields(response: Any) -> dict[str, tuple[str, str]]:
    """The newest words of each field: label → before, after."""
    found: dict[str, tuple[str, str]] = {}
    for moment in response.context["moments"]:
        for row in moment.rows:
            for one in row.fields:
                found.setdefault(one.label, (one.was, one.now))
    return found


def test_who_changed_what_and_when(admin_client: Client) -> None:
    with acting("alex.example"):
        topic = factories.topic(name="Protest")
    with acting("kim.example"):
        topic.name = "Protests"
        topic.save()
    response = history(admin_client, topic)
    assert told(response) == ["Topic “Protests” changed", "Topic “Protest” added"]
    assert fields(response)["name"] == ("Protest", "Protests")
    page = response.content.decode()
    assert "kim.example" in page
    assert "London time" in page


def test_an_edition_tells_of_its_parts_and_of_its_release(admin_client: Client) -> None:
    edition = factories.edition(title="Drugs seized")
    figure = factories.observation(edition, metric=factories.metric(name="Arrests"))
    factories.quotation(edition, words="We will go on")
    factories.source_text(edition)
    factories.claim(edition, [figure])
    edition.release.topics.add(factories.topic(name="Knife crime"))
    other = factories.observation(factories.edition())
    figure.evidence.all().delete()
    figure.delete()
    assert set(told(history(admin_client, edition))) == {
        "Figure “7 (Arrests)” added",
        "Figure “7 (Arrests)” removed",
        "Evidence “seven arrests” added",
        "Evidence “seven arrests” removed",
        "Quotation “We will go on” added",
        "Source text added",
        "Claim “almost ten” added",
        "Topic “Knife crime” added",
        "Edition “Drugs seized” added",
        f"Release “{edition.release.slug}” added",
    }
    assert other.evidence.exists()


def test_values_are_told_in_words(admin_client: Client) -> None:
    old, new = factories.metric(name="Arrests"), factories.metric(name="Charges")
    figure = factories.observation(factories.edition(), metric=old)
    figure.metric = new
    figure.value = Decimal("12345678901234.5")
    figure.qualifier = "more_than"
    figure.is_partial = True
    figure.period_end = timezone.localdate().replace(2023, 11, 17)
    figure.save()
    found = fields(history(admin_client, figure))
    assert found["metric"] == ("Arrests", "Charges")
    assert found["value"] == ("7", "12345678901234.5")
    assert found["qualifier"] == ("exact", "more than")
    assert found["partial"] == ("no", "yes")
    assert found["period end"] == ("", "17 November 2023")


def test_a_row_that_was_removed_since_is_named_as_it_was_last(admin_client: Client) -> None:
    gone = factories.metric(name="Arrests")
    figure = factories.observation(factories.edition(), metric=gone)
    figure.metric = factories.metric(name="Charges")
    figure.save()
    gone.delete()
    assert fields(history(admin_client, figure))["metric"] == (
        "Arrests, removed since",
        "Charges",
    )


def test_acts_of_publishing_stand_in_the_same_list(admin_client: Client) -> None:
    edition = factories.edition(embargo_until=timezone.now() + timedelta(days=1))
    publishing.submit(edition, by="writer")
    publishing.approve(Edition.objects.get(), by="approver")
    response = history(admin_client, edition)
    acts = [act.verb for moment in response.context["moments"] for act in moment.acts]
    assert sorted(acts) == ["approved", "submitted for approval"]
    assert "approved by" in fields(response)


def test_a_save_that_only_counts_is_not_told(admin_client: Client) -> None:
    topic = factories.topic()
    type(topic).objects.filter(pk=topic.pk).update(version=7)
    assert len(told(history(admin_client, topic))) == 1
    assert Change.objects.filter(table="releases_topic").count() == 2


def test_words_are_escaped(admin_client: Client) -> None:
    topic = factories.topic(name="<script>alert(1)</script>")
    assert "<script>alert(1)" not in history(admin_client, topic).content.decode()


def test_history_needs_the_right_to_see_the_row() -> None:
    client = Client()
    client.force_login(User.objects.create_user("alex.example", is_staff=True))
    topic = factories.topic()
    assert history(client, topic).status_code == 403
    topic.delete()
    topic.pk = 1
    assert history(client, topic).status_code in (403, 404)


def test_long_histories_are_paged_and_asked_for_in_as_many_questions(
    admin_client: Client,
) -> None:
    edition = factories.edition()
    asked = []
    for number in (3, 60):
        for _ in range(number):
            factories.quotation(edition)
        with CaptureQueriesContext(connection) as queries:
            response = history(admin_client, edition)
        asked.append(len(queries))
    assert asked[0] == asked[1]
    page = response.context["page"]
    assert page.paginator.num_pages == 2
    assert len(page.object_list) == 50
    assert len(told(history(admin_client, edition, p=2))) == page.paginator.count - 50
