"""The staff site’s pages: taking a text in, deciding and saving, with a script and without."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from operations.intake import deciding
from operations.models import Candidate, Intake, Metric
from releases.models import Edition
from tests import factories
from tests.harness.pages import as_read
from tests.operations.intake import reading

pytestmark = pytest.mark.django_db
Take = Callable[..., Intake]
JSON = {"Accept": "application/json"}


def address(name: str, *args: int) -> str:
    return reverse(f"admin:operations_intake_{name}", args=args)


def review(intake: Intake) -> str:
    return address("review", intake.pk)


def said(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def intake(take: Take) -> Intake:
    return take()


@pytest.fixture
def metric(intake: Intake) -> Metric:
    return factories.metric(name="Arrests")


@pytest.fixture
def arrests(intake: Intake) -> Candidate:
    return intake.candidates.get(words="1,672 arrests")


def filled_in(client: Client, one: Candidate, **changes: str) -> dict[str, Any]:
    """What a browser would send of the candidate's card, as the page gave it."""
    page = client.get(review(one.intake))
    form = page.context["review"].card(one.pk).form
    data = {
        name: form[name].value() for name in form.fields if form[name].value() not in (None, False)
    }
    return {name: str(value) for name, value in data.items() if name != "parts"} | changes


def post(client: Client, one: Candidate, data: dict[str, Any], **options: Any) -> Any:
    return client.post(address("candidate", one.intake_id, one.pk), data, **options)


# --- taking in -----------------------------------------------------------------------------------


def test_pasted_text_leads_to_its_review(admin_client: Client, read_as: Any) -> None:
    read_as(reading.release())
    assert admin_client.get(address("add")).status_code == 200
    response = admin_client.post(address("add"), {"text": reading.TEXT}, follow=True)
    intake = Intake.objects.get()
    assert response.redirect_chain == [(review(intake), 302)]
    assert intake.taken_in_by == "admin"
    assert reading.TITLE in response.content.decode()


def test_uploaded_file_is_read(admin_client: Client, read_as: Any) -> None:
    read_as(reading.release())
    file = SimpleUploadedFile("release.txt", reading.TEXT.encode())
    assert admin_client.post(address("add"), {"file": file}).status_code == 302
    assert Intake.objects.get().file_name == "release.txt"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("release.exe", "is not a kind of file that is read here"), ("empty.txt", "empty")],
)
def test_file_that_is_not_taken_says_why(admin_client: Client, name: str, sentence: str) -> None:
    content = b"" if name == "empty.txt" else b"words"
    file = SimpleUploadedFile(name, content)
    response = admin_client.post(address("add"), {"file": file})
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Intake.objects.exists()


@pytest.mark.parametrize("data", [{}, {"text": "  \n "}])
def test_nothing_given_is_said(admin_client: Client, data: dict[str, str]) -> None:
    response = admin_client.post(address("add"), data)
    assert response.status_code == 422
    assert "Paste the text of the release, or choose its file." in response.content.decode()


def test_same_text_again_leads_to_the_work_begun(
    admin_client: Client, intake: Intake, read_as: Any
) -> None:
    response = admin_client.post(address("add"), {"text": reading.TEXT}, follow=True)
    assert response.redirect_chain == [(review(intake), 302)]
    assert said(response) == ["This text was taken in before, by writer. Nothing was lost."]


def test_list_says_what_is_left(admin_client: Client, intake: Intake) -> None:
    page = admin_client.get(address("changelist"))
    (row,) = page.context["cl"].result_list
    assert row.waiting == 6
    assert admin_client.get(address("change", intake.pk)).url == review(intake)


# --- the page ------------------------------------------------------------------------------------


def text_shown(page: Any) -> str:
    """The words of the page's text, without its marks."""
    html = page.content.decode()
    shown = re.search(r'id="intake-text"[^>]*>(.*?)</div>', html, re.DOTALL)
    assert shown is not None
    plain = re.sub(r"<[^>]+>", "", shown.group(1))
    return plain.replace("&amp;", "&").replace("&#x27;", "'").replace("&quot;", '"')


def test_text_is_shown_letter_for_letter_with_its_offsets(
    admin_client: Client, intake: Intake
) -> None:
    page = admin_client.get(review(intake))
    assert text_shown(page) == intake.text
    html = page.content.decode()
    for start, words in re.findall(r'<span data-start="(\d+)">([^<]*)</span>', html):
        assert intake.text[int(start) :].startswith(words)


def test_text_cannot_bring_markup_into_the_page(admin_client: Client, take: Take) -> None:
    text = reading.TEXT.replace("Anytown", "<b>Any</b>")
    page = admin_client.get(review(take(text))).content.decode()
    assert "<b>Any</b>" not in page
    assert "&lt;b&gt;Any&lt;/b&gt;" in page


def test_every_figure_is_marked_and_has_its_card(admin_client: Client, intake: Intake) -> None:
    page = admin_client.get(review(intake)).content.decode()
    for one in intake.candidates.all():
        assert f'id="words-{one.pk}"' in page
        assert page.count(f'id="candidate-{one.pk}"') == 1
    assert 'href="#number-' in page  # “eight” is not accounted for


def test_ids_are_unique(admin_client: Client, intake: Intake, metric: Metric) -> None:
    page = admin_client.get(review(intake)).content.decode()
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids)), {one for one in ids if ids.count(one) > 1}


def test_page_asks_the_same_number_of_queries_for_few_figures_and_many(
    admin_client: Client, take: Take
) -> None:
    metric = factories.metric(name="Arrests")
    counts = []
    for text, figures in ((reading.TEXT, 2), (reading.TEXT + "!", 6)):
        intake = take(text, figures=reading.FIGURES[:figures], claims=())
        intake.candidates.update(metric=metric)
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(review(intake))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] < 45


# --- deciding ------------------------------------------------------------------------------------


def test_accepting_leads_back_to_the_card(
    admin_client: Client, arrests: Candidate, metric: Metric
) -> None:
    data = filled_in(admin_client, arrests, metric="Arrests", note="Checked.")
    response = post(admin_client, arrests, data)
    assert response.status_code == 302
    assert response.url == f"{review(arrests.intake)}#candidate-{arrests.pk}"
    arrests.refresh_from_db()
    assert (arrests.decision, arrests.metric, arrests.note) == ("accepted", metric, "Checked.")
    assert arrests.decided_by == "admin"
    assert (arrests.value, arrests.period_kind) == (Decimal(1672), "week")


def test_one_press_accepts_as_a_likely_metric(
    admin_client: Client, arrests: Candidate, metric: Metric
) -> None:
    data = filled_in(admin_client, arrests, accept_as=str(metric.pk))
    assert post(admin_client, arrests, data).status_code == 302
    arrests.refresh_from_db()
    assert arrests.metric == metric


def test_likely_metrics_are_offered_best_first(admin_client: Client, take: Take) -> None:
    for name in ("Arrests for theft", "Arrests in custody", "Guns"):
        factories.metric(name=name, counted=name.lower())
    intake = take()
    one = intake.candidates.get(words="1,672 arrests")
    card = admin_client.get(review(intake)).context["review"].card(one.pk)
    offered = [label for _, label in card.likely]
    filled = [one.metric.name] if one.metric else []
    assert sorted(offered + filled) == ["Arrests for theft", "Arrests in custody"]


def test_number_that_the_pop_up_leaves_is_the_new_metric(
    admin_client: Client, arrests: Candidate, metric: Metric
) -> None:
    data = filled_in(admin_client, arrests, metric=str(metric.pk))
    assert post(admin_client, arrests, data).status_code == 302
    page = admin_client.get(review(arrests.intake)).content.decode()
    assert re.search(r"admin/operations/metric/add/\?_popup=1[^\"]*name=Arrests", page)


def test_what_was_typed_is_not_lost_where_something_is_wrong(
    admin_client: Client, arrests: Candidate
) -> None:
    data = filled_in(admin_client, arrests, metric="No such metric", note="Kept.")
    response = post(admin_client, arrests, data)
    assert response.status_code == 422
    form = response.context["review"].card(arrests.pk).form
    assert "There is no metric called “No such metric”" in form.errors["metric"][0]
    assert 'value="No such metric"' in response.content.decode()
    assert "Kept." in response.content.decode()
    arrests.refresh_from_db()
    assert arrests.decision == "waiting"


def test_what_a_figure_lacks_is_said_at_its_field(admin_client: Client, arrests: Candidate) -> None:
    response = post(admin_client, arrests, filled_in(admin_client, arrests))
    assert response.status_code == 422
    form = response.context["review"].card(arrests.pk).form
    assert form.errors["metric"] == ["Choose what is measured, or make a new metric."]


def test_refused_and_undone(admin_client: Client, arrests: Candidate) -> None:
    post(admin_client, arrests, {"action": "refuse", "reason": "no figure", "version": "1"})
    arrests.refresh_from_db()
    assert (arrests.decision, arrests.reason) == ("refused", "no figure")
    post(admin_client, arrests, {"action": "undo", "version": "2"})
    arrests.refresh_from_db()
    assert (arrests.decision, arrests.version) == ("waiting", 3)


def test_stale_card_shows_both_and_changes_nothing(
    admin_client: Client, arrests: Candidate, metric: Metric
) -> None:
    data = filled_in(admin_client, arrests, metric="Arrests", value="1673")
    deciding.change(arrests, {"value": Decimal(1670)}, version=1, by="another")
    response = post(admin_client, arrests, data)
    assert response.status_code == 409
    page = response.content.decode()
    assert "Somebody else changed this meanwhile" in page
    assert "<td>1670</td><td>1673</td>" in page
    arrests.refresh_from_db()
    assert (arrests.value, arrests.decision) == (Decimal(1670), "waiting")


def test_small_count_is_confirmed_or_suppressed(
    admin_client: Client, intake: Intake, metric: Metric
) -> None:
    one = intake.candidates.get(words="53 arrests")
    Candidate.objects.filter(pk=one.pk).update(
        value=3, metric=metric, organisation=factories.organisation(), decision="accepted"
    )
    page = admin_client.get(review(intake)).content.decode()
    assert "may point to a person" in page
    assert 'value="confirm-small"' in page
    post(admin_client, one, {"action": "suppress", "version": "1"})
    one.refresh_from_db()
    assert (one.decision, one.reason[:10]) == ("refused", "Suppressed")


def test_missed_figure_is_added_from_words_or_offsets(admin_client: Client, intake: Intake) -> None:
    admin_client.post(address("add_figure", intake.pk), {"words": "eight of them"})
    one = intake.candidates.get(by_hand=True)
    assert (one.value, one.words) == (Decimal(8), "eight of them")
    post(admin_client, one, {"action": "remove", "version": "1"})
    start, end = reading.at("eight")
    response = admin_client.post(
        address("add_figure", intake.pk), {"start": str(start), "end": str(end)}
    )
    one = intake.candidates.get(by_hand=True)
    assert response.url.endswith(f"#candidate-{one.pk}")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("not there", "These words are not in the text"),
        ("arrests", "stand in the text"),
        ("cannabis", "There is no number in these words"),
        ("", "These words are not in the text"),
    ],
)
def test_words_that_make_no_figure_are_said(
    admin_client: Client, intake: Intake, words: str, sentence: str
) -> None:
    response = admin_client.post(address("add_figure", intake.pk), {"words": words})
    assert response.status_code == 422
    assert sentence in said(response)[0]


def test_number_is_dismissed_and_brought_back(admin_client: Client, intake: Intake) -> None:
    start, end = reading.at("eight")
    data = {"start": str(start), "end": str(end), "reason": "part of another figure"}
    response = admin_client.post(address("numbers", intake.pk), data, follow=True)
    assert response.context["review"].unaccounted == []
    one = intake.dismissed.get(words="eight")
    response = admin_client.post(
        address("numbers", intake.pk), {"bring_back": str(one.pk)}, follow=True
    )
    assert [left.number.words for left in response.context["review"].unaccounted] == ["eight"]


def test_quotation_is_accepted_with_its_speaker(admin_client: Client, intake: Intake) -> None:
    one = intake.quotations.get()
    data = {"version": "1", "words": one.words, "speaker_name": "Alex Example", "role": "Chief"}
    response = admin_client.post(address("quotation", intake.pk, one.pk), data)
    assert response.url.endswith(f"#quotation-{one.pk}")
    one.refresh_from_db()
    assert (one.decision, one.role) == ("accepted", "Chief")


# --- the header ----------------------------------------------------------------------------------


def header(intake: Intake, **changes: str) -> dict[str, str]:
    return {
        "version": str(intake.version),
        "title": intake.title,
        "slug": intake.slug,
        "embargo_choice": "other",
        "embargo_until": "2023-11-17T00:01",
    } | changes


def test_header_is_saved_in_london_time(admin_client: Client, intake: Intake) -> None:
    publisher = factories.publisher()
    data = header(intake, publisher=str(publisher.pk), embargo_until="2023-07-17T00:01")
    assert admin_client.post(address("header", intake.pk), data).status_code == 302
    intake.refresh_from_db()
    assert intake.publisher == publisher
    assert intake.embargo_until is not None
    assert intake.embargo_until.isoformat() == "2023-07-16T23:01:00+00:00"
    assert intake.embargo_answer == "confirmed"


def test_header_left_as_read_is_still_as_the_text_says(
    admin_client: Client, intake: Intake
) -> None:
    admin_client.post(address("header", intake.pk), header(intake, summary="Own words."))
    intake.refresh_from_db()
    assert (intake.summary, intake.embargo_answer) == ("Own words.", "read")


def test_doubtful_embargo_is_answered_by_choosing(admin_client: Client, intake: Intake) -> None:
    moments = ["2022-11-17T00:01:00+00:00", "2023-11-17T00:01:00+00:00"]
    Intake.objects.filter(pk=intake.pk).update(
        embargo_answer="waiting", embargo_until=None, embargo_choices=moments
    )
    page = admin_client.get(review(intake)).content.decode()
    assert "The embargo needs an answer" in page
    assert "Thursday 17 November 2022, 00:01 London time" in page
    data = header(intake, embargo_choice="", embargo_until="")
    admin_client.post(address("header", intake.pk), data)
    intake.refresh_from_db()
    assert (intake.embargo_answer, intake.embargo_until) == ("waiting", None)
    data = header(intake, embargo_choice=moments[1], embargo_until="", version="2")
    admin_client.post(address("header", intake.pk), data)
    intake.refresh_from_db()
    assert intake.embargo_answer == "confirmed"
    assert intake.embargo_until is not None
    assert intake.embargo_until.isoformat() == moments[1]


def test_other_moment_must_be_given(admin_client: Client, intake: Intake) -> None:
    response = admin_client.post(address("header", intake.pk), header(intake, embargo_until=""))
    assert response.status_code == 422
    assert "Give the day and the time" in response.content.decode()


def test_text_of_a_known_release_is_offered_as_its_correction(
    admin_client: Client, intake: Intake
) -> None:
    edition = factories.archived(factories.edition(title=intake.title))
    page = admin_client.get(review(intake)).content.decode()
    assert "Take it in as a correction of that release" in page
    data = {"release": str(edition.release_id)}
    admin_client.post(address("correction", intake.pk), data)
    intake.refresh_from_db()
    assert intake.corrects == edition.release
    page = admin_client.get(review(intake)).content.decode()
    assert 'name="change_note"' in page
    admin_client.post(address("correction", intake.pk), {"release": ""})
    intake.refresh_from_db()
    assert intake.corrects is None


# --- saving --------------------------------------------------------------------------------------


def decided(intake: Intake, metric: Metric) -> None:
    intake.candidates.filter(unit="count").update(decision="accepted", metric=metric)
    intake.candidates.exclude(unit="count").update(decision="refused", reason="no figure")
    intake.quotations.update(decision="refused")
    deciding.dismiss(intake, *reading.at("eight"), "part of another figure", by="writer")
    Intake.objects.filter(pk=intake.pk).update(publisher=factories.publisher())


def test_saving_leads_to_the_draft(admin_client: Client, intake: Intake, metric: Metric) -> None:
    decided(intake, metric)
    response = admin_client.post(address("save", intake.pk), follow=True)
    edition = Edition.objects.get()
    page = reverse("admin:releases_edition_change", args=[edition.pk])
    assert response.redirect_chain == [(page, 302)]
    assert edition.approved_at is None
    assert edition.observations.count() == 3
    page = admin_client.get(review(intake)).content.decode()
    assert "Saving again brings the draft into line" in page


def test_what_stands_in_the_way_of_saving_is_said(admin_client: Client, intake: Intake) -> None:
    response = admin_client.post(address("save", intake.pk), follow=True)
    assert not Edition.objects.exists()
    assert "6 figures are still to accept or refuse." in said(response)
    assert "6 figures are still to accept or refuse." in response.content.decode()


def test_text_can_be_thrown_away_and_its_draft_stays(
    admin_client: Client, intake: Intake, metric: Metric
) -> None:
    decided(intake, metric)
    admin_client.post(address("save", intake.pk))
    assert admin_client.get(address("delete", intake.pk)).status_code == 200
    admin_client.post(address("delete", intake.pk), {"post": "yes", **as_read(intake)})
    assert not Intake.objects.exists()
    assert Edition.objects.get().observations.count() == 3


# --- answers to a script -------------------------------------------------------------------------


def test_script_gets_the_parts_that_changed(
    admin_client: Client, arrests: Candidate, metric: Metric
) -> None:
    data = filled_in(admin_client, arrests, metric="Arrests")
    answer = post(admin_client, arrests, data, headers=JSON).json()
    assert set(answer) == {"card", "meter", "checks", "text", "target"}
    assert answer["target"] == f"candidate-{arrests.pk}"
    assert "intake-card--accepted" in answer["card"]
    assert 'data-version="2"' in answer["card"]
    assert "<strong>1</strong> captured" in answer["meter"]
    assert "intake-words--accepted" in answer["text"]
    assert "5 figures are still" in answer["checks"]


def test_script_is_told_what_is_wrong(admin_client: Client, arrests: Candidate) -> None:
    data = filled_in(admin_client, arrests)
    response = post(admin_client, arrests, data, headers=JSON)
    assert response.status_code == 422
    sentence = "Choose what is measured, or make a new metric."
    assert response.json() == {"sentences": [sentence], "fields": {"metric": [sentence]}}


def test_script_is_told_of_another_s_change(admin_client: Client, arrests: Candidate) -> None:
    deciding.refuse(arrests, "no figure", version=1, by="another")
    data = {"action": "refuse", "reason": "of last year", "version": "1"}
    response = post(admin_client, arrests, data, headers=JSON)
    assert response.status_code == 409
    answer = response.json()
    assert answer["differences"] == [
        {"field": "reason", "theirs": "no figure", "yours": "of last year"}
    ]
    assert "Refused: no figure" in answer["card"]


# --- who may -------------------------------------------------------------------------------------


def client_of(*permissions: str) -> Client:
    user = User.objects.create_user("officer", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("permissions", "seen", "added", "changed"),
    [
        ((), 403, 403, 403),
        (("view_edition",), 200, 403, 403),
        (("view_edition", "change_edition"), 200, 403, 302),
        (("view_edition", "add_edition", "change_edition"), 200, 200, 302),
    ],
)
def test_rights_are_those_on_editions(
    intake: Intake, permissions: tuple[str, ...], seen: int, added: int, changed: int
) -> None:
    client = client_of(*permissions)
    one = intake.candidates.first()
    assert one is not None
    assert client.get(review(intake)).status_code == seen
    assert client.get(address("add")).status_code == added
    refuse = {"action": "refuse", "reason": "no figure", "version": "1"}
    assert post(client, one, refuse).status_code == changed


def test_beginning_a_correction_needs_the_right_to_publish(intake: Intake, metric: Metric) -> None:
    decided(intake, metric)
    edition = factories.archived(factories.edition())
    Intake.objects.filter(pk=intake.pk).update(corrects=edition.release, change_note="Mended.")
    rights = ("view_edition", "add_edition", "change_edition")
    assert client_of(*rights).post(address("save", intake.pk)).status_code == 403


def test_nobody_else_gets_near(client: Client, intake: Intake) -> None:
    assert client.get(review(intake)).status_code == 302
    assert client.post(address("save", intake.pk)).status_code == 302
    assert not Edition.objects.exists()


def test_a_form_from_elsewhere_is_refused(admin_user: User, arrests: Candidate) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    refuse = {"action": "refuse", "reason": "no figure", "version": "1"}
    assert post(client, arrests, refuse).status_code == 403


def test_unknown_rows_are_not_found(admin_client: Client, arrests: Candidate, take: Take) -> None:
    other = take(reading.TEXT + "!")
    assert admin_client.get(address("review", 10**6)).status_code == 404
    elsewhere = address("candidate", other.pk, arrests.pk)
    assert admin_client.post(elsewhere, {"action": "undo"}).status_code == 404
