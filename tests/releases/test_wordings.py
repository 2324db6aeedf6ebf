"""New words for a reference row: read in place of its own from their edition's instant on."""

import re
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db.models import Count
from django.test import Client
from django.utils import timezone

from operations.models import Chart, Observation
from releases import publishing
from releases.models import Edition, Topic, Wording
from releases.renewable import renewable_fields
from tests import factories
from tests.harness import databases

DAY = timedelta(days=1)


def in_force(row: Any, *, at: datetime, field: str, words: str, instead_of: str = "") -> Wording:
    """A wording of ``row`` that began at ``at`` with an edition of a release of its own."""
    edition = factories.edition()
    wording = Wording.objects.create(
        edition=edition,
        release=edition.release,
        table=row._meta.db_table,
        row=row.pk,
        field=field,
        instead_of=instead_of or getattr(row, field),
        words=words,
        written_by="writer",
    )
    factories.archived(edition, published_from=at)
    return wording


def waiting(row: Any, *, field: str, words: str) -> Wording:
    """A wording of ``row`` that begins tomorrow."""
    edition = factories.published(factories.edition(embargo_until=timezone.now() + DAY))
    return Wording.objects.create(
        edition=edition,
        release=edition.release,
        table=row._meta.db_table,
        row=row.pk,
        field=field,
        instead_of=getattr(row, field),
        words=words,
        written_by="writer",
        published_from=edition.published_from,
    )


def a_chart(**fields: Any) -> Chart:
    chart = factories.chart([factories.metric()], **fields)
    publishing.archive_reference(chart, by="x", published_from=timezone.now() - 9 * DAY)
    chart.refresh_from_db()
    return chart


def title_at(at: datetime) -> str:
    title: str = Chart.objects.public(at).values_list("title", flat=True).get()
    return title


@pytest.mark.django_db
def test_words_begin_with_their_edition_and_as_at_pages_keep_the_old_ones() -> None:
    chart = a_chart(title="Arrests rose to 5,827")
    began = timezone.now() - 3 * DAY
    in_force(chart, at=began, field="title", words="Arrests rose to 5,672")
    assert title_at(began - timedelta(microseconds=1)) == "Arrests rose to 5,827"
    assert title_at(began) == "Arrests rose to 5,672"
    assert Chart.objects.get().title == "Arrests rose to 5,827", "the admin reads the row's own"


@pytest.mark.django_db
def test_the_newest_wording_in_force_counts_until_the_row_itself_is_edited() -> None:
    chart = a_chart(title="first")
    now = timezone.now()
    in_force(chart, at=now - 4 * DAY, field="title", words="second")
    in_force(chart, at=now - 2 * DAY, field="title", words="third")
    assert [title_at(now - days * DAY) for days in (5, 3, 1)] == ["first", "second", "third"]
    Chart.objects.update(title="what a person wrote since")
    assert title_at(now) == "what a person wrote since"


@pytest.mark.django_db
def test_withdrawing_a_correction_takes_its_words_along() -> None:
    chart = a_chart(title="own words")
    wording = in_force(chart, at=timezone.now() - DAY, field="title", words="renewed")
    publishing.withdraw(wording.release, by="x", reason="Wrong.")
    assert title_at(timezone.now()) == "own words"
    assert title_at(timezone.now() - timedelta(hours=1)) == "own words"


@pytest.mark.django_db
def test_only_the_words_that_a_later_edition_renews_again_end_with_it() -> None:
    chart = a_chart(title="title", alt="alt")
    edition = factories.edition()
    for field in ("title", "alt"):
        Wording.objects.create(
            edition=edition, release=edition.release, table="operations_chart", row=chart.pk,
            field=field, instead_of=field, words=f"new {field}", written_by="writer",
        )  # fmt: skip
    factories.archived(edition)
    draft = Edition.objects.create(
        release=edition.release, number=2, title="t", summary="s", change_note="c"
    )
    Wording.objects.create(
        edition=draft, release=edition.release, table="operations_chart", row=chart.pk,
        field="alt", instead_of="alt", words="newer alt", written_by="writer",
    )  # fmt: skip
    assert [one.words for one in Wording.replaced_by(draft)] == ["new alt"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "field"),
    [
        (factories.topic, "summary"),
        (factories.operation, "summary"),
        (factories.operation, "note"),
        (factories.phase, "note"),
        (factories.metric, "definition"),
        (factories.metric, "note"),
        (factories.organisation, "note"),
    ],
)
def test_every_renewable_field_reads_its_words(make: Any, field: str) -> None:
    row = make(**{field: "old"})
    publishing.archive_reference(row, by="x", published_from=timezone.now() - 9 * DAY)
    in_force(row, at=timezone.now() - DAY, field=field, words="new")
    assert field in [one.name for one in renewable_fields(type(row))]
    with_count = type(row).objects.public(timezone.now()).annotate(number=Count("pk"))
    assert getattr(with_count.get(pk=row.pk), field) == "new"
    assert getattr(type(row).objects.public(timezone.now()).distinct()[0], field) == "new"


@pytest.mark.django_db
def test_a_metric_beside_its_figure_has_the_same_words(
    django_assert_num_queries: Any,
) -> None:
    edition = factories.edition()
    figure = factories.observation(edition, metric=factories.metric(definition="old"))
    factories.archived(edition)
    in_force(figure.metric, at=timezone.now() - timedelta(hours=1), field="definition", words="new")
    with django_assert_num_queries(1):
        found = Observation.objects.public(timezone.now()).select_related("metric").get()
        assert found.metric.definition == "new"


def test_el_52_words_are_hidden_from_the_public_login_before_their_instant(
    world: databases.World, public_client: Any
) -> None:
    edition = factories.edition()
    topic = factories.topic(summary="1,111 seizures in all")
    edition.release.topics.add(topic)
    factories.archived(edition)
    waiting(topic, field="summary", words="7,340,033 seizures in all")

    before = public_client.get(topic.get_absolute_url())
    assert "1,111 seizures" in before.content.decode()
    assert "7,340,033" not in before.content.decode()
    with world.connect("public") as asking:
        assert asking.execute("SELECT words FROM releases_wording").fetchall() == []
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            asking.execute("SELECT published_until, written_by FROM releases_wording")


def test_words_show_to_the_public_login_once_in_force_and_as_at(
    world: databases.World, public_client: Any
) -> None:
    edition = factories.edition()
    topic = factories.topic(summary="1,111 seizures in all")
    edition.release.topics.add(topic)
    now = timezone.now()
    factories.archived(edition, published_from=now - 9 * DAY)
    in_force(topic, at=now - 3 * DAY, field="summary", words="2,222 seizures in all")
    after = public_client.get(topic.get_absolute_url()).content.decode()
    assert "2,222 seizures" in after
    assert "1,111" not in after
    moment = (now - 5 * DAY).isoformat()
    earlier = public_client.get(topic.get_absolute_url(), {"as_at": moment}).content.decode()
    assert "1,111 seizures" in earlier
    assert "2,222" not in earlier


# --- Staff edit the row itself ---


def topic_page(topic: Topic) -> str:
    return f"/admin/releases/topic/{topic.pk}/change/"


def fields_of(topic: Topic, summary: str, **more: Any) -> dict[str, Any]:
    return {"name": topic.name, "summary": summary, "position": topic.position} | more


def a_topic(summary: str) -> Topic:
    topic = factories.topic(summary=summary)
    publishing.archive_reference(topic, by="x", published_from=timezone.now() - 9 * DAY)
    topic.refresh_from_db()
    return topic


def save(client: Client, topic: Topic, summary: str, **more: Any) -> Any:
    """Send the form of the topic's page as a browser would, its hidden fields included."""
    page = client.get(topic_page(topic))
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    return client.post(topic_page(topic), hidden | fields_of(topic, summary, **more))


@pytest.mark.django_db
def test_the_page_edits_what_the_public_reads(admin_client: Client) -> None:
    topic = a_topic("old\nwords")
    in_force(topic, at=timezone.now() - DAY, field="summary", words="renewed\nwords")
    page = admin_client.get(topic_page(topic)).content.decode()
    assert "renewed\nwords</textarea>" in page
    assert "Before: “old" in page
    save(admin_client, topic, "renewed\r\nwords", position=7)
    topic.refresh_from_db()
    assert (topic.position, topic.summary) == (7, "old\nwords"), "another field is no edit of it"
    save(admin_client, topic, "what I write now")
    assert Topic.objects.public(timezone.now()).get().summary == "what I write now"


@pytest.mark.django_db
@pytest.mark.parametrize("between", [None, "something else"])
def test_going_back_to_replaced_words_is_refused_since_it_would_do_nothing(
    admin_client: Client, between: str | None
) -> None:
    topic = a_topic("old")
    in_force(topic, at=timezone.now() - DAY, field="summary", words="renewed")
    if between:
        save(admin_client, topic, between)
    refused = save(admin_client, topic, "old").content.decode()
    assert "A correction replaced these very words" in refused


@pytest.mark.django_db
def test_an_edit_takes_back_the_approval_of_a_correction_whose_words_it_ends(
    admin_client: Client,
) -> None:
    topic = a_topic("old")
    edition = waiting(topic, field="summary", words="renewed").edition
    save(admin_client, topic, "old", position=7)
    edition.refresh_from_db()
    assert edition.published_from is not None, "another field of the row rests on nothing"
    assert "that waits renews these words: “renewed”" in admin_client.get(topic_page(topic)).text
    save(admin_client, topic, "what I write now")
    edition.refresh_from_db()
    assert (edition.published_from, edition.approved_at) == (None, None)


@pytest.mark.django_db
def test_every_page_of_renewable_words_opens_in_as_many_queries(
    admin_client: Client, django_assert_max_num_queries: Any
) -> None:
    operation = factories.operation()
    phases = [factories.phase(operation=operation, note="one") for _ in range(5)]
    in_force(phases[0], at=timezone.now() - DAY, field="note", words="renewed note")
    with django_assert_max_num_queries(25):
        page = admin_client.get(f"/admin/operations/operation/{operation.pk}/change/")
    assert "renewed note</textarea>" in page.content.decode()
