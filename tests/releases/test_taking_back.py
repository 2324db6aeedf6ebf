"""An edit after approval takes the approval back: only what was approved as it is goes out."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from operations.corrections import restate
from operations.models import Chart, Observation
from releases import publishing
from releases.models import Act, Edition
from releases.published import Published
from tests import factories

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def in_a_day() -> datetime:
    return (timezone.now() + DAY).replace(microsecond=0)


def scheduled(**fields: Any) -> Edition:
    edition = factories.edition(embargo_until=in_a_day(), **fields)
    edition.release.topics.add(factories.topic())
    factories.quotation(edition)
    factories.observation(edition, words="seven arrests")
    return factories.published(edition)


def state(edition: Edition) -> str:
    return Edition.objects.get(pk=edition.pk).state(timezone.now())


def said(response: Any) -> str:
    """The messages of the page that a saved form leads to."""
    for form in (response.context or {}).get("errors") or []:
        pytest.fail(f"It was not saved: {form}")
    return " ".join(str(message) for message in response.context["messages"])


def page_of(row: Any, verb: str = "change") -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{verb}", args=[row.pk])


def sent_unchanged(client: Client, row: Any) -> dict[str, Any]:
    """What the page of ``row`` sends when nothing on it is touched."""
    page = client.get(page_of(row))
    data: dict[str, Any] = {"read_version": page.context["page_version"]}
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.initial_forms]
    for form in forms:
        for field in form:
            name, value = field.html_name, field.value()
            if field.field.widget.__class__.__name__ == "AdminSplitDateTime":
                local = timezone.localtime(value) if value else None
                data |= {f"{name}_0": f"{local:%d/%m/%Y}" if local else "",
                         f"{name}_1": f"{local:%H:%M:%S}" if local else ""}  # fmt: skip
            elif value is not None and value is not False:
                data[name] = value
    return data


def edit_title(client: Client, edition: Edition) -> Any:
    sent = {**sent_unchanged(client, edition), "title": "Another title"}
    return client.post(page_of(edition), sent, follow=True)


def edit_figure(client: Client, edition: Edition) -> Any:
    figure = Observation.objects.get(edition=edition)
    sent = {**sent_unchanged(client, figure), "value": "8", "words": "eight arrests"}
    return client.post(page_of(figure), sent, follow=True)


def add_figure(client: Client, edition: Edition) -> Any:
    sent = {
        "edition": edition.pk, "metric": factories.metric().pk, "words": "2 knives", "value": "2",
        "qualifier": "exact", "period_kind": "not_stated", "position": "0",
    }  # fmt: skip
    return client.post(reverse("admin:operations_observation_add"), sent, follow=True)


def delete_figure(client: Client, edition: Edition) -> Any:
    figure = Observation.objects.get(edition=edition)
    asked = client.get(page_of(figure, "delete"))
    sent = {"post": "yes", "read_version": asked.context["page_version"]}
    return client.post(page_of(figure, "delete"), sent, follow=True)


def edit_topic(client: Client, edition: Edition) -> Any:
    topic = edition.release.topics.get()
    sent = {**sent_unchanged(client, topic), "name": "Another name"}
    return client.post(page_of(topic), sent, follow=True)


def edit_operation_that_comes_to_tell_of_it(client: Client, edition: Edition) -> Any:
    """A public operation is linked to the release that waits."""
    operation = factories.operation()
    other = factories.edition()
    operation.releases.add(other.release)
    factories.archived(other)
    sent = sent_unchanged(client, operation) | {"releases": [other.release_id, edition.release_id]}
    return client.post(page_of(operation), sent, follow=True)


EDITS = [
    edit_title,
    edit_figure,
    add_figure,
    delete_figure,
    edit_topic,
    edit_operation_that_comes_to_tell_of_it,
]


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("was", ["submitted", "scheduled"])
def test_edit_takes_the_approval_back(
    admin_client: Client, edit: Callable[..., Any], was: str
) -> None:
    if was == "scheduled":
        edition = scheduled()
    else:
        edition = factories.edition(embargo_until=in_a_day())
        edition.release.topics.add(factories.topic())
        factories.observation(edition, words="seven arrests")
        publishing.submit(edition, by="submitter")
    response = edit(admin_client, edition)
    assert "will NOT be published" in said(response)
    assert state(edition) == "draft"
    edition.refresh_from_db()
    assert edition.published_from is None
    assert (edition.submitted_by, edition.approved_by) == ("", "")
    assert Act.objects.filter(edition=edition, by="admin").exists()


def test_saved_edit_is_what_was_typed_and_can_be_approved_anew(admin_client: Client) -> None:
    edition = scheduled()
    edit_title(admin_client, edition)
    edition.refresh_from_db()
    assert edition.title == "Another title"
    assert (edition.issued_latest, edition.issued_basis) == (None, "")
    factories.published(edition)
    assert edition.quotations.get().published_from == edition.published_from
    assert edition.issued_basis == publishing.ISSUED_HERE


def test_nothing_keeps_the_moment_that_was_taken_back(admin_client: Client) -> None:
    """The release would come out by itself: the page of its edition writes it too."""
    edition = scheduled()
    begins = edition.published_from
    sent = {**sent_unchanged(admin_client, edition), "title": "Eight arrests"}
    said(admin_client.post(page_of(edition), sent, follow=True))
    assert state(edition) == "draft"
    left = [
        model.__name__
        for model in Published.concrete()
        if model._default_manager.filter(published_from=begins).exists()
    ]
    assert left == []


def test_the_page_says_so_loudly_before_it_is_saved(admin_client: Client) -> None:
    edition = scheduled()
    topic = edition.release.topics.get()
    for row in (edition, topic, edition.observations.get()):
        page = admin_client.get(page_of(row)).content.decode()
        assert "Saving takes the approval back." in page
        assert "It will NOT be published" in page
    assert edition.title in admin_client.get(page_of(topic)).content.decode()
    publishing.unschedule(edition, by="approver")
    assert "takes the approval back" not in admin_client.get(page_of(edition)).content.decode()


def test_refused_edit_takes_nothing_back(admin_client: Client) -> None:
    edition = scheduled()
    sent = {**sent_unchanged(admin_client, edition), "title": ""}
    response = admin_client.post(page_of(edition), sent)
    assert response.context["adminform"].form.errors
    assert state(edition) == "scheduled"


def test_line_of_a_chart_that_waits_takes_the_approval_back(admin_client: Client) -> None:
    edition = factories.edition(embargo_until=in_a_day())
    figure = factories.observation(edition, words="seven arrests")
    chart = factories.chart([figure.metric], release=edition.release)
    factories.published(edition)
    sent = {**sent_unchanged(admin_client, chart), "lines-0-label": "Arrested"}
    response = admin_client.post(page_of(chart), sent, follow=True)
    assert "will NOT be published" in said(response)
    assert Chart.objects.get().lines.get().label == "Arrested"
    assert Chart.objects.get().published_from is None
    assert state(edition) == "draft"


def test_figure_in_force_is_corrected_in_a_correction_that_waits(admin_client: Client) -> None:
    edition = factories.edition()
    wrong = factories.observation(edition, words="nine arrests")
    other = factories.observation(edition, words="eight arrests")
    factories.archived(edition)
    draft = publishing.correct(edition.release, by="writer", reason="The number was wrong.")
    draft.embargo_until = in_a_day()
    draft.save()
    restate(wrong, edition=draft)
    factories.published(draft)
    page = reverse("admin:operations_observation_in_force", args=[draft.pk])
    response = admin_client.post(page, {"figure": other.pk}, follow=True)
    assert "will NOT be published" in said(response)
    assert state(draft) == "draft"
    assert draft.observations.count() == 2


def test_edit_during_a_hold_is_submitted_again_after_it(admin_client: Client) -> None:
    """Else whoever edited it could approve their own words."""
    edition = scheduled()
    publishing.hold(edition, by="chief", reason="Not sure.")
    edit_title(admin_client, edition)
    assert state(edition) == "held"
    publishing.end_hold(Edition.objects.get(), by="chief")
    assert state(edition) == "draft"


def test_what_is_handed_in_is_not_deleted(admin_client: Client) -> None:
    edition = scheduled()
    sent = {"post": "yes"}
    assert admin_client.post(page_of(edition, "delete"), sent).status_code == 403
    assert state(edition) == "scheduled"
