"""The staff site's pages about figures, operations and charts, and what they add to editions."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from operations.admin.figures import MOST_ON_A_PAGE
from operations.corrections import restate
from operations.models import Chart, Observation
from releases import publishing
from releases.models import Edition, Release
from tests import factories
from tests.harness.pages import as_read

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def edition_page(edition: Edition, verb: str = "change") -> str:
    return reverse(f"admin:releases_edition_{verb}", args=[edition.pk])


def figure_page(figure: Observation) -> str:
    return reverse("admin:operations_observation_change", args=[figure.pk])


def said(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def inline(prefix: str, *rows: dict[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = {
        f"{prefix}-TOTAL_FORMS": len(rows),
        f"{prefix}-INITIAL_FORMS": sum("id" in row for row in rows),
    }
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def edition_form(edition: Edition, **inlines: list[dict[str, Any]]) -> dict[str, Any]:
    data: dict[str, Any] = {
        "title": edition.title,
        "summary": edition.summary,
        "slug": edition.release.slug,
        "publisher": edition.release.publisher_id,
        **as_read(edition, edition.release),
    }
    for prefix in ("source_text", "quotations", "observations", "claims"):
        data |= inline(prefix, *inlines.get(prefix, []))
    return data


def figure_form(**fields: Any) -> dict[str, Any]:
    """The least that a figure needs: 2,780 kg, said in so many words."""
    return {
        "words": "2780kg of cocaine seized",
        "value": "2780",
        "qualifier": "exact",
        "period_kind": "not_stated",
        "position": "0",
        **fields,
    }


def save_figure(client: Client, edition: Edition, **fields: Any) -> Any:
    form = edition_form(edition, observations=[figure_form(**fields)])
    return client.post(edition_page(edition), form, follow=True)


def errors(response: Any) -> dict[str, list[str]]:
    """The errors of the first figure of an edition's page."""
    (formset,) = (
        one.formset
        for one in response.context["inline_admin_formsets"]
        if one.formset.prefix == "observations"
    )
    return dict(formset.forms[0].errors)


# --- figures on an edition's page ----------------------------------------------------------------


def test_figure_is_saved_with_its_words(admin_client: Client) -> None:
    edition = factories.edition()
    metric = factories.metric(unit="kg", counted="")
    words = "2780kg of cocaine seized\n  nearly three tonnes \n"
    response = save_figure(admin_client, edition, metric=metric.pk, words=words)
    assert response.redirect_chain
    (figure,) = edition.observations.all()
    assert figure.value == Decimal(2780)
    assert figure.release == edition.release
    assert [one.words for one in figure.evidence.all()] == [
        "2780kg of cocaine seized",
        "nearly three tonnes",
    ]
    assert {one.release_id for one in figure.evidence.all()} == {edition.release_id}


def test_new_edition_can_come_with_its_figures(admin_client: Client) -> None:
    unsaved = Edition(
        title="Drugs seized",
        summary="What was seized.",
        release=Release(slug="drugs-seized", publisher=factories.publisher()),
    )
    form = edition_form(unsaved, observations=[figure_form(metric=factories.metric().pk)])
    response = admin_client.post(reverse("admin:releases_edition_add"), form)
    assert response.status_code == 302
    figure = Observation.objects.get()
    assert figure.edition.title == "Drugs seized"
    assert figure.evidence.get().release == figure.release == figure.edition.release


def test_words_are_looked_up_in_the_loaded_text(admin_client: Client) -> None:
    edition = factories.edition()
    metric = factories.metric()
    text = "In a year 2780kg of\N{NO-BREAK SPACE}cocaine seized by regional units."
    factories.source_text(edition, text)
    text_row = {"id": edition.source_text.pk, "edition": edition.pk, "text": text}
    figure = figure_form(metric=metric.pk, words="2780kg of cocaine seized\n2781kg of cocaine")
    form = edition_form(edition, source_text=[text_row], observations=[figure])
    response = admin_client.post(edition_page(edition), form)
    assert errors(response) == {"words": ["These words are not in the text: “2781kg of cocaine”."]}
    form["observations-0-words"] = "2780kg of cocaine seized"
    assert admin_client.post(edition_page(edition), form).status_code == 302
    evidence = edition.observations.get().evidence.get()
    assert text[evidence.start : evidence.end].replace("\N{NO-BREAK SPACE}", " ") == evidence.words
    assert evidence.prefix == "In a year "
    assert evidence.suffix == " by regional units."


def test_words_of_the_title_need_not_stand_in_the_text(admin_client: Client) -> None:
    edition = factories.edition(title="Police attend 67 protests")
    text = "Protests were attended."
    factories.source_text(edition, text)
    text_row = {"id": edition.source_text.pk, "edition": edition.pk, "text": text}
    figure = figure_form(metric=factories.metric().pk, words="67 protests", value="67")
    form = edition_form(edition, source_text=[text_row], observations=[figure])
    assert admin_client.post(edition_page(edition), form).status_code == 302
    evidence = edition.observations.get().evidence.get()
    assert (evidence.words, evidence.start) == ("67 protests", None)


def test_without_a_text_any_words_may_stand(admin_client: Client) -> None:
    edition = factories.edition()
    response = save_figure(admin_client, edition, metric=factories.metric().pk)
    assert said(response) == [said(response)[0]]
    assert edition.observations.count() == 1


@pytest.mark.parametrize(
    ("value", "words", "warned"),
    [
        ("2780", "2780kg of cocaine seized", False),
        ("2780", "2,780kg of cocaine seized", False),
        ("3200000", "£3.2m in cash", False),
        ("1993", "166 years and one month", False),
        ("8", "eight forces", False),
        ("0", "no arrests were made", False),
        ("2780", "2870kg of cocaine seized", True),
        ("2780", "cocaine seized", True),
    ],
)
def test_words_that_do_not_name_the_value_are_saved_with_a_warning(
    admin_client: Client, value: str, words: str, warned: bool
) -> None:
    edition = factories.edition()
    metric = factories.metric()
    response = save_figure(admin_client, edition, metric=metric.pk, value=value, words=words)
    assert any("do not name this number" in one for one in said(response)) is warned
    assert edition.observations.count() == 1


def test_zero_is_a_figure(admin_client: Client) -> None:
    edition = factories.edition()
    save_figure(admin_client, edition, metric=factories.metric().pk, value="0", words="none")
    assert edition.observations.get().value == 0
    assert 'value="0"' in admin_client.get(edition_page(edition)).content.decode()


def test_figure_needs_words(admin_client: Client) -> None:
    edition = factories.edition()
    response = save_figure(admin_client, edition, metric=factories.metric().pk, words=" \n ")
    assert "words" in errors(response)
    assert not edition.observations.exists()


def test_phrase_that_is_too_long_says_by_how_much(admin_client: Client) -> None:
    edition = factories.edition()
    response = save_figure(admin_client, edition, metric=factories.metric().pk, words="x" * 251)
    assert "251 characters" in errors(response)["words"][0]


def test_contradictions_are_said_at_their_fields(admin_client: Client) -> None:
    edition = factories.edition()
    category = factories.category()
    phase = factories.phase()
    response = save_figure(
        admin_client,
        edition,
        metric=factories.metric().pk,
        category=category.pk,
        operation=factories.operation().pk,
        phase=phase.pk,
        period_kind="financial_year",
        period_start="01/01/2023",
        period_end="31/12/2023",
    )
    assert set(errors(response)) == {"category", "phase", "period_kind"}


def test_changed_words_replace_the_old_ones(admin_client: Client) -> None:
    edition = factories.edition()
    figure = factories.observation(edition, words="seven arrests")
    row = figure_form(
        id=figure.pk, edition=edition.pk, metric=figure.metric_id, value="7", words="7 arrests"
    )
    admin_client.post(edition_page(edition), edition_form(edition, observations=[row]))
    assert [one.words for one in figure.evidence.all()] == ["7 arrests"]


def test_words_left_alone_keep_their_row(admin_client: Client) -> None:
    edition = factories.edition()
    figure = factories.observation(edition, words="seven arrests")
    before = figure.evidence.get().pk
    row = figure_form(
        id=figure.pk, edition=edition.pk, metric=figure.metric_id, value="7",
        words="seven arrests", note="Checked.",
    )  # fmt: skip
    admin_client.post(edition_page(edition), edition_form(edition, observations=[row]))
    figure.refresh_from_db()
    assert figure.note == "Checked."
    assert figure.evidence.get().pk == before


def test_many_figures_are_a_link_to_their_list(admin_client: Client) -> None:
    edition = factories.edition()
    metric = factories.metric()
    for number in range(MOST_ON_A_PAGE):
        factories.observation(edition, metric=metric, value=Decimal(number))
    prefixes = [
        one.formset.prefix
        for one in admin_client.get(edition_page(edition)).context["inline_admin_formsets"]
    ]
    assert "observations" in prefixes
    factories.observation(edition, metric=metric)
    factories.observation(factories.edition(), metric=metric)
    page = admin_client.get(edition_page(edition))
    prefixes = [one.formset.prefix for one in page.context["inline_admin_formsets"]]
    assert "observations" not in prefixes
    (list_url,) = (url for url, words in page.context["links"] if words.startswith("41 figures"))
    assert admin_client.get(list_url).context["cl"].result_count == MOST_ON_A_PAGE + 1
    (add_url,) = (url for url, words in page.context["links"] if words == "Add a figure")
    assert admin_client.get(add_url).context["adminform"].form.initial["edition"] == str(edition.pk)


def test_edition_page_asks_as_often_for_many_figures_as_for_few(admin_client: Client) -> None:
    edition = factories.edition()
    category = factories.category()
    metric = factories.metric(dimension=category.dimension)
    phase = factories.phase()

    def add(number: int) -> None:
        for _ in range(number):
            factories.observation(
                edition, metric=metric, category=category, phase=phase,
                operation=phase.operation, organisation=factories.organisation(),
            )  # fmt: skip
            factories.quotation(edition)

    add(2)
    few = queries(admin_client, edition_page(edition))
    add(10)
    assert queries(admin_client, edition_page(edition)) == few


def test_claim_that_its_figures_do_not_bear_out_is_saved_with_a_warning(
    admin_client: Client,
) -> None:
    edition = factories.edition()
    metric = factories.metric(unit="year", counted="")
    figure = factories.observation(edition, words="5,827 years", metric=metric, value=Decimal(5827))
    row = {
        "words": "almost 6,000 years", "what": "years in prison", "value": "6000",
        "unit": "year", "qualifier": "almost", "figure_ids": figure.figure_id, "position": "0",
    }  # fmt: skip
    kept = figure_form(
        id=figure.pk, edition=edition.pk, metric=metric.pk, value="5827", words="5,827 years"
    )
    form = edition_form(edition, observations=[kept], claims=[row])
    response = admin_client.post(edition_page(edition), form, follow=True)
    assert not any("does not hold" in one for one in said(response))
    claim = edition.claims.get()
    row |= {"id": claim.pk, "edition": edition.pk, "words": "almost 9,000", "value": "9000"}
    form = edition_form(edition, observations=[kept], claims=[row])
    response = admin_client.post(edition_page(edition), form, follow=True)
    assert any("does not hold" in one for one in said(response))
    row |= {"figure_ids": "222222222222"}
    form = edition_form(edition, observations=[kept], claims=[row])
    response = admin_client.post(edition_page(edition), form, follow=True)
    assert "There is no figure with the id 222222222222" in response.content.decode()


def test_words_that_the_text_has_not_stop_publishing(admin_client: Client) -> None:
    edition = factories.edition()
    factories.observation(edition, words="nine arrests", metric=factories.metric(name="Arrests"))
    factories.source_text(edition, "There were seven arrests.")
    page = admin_client.get(edition_page(edition, "submit")).content.decode()
    assert "the text does not have the words “nine arrests”" in page
    assert 'type="submit" class="default"' not in page
    response = admin_client.post(edition_page(edition, "submit"), follow=True)
    assert "the text does not have the words" in " ".join(said(response))
    edition.refresh_from_db()
    assert edition.submitted_at is None


# --- figures by themselves -----------------------------------------------------------------------


def test_figure_of_a_public_edition_is_read_only(admin_client: Client) -> None:
    edition = factories.edition()
    figure = factories.observation(edition, words="seven arrests")
    factories.archived(edition)
    page = admin_client.get(figure_page(figure))
    assert "seven arrests" in page.content.decode()
    assert 'name="value"' not in page.content.decode()
    assert admin_client.post(figure_page(figure), figure_form()).status_code == 403
    assert (
        'name="observations-0-value"'
        not in admin_client.get(edition_page(edition)).content.decode()
    )


@pytest.mark.parametrize("wanted", ["words", "id", "slug"])
def test_figures_are_found_by_words_and_id(admin_client: Client, wanted: str) -> None:
    figure = factories.observation(factories.edition(), words="67 protests took place")
    factories.observation(factories.edition(), words="eight arrests")
    texts = {"words": "protests", "id": figure.figure_id, "slug": figure.release.slug}
    page = reverse("admin:operations_observation_changelist")
    listed = admin_client.get(page, {"q": texts[wanted]})
    assert list(listed.context["cl"].result_list) == [figure]


@pytest.mark.parametrize("by", ["state", "metric", "topic", "operation", "organisation"])
def test_figures_are_filtered(admin_client: Client, by: str) -> None:
    topic, phase = factories.topic(), factories.phase()
    edition = factories.edition()
    edition.release.topics.add(topic)
    figure = factories.observation(
        edition, operation=phase.operation, phase=phase, organisation=factories.organisation()
    )
    other = factories.edition()
    factories.observation(other)
    factories.archived(other)
    filters = {
        "state": {"state": "draft"},
        "metric": {"metric__id__exact": figure.metric_id},
        "topic": {"release__topics__id__exact": topic.pk},
        "operation": {"operation__id__exact": phase.operation_id},
        "organisation": {"organisation__id__exact": figure.organisation_id},
    }
    page = reverse("admin:operations_observation_changelist")
    listed = admin_client.get(page, filters[by])
    assert listed.status_code == 200
    assert list(listed.context["cl"].result_list) == [figure]


# --- correcting a figure -------------------------------------------------------------------------


def a_correction() -> tuple[Observation, Observation, Edition]:
    """Two public figures of a release, and the draft of its next edition."""
    edition = factories.edition()
    wrong = factories.observation(edition, words="nine hundred kilos", value=Decimal(900))
    right = factories.observation(edition, words="seven arrests")
    factories.archived(edition)
    draft = publishing.correct(edition.release, by="writer", reason="The weight was wrong.")
    return wrong, right, draft


def test_correct_this_figure_makes_a_draft_under_the_same_id(admin_client: Client) -> None:
    wrong, right, draft = a_correction()
    page = reverse("admin:operations_observation_in_force", args=[draft.pk])
    assert page in admin_client.get(edition_page(draft)).content.decode()
    assert list(admin_client.get(page).context["page"].object_list) == [wrong, right]
    response = admin_client.post(page, {"figure": wrong.pk})
    copy = Observation.objects.get(edition=draft)
    assert response.url == figure_page(copy)
    assert copy.figure_id == wrong.figure_id
    assert copy.value == 900
    assert copy.published_from is None
    assert [one.words for one in copy.evidence.all()] == ["nine hundred kilos"]
    assert list(admin_client.get(page).context["page"].object_list) == [right]
    assert admin_client.post(page, {"figure": wrong.pk}).status_code == 404


def test_corrected_figure_replaces_the_old_one_at_one_instant(admin_client: Client) -> None:
    wrong, _, draft = a_correction()
    copy = restate(wrong, edition=draft)
    form = figure_form(metric=copy.metric_id, value="926", words="926 kilos", **as_read(copy))
    assert admin_client.post(figure_page(copy), form).status_code == 302
    at = factories.approved(draft, by="approver")
    wrong.refresh_from_db()
    copy.refresh_from_db()
    assert copy.value == 926
    assert wrong.published_until == copy.published_from == at


def test_figures_in_force_can_be_searched(admin_client: Client) -> None:
    wrong, _, draft = a_correction()
    page = reverse("admin:operations_observation_in_force", args=[draft.pk])
    found = admin_client.get(page, {"q": "kilos"}).context["page"].object_list
    assert list(found) == [wrong]


def test_restating_is_refused_outside_a_draft_of_the_same_release() -> None:
    wrong, _, draft = a_correction()
    with pytest.raises(ValidationError, match="not one of an earlier edition"):
        restate(wrong, edition=factories.edition())
    restate(wrong, edition=draft)
    with pytest.raises(ValidationError, match="states this figure already"):
        restate(wrong, edition=draft)
    factories.approved(draft, by="approver")
    with pytest.raises(ValidationError, match="no draft"):
        restate(wrong, edition=draft)


def test_correcting_a_figure_needs_the_permission_to_add_one(client: Client) -> None:
    wrong, _, draft = a_correction()
    user = User.objects.create_user("reader", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_observation"))
    client.force_login(user)
    page = reverse("admin:operations_observation_in_force", args=[draft.pk])
    assert client.post(page, {"figure": wrong.pk}).status_code == 403
    assert not Observation.objects.filter(edition=draft).exists()


# --- charts --------------------------------------------------------------------------------------


def chart_page(chart: Chart) -> str:
    return reverse("admin:operations_chart_change", args=[chart.pk])


def test_saved_chart_is_drawn_on_its_page(admin_client: Client) -> None:
    edition = factories.edition()
    metric = factories.metric()
    for number in (385, 427):
        factories.observation(
            edition, metric=metric, value=Decimal(number), period_kind="day",
            period_start=date(2023, 11, number % 28), period_end=date(2023, 11, number % 28),
        )  # fmt: skip
    chart = factories.chart([metric])
    waiting = admin_client.get(chart_page(chart)).content.decode()
    assert "None of the figures" in waiting
    factories.archived(edition)
    drawn = admin_client.get(chart_page(chart)).content.decode()
    assert "&lt;svg" in drawn.split("data-frame")[0]
    assert "385" in drawn


def test_chart_without_lines_says_so(admin_client: Client) -> None:
    page = admin_client.get(chart_page(factories.chart([]))).content.decode()
    assert "Choose the metric of a line below" in page


def test_chart_that_mixes_units_says_why_it_is_not_drawn(admin_client: Client) -> None:
    edition = factories.edition()
    metrics = [factories.metric(unit="kg", counted=""), factories.metric()]
    for metric in metrics:
        factories.observation(edition, metric=metric)
        factories.observation(edition, metric=metric, area="england")
    factories.archived(edition)
    page = admin_client.get(chart_page(factories.chart(metrics))).content.decode()
    assert "The chart can’t be drawn as it is:" in page


def test_chart_is_let_out_by_itself(admin_client: Client) -> None:
    chart = factories.chart([factories.metric()])
    page = reverse("admin:operations_chart_let_out", args=[chart.pk])
    assert page in admin_client.get(chart_page(chart)).content.decode()
    admin_client.post(page, {"typed": "publish now"})
    chart.refresh_from_db()
    assert chart.published_from is not None


def test_chart_of_a_draft_release_waits_for_it(admin_client: Client) -> None:
    chart = factories.chart([factories.metric()], release=factories.edition().release)
    page = reverse("admin:operations_chart_let_out", args=[chart.pk])
    opened = admin_client.get(chart_page(chart)).content.decode()
    assert page not in opened
    assert "It goes public with its release" in opened
    admin_client.post(page, {"typed": "publish now"})
    chart.refresh_from_db()
    assert chart.published_from is None


# --- lists and pages -----------------------------------------------------------------------------

NAMES = [
    "observation", "operation", "phase", "organisation", "metric", "dimension", "category", "chart",
]  # fmt: skip


def some_of_everything(number: int) -> None:
    for _ in range(number):
        phase, category = factories.phase(), factories.category()
        metric = factories.metric(dimension=category.dimension)
        edition = factories.edition()
        edition.release.topics.add(factories.topic())
        factories.observation(
            edition, operation=phase.operation, phase=phase, metric=metric, category=category,
            organisation=factories.organisation(),
        )  # fmt: skip
        factories.archived(edition)
        factories.chart([metric], topic=factories.topic())


def queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", [*NAMES, "edition"])
def test_list_asks_as_often_for_many_rows_as_for_few(admin_client: Client, name: str) -> None:
    app = "releases" if name == "edition" else "operations"
    page = reverse(f"admin:{app}_{name}_changelist")
    some_of_everything(2)
    few = queries(admin_client, page)
    some_of_everything(5)
    assert queries(admin_client, page) == few


@pytest.mark.parametrize("name", NAMES)
def test_every_page_opens(admin_client: Client, name: str) -> None:
    some_of_everything(1)
    listed = admin_client.get(reverse(f"admin:operations_{name}_changelist"))
    row = listed.context["cl"].result_list[0]
    page = reverse(f"admin:operations_{name}_change", args=[row.pk])
    assert admin_client.get(page).status_code == 200
    assert admin_client.get(reverse(f"admin:operations_{name}_add")).status_code == 200


def test_number_of_figures_stands_in_the_list_of_editions(admin_client: Client) -> None:
    edition = factories.edition()
    factories.observation(edition)
    factories.observation(edition)
    listed = admin_client.get(reverse("admin:releases_edition_changelist"))
    (row,) = listed.context["cl"].result_list
    assert row.figures == 2


@pytest.mark.parametrize("name", ["metric", "organisation", "operation", "phase", "category"])
def test_choices_are_found_by_name(admin_client: Client, name: str) -> None:
    some_of_everything(1)
    asked = {"app_label": "operations", "model_name": "observation", "field_name": name, "term": ""}
    found = admin_client.get(reverse("admin:autocomplete"), asked).json()
    assert len(found["results"]) == 1


def test_new_operation_comes_with_its_phases(admin_client: Client) -> None:
    phase = {"name": "November 2023", "slug": "november-2023", "start": "13/11/2023"}
    form = {
        "name": "Operation Example", "slug": "example", "summary": "What for.",
        **inline("phases", phase),
    }  # fmt: skip
    response = admin_client.post(reverse("admin:operations_operation_add"), form)
    assert response.status_code == 302
    listed = admin_client.get(reverse("admin:operations_operation_changelist"))
    (operation,) = listed.context["cl"].result_list
    assert operation.phases.get().start == date(2023, 11, 13)
    assert operation.published_from is None


def test_scheduled_chart_is_shown_as_it_will_begin(admin_client: Client) -> None:
    """The preview of what waits for a release is of the moment at which both begin."""
    edition = factories.edition(embargo_until=timezone.now() + DAY)
    metric = factories.metric()
    factories.observation(edition, metric=metric)
    chart = factories.chart([metric], release=edition.release)
    factories.published(edition)
    page = admin_client.get(chart_page(chart)).content.decode()
    assert "None of the figures" not in page
    assert "7 arrests" in page


def test_saving_a_drafts_page_moves_no_place_in_its_text(admin_client: Client) -> None:
    """A browser sends two characters for each line end, and forms strip what is at the ends."""
    edition = factories.edition()
    text = "\nIn May, seven arrests.\n\nIn June, two.\n"
    row = factories.source_text(edition, text)
    sent = {"id": row.pk, "edition": edition.pk, "text": text.replace("\n", "\r\n")}
    admin_client.post(edition_page(edition), edition_form(edition, source_text=[sent]))
    row.refresh_from_db()
    assert row.text == text
