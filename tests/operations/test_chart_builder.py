"""The chart builder: who may ask it, that nothing is saved, what it draws, warns of and drafts."""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from operations.models import Category, Chart, ChartLine, Metric, Observation
from releases.models import Edition
from tests import factories
from tests.harness.clients import SiteClient
from tests.harness.databases import World
from tests.harness.pages import as_read

STAFF_ADDRESSES = "npcc_site.urls_staff"
NEW = "admin:operations_chart_new_picture"


def year(first: int) -> dict[str, Any]:
    return {
        "period_kind": "year",
        "period_start": date(first, 1, 1),
        "period_end": date(first, 12, 31),
    }


def picture_of(chart: Chart) -> str:
    # Tests of a world have the public site's addresses, as its own process has.
    return reverse("admin:operations_chart_picture", STAFF_ADDRESSES, args=[chart.pk])


def page_of(chart: Chart) -> str:
    return reverse("admin:operations_chart_change", args=[chart.pk])


def typed(*lines: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """What the form sends; a line is given by its fields, of which the metric matters most."""
    sent: dict[str, Any] = {
        "title": "Arrests rose to 427", "slug": "arrests-rose", "alt": "Two bars.", "kind": "bar",
        "along": "period", "position": "100", "lines-TOTAL_FORMS": len(lines),
        "lines-INITIAL_FORMS": sum("id" in line for line in lines),
    } | fields  # fmt: skip
    for number, line in enumerate(lines):
        full = {"role": "main", "position": number, "label": "", "figure_ids": ""} | line
        sent |= {f"lines-{number}-{name}": value for name, value in full.items()}
    return sent


def of_chart(chart: Chart, **fields: Any) -> dict[str, Any]:
    lines = [
        {"id": line.pk, "chart": chart.pk, "metric": line.metric_id, "label": line.label}
        for line in chart.lines.all()
    ]
    words = {name: getattr(chart, name) for name in ("title", "slug", "alt", "kind", "along")}
    return typed(*lines, **(words | fields))


@pytest.fixture
def metric(db: None) -> Metric:
    """Arrests of two years in a public release."""
    edition = factories.edition()
    made = factories.metric(name="Arrests", counted="arrests")
    for first, value in ((2022, 385), (2023, 427)):
        factories.observation(edition, metric=made, value=value, **year(first))
    factories.archived(edition)
    return made


def asked(client: Client, data: dict[str, Any], chart: Chart | None = None) -> dict[str, Any]:
    response = client.post(picture_of(chart) if chart else reverse(NEW), data)
    assert response.status_code == 200, response.content
    found: dict[str, Any] = json.loads(response.content)
    return found


def told(answer: dict[str, Any], which: str = "warnings") -> list[str]:
    soup = BeautifulSoup(answer["odd"], "html.parser")
    return [one.text for one in soup.select(f".builder__{which} li")]


# --- who may ask ----------------------------------------------------------------------------------


def somebody(*codenames: str) -> Client:
    user = User.objects.create_user("somebody", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("end", ["picture", "figures"])
def test_only_who_may_change_charts_is_answered(metric: Metric, end: str) -> None:
    chart = factories.chart([metric])
    addresses = {
        "new": reverse(f"admin:operations_chart_new_{end}"),
        "there": reverse(f"admin:operations_chart_{end}", args=[chart.pk]),
        "missing": reverse(f"admin:operations_chart_{end}", args=[987_654]),
    }
    reader = somebody("view_chart", "view_chartline")
    for address in addresses.values():
        assert reader.post(address, of_chart(chart)).status_code == 403
        assert reader.get(address).status_code == 403
        assert Client().post(address).status_code == 302  # to the login, as everywhere
    assert "427 arrests" not in reader.post(addresses["there"], of_chart(chart)).content.decode()


def test_it_is_asked_by_post_alone(admin_client: Client, metric: Metric) -> None:
    chart = factories.chart([metric])
    for address in (picture_of(chart), reverse(NEW)):
        response = admin_client.get(address)
        assert (response.status_code, response["Allow"]) == (405, "POST")
    gone = reverse("admin:operations_chart_picture", args=[987_654])
    assert admin_client.post(gone, {}).status_code == 404


def test_it_asks_for_the_token_of_the_form(metric: Metric) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_superuser("chief"))
    assert client.post(reverse(NEW), typed({"metric": metric.pk})).status_code == 403


def test_whoever_may_only_read_a_chart_still_sees_its_picture(metric: Metric) -> None:
    chart = factories.chart([metric])
    page = somebody("view_chart", "view_chartline").get(page_of(chart))
    assert page.status_code == 200
    assert "&lt;svg" in page.content.decode()


# --- nothing is saved -----------------------------------------------------------------------------


def test_an_unsaved_chart_is_drawn_and_nothing_is_written(
    admin_client: Client, metric: Metric
) -> None:
    with CaptureQueriesContext(connection) as queries:
        answer = asked(admin_client, typed({"metric": metric.pk, "label": "All arrests"}))
    assert "<svg" in answer["picture"]
    assert "427" in answer["picture"]
    assert answer["status"] == "Drawn. Nothing stands out."
    assert not Chart.objects.exists()
    assert not ChartLine.objects.exists()
    sql = [query["sql"] for query in queries.captured_queries]
    assert "SET TRANSACTION READ ONLY" in sql
    writes = [one for one in sql if re.match(r"(INSERT|UPDATE|DELETE)", one)]
    assert [one for one in writes if "django_session" not in one] == []
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_read_only")
        assert cursor.fetchone() == ("off",)  # the test's own transaction may write again


def test_what_is_typed_is_drawn_and_what_is_saved_stays(
    admin_client: Client, metric: Metric
) -> None:
    chart = factories.chart([metric], title="The saved title")
    answer = asked(admin_client, of_chart(chart, title="Another title", kind="line"), chart)
    assert "Another title" in answer["picture"]
    assert '"kind": "line"' in answer["picture"]
    chart.refresh_from_db()
    assert (chart.title, chart.kind) == ("The saved title", "bar")


def test_a_deleted_line_is_not_drawn_and_lines_stand_in_their_order(
    admin_client: Client, metric: Metric
) -> None:
    other = factories.metric(name="Charges", counted="charges")
    edition = factories.edition()
    factories.observation(edition, metric=other, value=99, **year(2023))
    factories.archived(edition)
    chart = factories.chart([metric, other])
    data = of_chart(chart)
    data |= {"lines-0-position": "5", "lines-1-position": "2"}
    both = asked(admin_client, data, chart)["picture"]
    assert both.index("Charges") < both.index("Arrests")
    data["lines-1-DELETE"] = "on"
    assert "Charges" not in asked(admin_client, data, chart)["picture"]
    assert chart.lines.count() == 2


def test_preview_without_scripts_shows_the_same_and_saves_nothing(
    admin_client: Client, metric: Metric
) -> None:
    chart = factories.chart([metric], title="The saved title")
    data = of_chart(chart, title="Another title", kind="line") | as_read(chart)
    answer = asked(admin_client, data, chart)
    page = admin_client.post(page_of(chart), data | {"_preview": "1"})
    assert page.status_code == 200
    assert page.context["picture"] == answer["picture"]
    soup = BeautifulSoup(page.content, "html.parser")
    assert answer["picture"].strip() in soup.select_one("iframe")["srcdoc"]  # type: ignore[index,operator]
    assert soup.select_one("[name=title]")["value"] == "Another title"  # type: ignore[index]
    assert "Nothing was saved." in soup.select_one("[role=status]").text  # type: ignore[union-attr]
    assert soup.select_one(".errornote") is None
    chart.refresh_from_db()
    assert chart.title == "The saved title"
    new = admin_client.post(
        reverse("admin:operations_chart_add"), typed({"metric": metric.pk}, _preview="1")
    )
    assert "427" in new.context["picture"]
    assert Chart.objects.count() == 1


# --- the public site's own picture ----------------------------------------------------------------


def figure_in(markup: str) -> str:
    """The whole figure, as the template of the public pages writes it."""
    found = re.search(r"<figure.*?</figure>", markup, re.DOTALL)
    assert found is not None
    return found[0]


def test_the_picture_is_the_public_one_byte_for_byte(
    world: World, staff_client: SiteClient, public_client: SiteClient
) -> None:
    edition = factories.edition()
    metric = factories.metric()
    for first, value in ((2021, 385), (2022, 427), (2023, 401)):
        coverage = "excludes Kent" if first == 2023 else ""
        factories.observation(edition, metric=metric, value=value, coverage=coverage, **year(first))
    chart = factories.chart([metric], release=edition.release, kind="line")
    factories.archived(edition)
    drawn = asked(staff_client, of_chart(chart), chart)["picture"]
    embed = public_client.get(f"/charts/{chart.slug}/embed/").content.decode()
    assert figure_in(drawn) == figure_in(embed)
    page = public_client.get(f"/charts/{chart.slug}/").content.decode()
    svg = re.search(r"<svg.*?</svg>", drawn, re.DOTALL)
    assert svg is not None
    assert svg[0] in page


@pytest.mark.parametrize("name", ["title", "subtitle", "note", "alt", "lines-0-label"])
def test_markup_in_what_is_typed_stays_text(
    admin_client: Client, metric: Metric, name: str
) -> None:
    for nasty in ("<script>alert(1)</script>", "</script><img src=x onerror=alert(1)>",
                  "\"><svg onload=alert(1)>", "{{ 7 }}{% now 'Y' %}"):  # fmt: skip
        data = typed({"metric": metric.pk}, {"metric": metric.pk}) | {name: nasty}
        answer = asked(admin_client, data)
        for markup in (answer["picture"], answer["odd"], answer["more"]):
            soup = BeautifulSoup(markup, "html.parser")
            assert soup.select("img, [onload], [onerror]") == []
            assert all(one["type"] == "application/json" for one in soup.select("script"))
            assert "<script>alert" not in markup
        page = admin_client.post(reverse("admin:operations_chart_add"), data | {"_preview": "1"})
        assert "<script>alert" not in page.content.decode()
        frame = BeautifulSoup(page.content, "html.parser").select_one("iframe")
        assert frame is not None
        inside = BeautifulSoup(str(frame["srcdoc"]), "html.parser")
        assert inside.select("img, [onload], [onerror]") == []


def test_the_page_has_no_inline_script_or_style(admin_client: Client, metric: Metric) -> None:
    page = admin_client.get(page_of(factories.chart([metric])))
    frame = BeautifulSoup(page.content, "html.parser").select_one("iframe")
    assert frame is not None
    inside = BeautifulSoup(str(frame["srcdoc"]), "html.parser")
    (script,) = inside.select("script:not([type])")
    assert re.fullmatch(r"/static/built/charts(\.\w+)?\.js", str(script["src"]))
    assert script.text == ""
    assert inside.select("style, [style], [onclick]") == []


# --- what is wrong, what is odd -------------------------------------------------------------------


def test_what_hinders_saving_alone_does_not_hinder_the_picture(
    admin_client: Client, metric: Metric
) -> None:
    answer = asked(admin_client, typed({"metric": metric.pk}, title="", alt="", slug="no slug"))
    assert "(No title yet)" in answer["picture"]
    assert told(answer, "problems") == [
        "Title: This field is required.",
        "Slug: Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.",
        "Text alternative: This field is required.",
    ]


def test_errors_are_sentences_and_there_is_no_picture(admin_client: Client, metric: Metric) -> None:
    answer = asked(admin_client, typed({"metric": metric.pk}, annotations="a date"))
    assert answer["picture"] == ""
    assert told(answer, "problems")[0].startswith("Annotations: “a date” has no colon")
    assert answer["status"].startswith("Not drawn: Annotations")
    weight = factories.metric(unit="kg", counted="")
    mixed = asked(admin_client, typed({"metric": metric.pk}, {"metric": weight.pk}))
    assert mixed["picture"] == ""
    assert "on one axis" in told(mixed, "problems")[0]
    nothing = asked(admin_client, typed())
    assert "Choose the metric of a line below" in told(nothing, "problems")[0]
    unfinished = asked(admin_client, typed({"metric": metric.pk}, {"label": "Half a line"}))
    assert "<svg" in unfinished["picture"]
    assert told(unfinished, "problems") == ["Line 2 is left out: choose its metric."]
    odd = asked(admin_client, typed({"metric": "no key"}, {"metric": 10**30}))
    assert odd["picture"] == ""


def _with(metric: Metric, *figures: dict[str, Any]) -> None:
    edition = factories.edition()
    for figure in figures:
        factories.observation(edition, **({"metric": metric} | figure))
    factories.archived(edition)


def _stacked_shares(metric: Metric) -> dict[str, Any]:
    share = factories.metric(unit="percent", counted="", kind="share")
    _with(share, {"value": 40, **year(2022)}, {"value": 50, **year(2023)})
    lines = ({"metric": share.pk, "label": name} for name in ("One", "Other"))
    return typed(*lines, kind="stacked", title="Shares")


def _coverage(metric: Metric) -> dict[str, Any]:
    _with(metric, {"value": 500, "coverage": "excludes Kent", **year(2024)})
    return typed({"metric": metric.pk})


def _lengths(metric: Metric) -> dict[str, Any]:
    _with(metric, {"value": 500, "period_kind": "odd", "period_start": date(2024, 1, 1),
                   "period_end": date(2024, 1, 9)})  # fmt: skip
    return typed({"metric": metric.pk})


def _overlap(metric: Metric) -> dict[str, Any]:
    _with(metric, {"value": 500, "period_kind": "financial_year",
                   "period_start": date(2023, 4, 1), "period_end": date(2024, 3, 31)})  # fmt: skip
    return typed({"metric": metric.pk})


def _two_sources(metric: Metric) -> dict[str, Any]:
    _with(metric, {"value": 999, **year(2023)})
    return typed({"metric": metric.pk})


def _running(metric: Metric) -> dict[str, Any]:
    _with(metric, {"value": 500, "period_kind": "running_total",
                   "period_start": date(2023, 1, 1), "period_end": date(2024, 3, 1)})  # fmt: skip
    return typed({"metric": metric.pk})


def _units(metric: Metric) -> dict[str, Any]:
    weight = factories.metric(unit="kg", counted="")
    _with(weight, {"value": 7, **year(2022)})
    return typed({"metric": metric.pk}, {"metric": weight.pk}, kind="table")


def _axis(metric: Metric) -> dict[str, Any]:
    close = factories.metric()
    _with(close, {"value": 1000, **year(2022)}, {"value": 1001, **year(2023)})
    return typed({"metric": close.pk}, kind="dots", title="Close")


def _title(metric: Metric) -> dict[str, Any]:
    return typed({"metric": metric.pk}, title="Arrests rose to 472")


def _alternative(metric: Metric) -> dict[str, Any]:
    return typed({"metric": metric.pk}, alt="Two bars: 385 and 472 arrests.")


def _no_figure(metric: Metric) -> dict[str, Any]:
    empty = factories.metric(name="Nothing yet", counted="arrests")
    return typed({"metric": metric.pk}, {"metric": empty.pk})


def _dated_note(metric: Metric) -> dict[str, Any]:
    return typed({"metric": metric.pk}, along="metric", annotations="2023-01-01: a law")


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (_stacked_shares, "Shown side by side, not stacked. Shares, rates, averages and changes"),
        (_coverage, "2024 leaves out Kent."),
        (_lengths, "1–9 Jan 2024 is 9 days; the others are calendar years."),
        (_overlap, "2023 and 2023/24 overlap"),
        (_two_sources, "Two releases state different figures for 2023"),
        (_running, "is a running total, which holds what came before, and no period."),
        (_units, "different units"),
        (_axis, "The axis of the dots begins at"),
        (_title, "The title says “472”, which no figure of this chart bears out."),
        (_alternative, "The text alternative says “472 arrests”"),
        (_no_figure, "“Nothing yet” has no figure at that moment"),
        (_dated_note, "can’t be drawn at its date"),
    ],
)
def test_it_warns_where_a_choice_misleads_and_saving_goes_on(
    admin_client: Client, metric: Metric, make: Callable[[Metric], dict[str, Any]], sentence: str
) -> None:
    data = make(metric)
    answer = asked(admin_client, data)
    assert any(sentence in one for one in told(answer)), told(answer)
    assert told(answer, "problems") == []
    saved = admin_client.post(reverse("admin:operations_chart_add"), data)
    assert saved.status_code == 302
    assert Chart.objects.count() == 1


def test_a_title_cannot_cut_the_axis_of_bars(admin_client: Client) -> None:
    close = factories.metric()
    _with(close, {"value": 1000, **year(2022)}, {"value": 1001, **year(2023)})
    answer = asked(admin_client, typed({"metric": close.pk}, title="Axis from 999 to 1,002"))
    assert '"begins": null' in answer["picture"]


def test_a_line_through_running_totals_of_two_beginnings_breaks(admin_client: Client) -> None:
    totals = factories.metric()
    _with(
        totals,
        *(
            {"value": value, "period_kind": "running_total", "period_start": begin,
             "period_end": end}
            for value, begin, end in (
                (100, date(2019, 11, 1), date(2021, 1, 20)),
                (300, date(2019, 11, 1), date(2022, 1, 20)),
                (50, date(2022, 4, 1), date(2023, 9, 30)),
            )
        ),
    )  # fmt: skip
    answer = asked(admin_client, typed({"metric": totals.pk}, kind="line", title="Totals"))
    assert any("begin on different days" in one for one in told(answer))
    config = BeautifulSoup(answer["picture"], "html.parser").select_one("script")
    assert config is not None
    (series,) = json.loads(config.text)["series"]
    assert [one["break_before"] for one in series["points"]] == [False, False, True]


def test_the_draft_says_what_the_figures_say(admin_client: Client, metric: Metric) -> None:
    answer = asked(admin_client, typed({"metric": metric.pk}, alt=""))
    draft = BeautifulSoup(answer["more"], "html.parser").select_one("[data-draft]")
    assert draft is not None
    assert "385" in draft.text
    assert "427" in draft.text
    again = asked(admin_client, typed({"metric": metric.pk}, alt=draft.text))
    assert told(again) == []
    assert "To read aloud" in answer["more"]


# --- lines and figures ----------------------------------------------------------------------------


@pytest.fixture
def drugs(db: None) -> Metric:
    """Seizures of three drugs by two forces."""
    dimension = factories.category().dimension
    Category.objects.all().delete()
    names = ("Cocaine", "Heroin", "Cannabis")
    drugs = [factories.category(dimension=dimension, name=name, position=n)
             for n, name in enumerate(names)]  # fmt: skip
    forces = [factories.organisation(name=name) for name in ("Kent", "Essex")]
    made = factories.metric(name="Seizures", counted="seizures", dimension=dimension)
    edition = factories.edition()
    for number, drug in enumerate(drugs):
        for force in forces:
            factories.observation(
                edition, metric=made, category=drug, organisation=force, value=number + 1,
                **year(2023),
            )  # fmt: skip
    factories.archived(edition)
    return made


def test_one_line_becomes_one_for_each_category(admin_client: Client, drugs: Metric) -> None:
    sent = typed({"metric": drugs.pk, "position": 4, "organisation": ""}, along="organisation")
    answer = asked(admin_client, sent)
    buttons = BeautifulSoup(answer["more"], "html.parser").select("[name=_part]")
    assert [button["value"] for button in buttons] == ["0:category", "0:organisation"]
    assert "One line for each category (3)" in buttons[0].text
    page = admin_client.post(reverse("admin:operations_chart_add"), sent | {"_part": "0:category"})
    formset = page.context["inline_admin_formsets"][0].formset
    lines = [(str(form.instance.category), form["position"].value()) for form in formset.forms]
    assert lines == [("Cocaine", "4"), ("Heroin", "5"), ("Cannabis", "6")]
    assert {form.instance.metric for form in formset.forms} == {drugs}
    assert "Heroin" in page.context["picture"]
    assert not Chart.objects.exists()


def test_what_another_line_shows_is_not_made_again(admin_client: Client, drugs: Metric) -> None:
    heroin = Category.objects.get(name="Heroin")
    sent = typed({"metric": drugs.pk}, {"metric": drugs.pk, "category": heroin.pk})
    page = admin_client.post(reverse("admin:operations_chart_add"), sent | {"_part": "0:category"})
    formset = page.context["inline_admin_formsets"][0].formset
    assert [str(form.instance.category) for form in formset.forms] == [
        "Cocaine", "Heroin", "Cannabis",
    ]  # fmt: skip
    for odd in ("9:category", "0:metric", "x", ""):
        same = admin_client.post(reverse("admin:operations_chart_add"), sent | {"_part": odd})
        assert len(same.context["inline_admin_formsets"][0].formset.forms) == 2


def test_figures_are_picked_from_a_list(admin_client: Client, metric: Metric) -> None:
    chosen = Observation.objects.get(value=427)
    sent = typed({"metric": metric.pk, "figure_ids": chosen.figure_id})
    address = reverse("admin:operations_chart_new_figures")
    listed = BeautifulSoup(admin_client.post(address, sent | {"line": "0"}).content, "html.parser")
    boxes = {box["value"]: box.has_attr("checked") for box in listed.select("[type=checkbox]")}
    others = Observation.objects.exclude(pk=chosen.pk).values_list("figure_id", flat=True)
    assert boxes == {chosen.figure_id: True, others[0]: False}
    assert "427 arrests, 2023" in " ".join(listed.text.split())
    assert admin_client.post(address, sent | {"line": "7"}).status_code == 404


# --- moments --------------------------------------------------------------------------------------


@pytest.fixture
def coming(db: None) -> Edition:
    """A draft that is embargoed for a week, with one metric's figures."""
    edition = factories.edition(embargo_until=timezone.now() + timedelta(days=7))
    metric = factories.metric(name="Secret arrests", counted="arrests")
    for first, value in ((2022, 111), (2023, 222)):
        factories.observation(edition, metric=metric, value=value, **year(first))
    return edition


def test_figures_of_its_draft_release_show_to_who_may_read_drafts(
    admin_client: Client, coming: Edition
) -> None:
    metric = Metric.objects.get(name="Secret arrests")
    alone = typed({"metric": metric.pk})
    assert asked(admin_client, alone)["picture"] == ""
    with_it = alone | {"release": coming.release_id}
    drawn = asked(admin_client, with_it)
    assert "222" in drawn["picture"]
    assert "The public does not see that yet." in drawn["more"]
    coming.refresh_from_db()
    assert coming.approved_at is None
    assert not Observation.objects.filter(published_from__isnull=False).exists()
    rights = ("add_chart", "add_chartline", "change_chartline", "view_chart", "view_chartline")
    without = somebody(*rights)
    assert asked(without, with_it)["picture"] == ""
    assert "222" not in json.dumps(asked(without, with_it))


def test_a_chart_of_an_approved_release_is_drawn_as_it_will_begin(
    admin_client: Client, coming: Edition
) -> None:
    metric = Metric.objects.get(name="Secret arrests")
    chart = factories.chart([metric], release=coming.release)
    at = factories.approved(coming)
    answer = asked(admin_client, of_chart(chart) | {"release": coming.release_id}, chart)
    assert "222" in answer["picture"]
    assert f"{at.astimezone().year}" in answer["more"]


# --- questions to the database --------------------------------------------------------------------


def test_more_lines_are_no_more_questions(admin_client: Client) -> None:
    def lines(number: int) -> list[dict[str, Any]]:
        edition = factories.edition()
        dimension = factories.category().dimension
        made = []
        for _ in range(number):
            metric = factories.metric(counted="arrests", dimension=dimension)
            category = factories.category(dimension=dimension)
            phase = factories.phase()
            fields = {
                "metric": metric, "category": category, "phase": phase,
                "operation": phase.operation, "organisation": factories.organisation(),
            }  # fmt: skip
            factories.observation(edition, value=3, **fields, **year(2022))
            factories.observation(edition, value=4, **fields, **year(2023))
            made.append({name: row.pk for name, row in fields.items()})
        factories.archived(edition)
        return made

    def questions(number: int) -> int:
        chart = factories.chart([factories.metric(counted="arrests") for _ in range(number)])
        kept = [{"id": line.pk, "chart": chart.pk, "metric": line.metric_id}
                for line in chart.lines.all()]  # fmt: skip
        data = typed(*kept, *lines(number), title="Arrests", slug=chart.slug)
        with CaptureQueriesContext(connection) as queries:
            assert "<svg" in asked(admin_client, data, chart)["picture"]
        return len(queries)

    asked(admin_client, typed(*lines(1)))  # content types and the like are kept after the first
    assert questions(2) == questions(9)
