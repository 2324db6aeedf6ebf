"""A chart's files over HTTP: addresses, headers, states, and nothing of what is hidden."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from operations.models import Chart, Observation
from operations.renderers.files import FILES
from releases.published import database_now
from tests import factories
from tests.harness.clients import SiteClient
from tests.harness.databases import World

ENDINGS = list(FILES)
TYPES = {
    "png": "image/png",
    "svg": "image/svg+xml; charset=utf-8",
    "csv": "text/csv; charset=utf-8; header=present",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
HIDDEN = 7_340_033
every_ending = pytest.mark.parametrize("ending", ENDINGS)


def fill(years: range = range(2019, 2023), **chart: Any) -> Any:
    """A public chart of one metric; returns the metric."""
    metric = factories.metric(slug="the-metric", counted="arrests")
    for year in years:
        edition = state(metric, year, year - 1000)
        if year == years.start:
            factories.chart(
                [metric], release=edition.release, slug="the-chart", title="A finding", **chart
            )
        factories.archived(edition)
    return metric


def state(metric: Any, year: int, value: int) -> Any:
    """A draft that states one figure of a year."""
    edition = factories.edition()
    factories.observation(
        edition, metric=metric, value=value, period_kind="year",
        period_start=date(year, 1, 1), period_end=date(year, 12, 31),
    )  # fmt: skip
    return edition


def rows(response: Any) -> list[dict[str, str]]:
    text = response.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@every_ending
def test_each_file_has_its_type_and_may_be_used_anywhere(
    world: World, public_client: SiteClient, ending: str
) -> None:
    fill()
    response = public_client.get(f"/charts/the-chart.{ending}")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == TYPES[ending]
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    page = f"<{settings.SITE_ORIGIN}/charts/the-chart/>"
    assert response.headers["Link"] == f'{page}; rel="canonical"'
    policy = dict(
        part.partition(" ")[::2] for part in response.headers["Content-Security-Policy"].split("; ")
    )
    assert policy == {"default-src": "'none'", "frame-ancestors": "'none'", "sandbox": ""}
    assert not response.cookies


@every_ending
def test_data_are_saved_under_a_name_and_pictures_are_shown(
    world: World, public_client: SiteClient, ending: str
) -> None:
    fill()
    day = Observation.objects.latest("published_from").published_from
    day = timezone.localtime(day).date()
    shown = "attachment" if ending in ("csv", "xlsx") else "inline"
    response = public_client.get(f"/charts/the-chart.{ending}")
    named = response.headers["Content-Disposition"]
    assert named == f'{shown}; filename="the-chart_{day.isoformat()}.{ending}"'


@every_ending
def test_head_has_the_headers_and_no_body(
    world: World, public_client: SiteClient, ending: str
) -> None:
    fill()
    whole, head = (
        ask(f"/charts/the-chart.{ending}") for ask in (public_client.get, public_client.head)
    )
    assert head.status_code == 200
    assert head.content == b""
    assert dict(head.headers) == dict(whole.headers)


@every_ending
def test_the_same_bytes_twice_and_a_304_to_who_has_them(
    world: World, public_client: SiteClient, ending: str
) -> None:
    fill()
    one = public_client.get(f"/charts/the-chart.{ending}")
    assert public_client.get(f"/charts/the-chart.{ending}").content == one.content
    again = public_client.get(
        f"/charts/the-chart.{ending}", headers={"If-None-Match": one.headers["ETag"]}
    )
    assert again.status_code == 304
    assert again.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize(
    "path", ["the-chart.pdf", "the-chart.", "the-chart.PNG", "the-chart.svgx", "the-chart.csv/",
             "nothing.csv", "nothing.png?size=card", "the-chart.csv.png"],
)  # fmt: skip
def test_no_such_file_is_the_404_of_anything(
    world: World, public_client: SiteClient, path: str
) -> None:
    fill()
    never = public_client.get("/charts/never-existed/")
    response = public_client.get(f"/charts/{path}")
    assert response.status_code == 404
    assert response.content == never.content
    assert set(response.headers) == set(never.headers)
    assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.parametrize("slug", ["the-chart", "never-existed"])
@pytest.mark.parametrize(
    ("ending", "query", "said"),
    [
        ("png", "size=huge", "“card” or “small-card”"),
        ("png", "size=card&size=small-card", "“size”"),
        ("csv", "bom=2", "“0” or “1”"),
        ("csv", "per=year", "“per”"),
        ("json", "since=yesterday", "“since”"),
        ("xlsx", "scale=log", "“scale”"),
    ],
)
def test_what_there_is_not_is_refused_in_a_sentence_whatever_the_chart(
    world: World, public_client: SiteClient, slug: str, ending: str, query: str, said: str
) -> None:
    fill()
    response = public_client.get(f"/charts/{slug}.{ending}?{query}")
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert said in response.content.decode()


def test_keys_of_others_are_left_alone(world: World, public_client: SiteClient) -> None:
    fill()
    plain = public_client.get("/charts/the-chart.csv")
    assert (
        public_client.get("/charts/the-chart.csv?utm_source=x&size=huge").content == plain.content
    )
    assert public_client.get("/charts/the-chart.csv?bom=").content == plain.content


def test_a_byte_order_mark_for_excel_and_none_for_scripts(
    world: World, public_client: SiteClient
) -> None:
    fill()
    marked = public_client.get("/charts/the-chart.csv").content
    assert marked.startswith(b"\xef\xbb\xbf")
    assert public_client.get("/charts/the-chart.csv?bom=0").content == marked[3:]


def test_a_state_is_that_of_the_page(world: World, public_client: SiteClient) -> None:
    fill()
    asked = "since=2020&until=2021"
    found = rows(public_client.get(f"/charts/the-chart.csv?{asked}"))
    assert [row["value"] for row in found] == ["1020", "1021"]
    document = json.loads(public_client.get(f"/charts/the-chart.json?{asked}").content)
    assert document["address"].endswith("/charts/the-chart/?since=2020-01-01&until=2021-12-31")
    link = public_client.get(f"/charts/the-chart.svg?{asked}").headers["Link"]
    assert document["address"] in link


def test_a_past_state_is_in_the_name_and_in_the_file(
    world: World, public_client: SiteClient
) -> None:
    metric = fill(kind="line")
    before = Observation.objects.filter(metric=metric).latest("published_from").published_from
    moment = (before + timedelta(microseconds=1)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    factories.archived(state(metric, 2024, 4321))
    assert "4321" in public_client.get("/charts/the-chart.csv").content.decode()
    response = public_client.get(f"/charts/the-chart.csv?as_at={moment}")
    assert "4321" not in response.content.decode()
    stamp = f"_as-at_{moment}".replace(":", "")
    assert stamp in response.headers["Content-Disposition"]
    assert all(row["figure_url"].endswith(f"/?as_at={moment}") for row in rows(response))
    document = json.loads(public_client.get(f"/charts/the-chart.json?as_at={moment}").content)
    assert document["as_at"] is not None
    assert "as at " in public_client.get(f"/charts/the-chart.svg?as_at={moment}").content.decode()
    assert 'rel="original"' in response.headers["Link"]
    assert 'rel="canonical"' in response.headers["Link"]


@every_ending
def test_el_15_30_48_a_hidden_figure_changes_no_byte_of_any_file(
    world: World, public_client: SiteClient, ending: str
) -> None:
    """Neither the data nor the axes, the name or the headers; and then it is there."""
    metric = fill(kind="line")
    address = f"/charts/the-chart.{ending}"
    before = public_client.get(address)
    draft = state(metric, 2024, HIDDEN)
    hidden = public_client.get(address)
    assert hidden.content == before.content
    assert dict(hidden.headers) == dict(before.headers)
    factories.archived(draft)
    assert public_client.get(address).content != before.content


@every_ending
def test_el_48_a_hidden_chart_is_the_404_of_none(
    world: World, public_client: SiteClient, ending: str
) -> None:
    metric = factories.metric()
    edition = state(metric, 2020, 1)
    factories.chart([metric], release=edition.release, slug="hidden-chart")
    never = public_client.get(f"/charts/never-existed.{ending}")
    hidden = public_client.get(f"/charts/hidden-chart.{ending}")
    assert (hidden.status_code, hidden.content) == (404, never.content)
    assert dict(hidden.headers) == dict(never.headers)
    factories.archived(edition)
    assert public_client.get(f"/charts/hidden-chart.{ending}").status_code == 200


@every_ending
def test_as_many_questions_for_many_figures_as_for_few(
    world: World, public_client: SiteClient, count_queries: Callable[[], Any], ending: str
) -> None:
    metric = fill(range(1990, 1993))
    counts = []
    for years in (range(1993, 1994), range(1994, 2010)):
        for year in years:
            factories.archived(state(metric, year, year))
        with count_queries() as queries:
            assert public_client.get(f"/charts/the-chart.{ending}").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


@every_ending
def test_every_kind_of_chart_has_every_file(
    world: World, public_client: SiteClient, ending: str
) -> None:
    fill()
    for kind in Chart.Kind.values:
        if kind != "timeline":  # which has phases and no figures
            Chart.objects.filter(slug="the-chart").update(kind=kind)
            assert public_client.get(f"/charts/the-chart.{ending}").status_code == 200, kind


def test_an_unstated_licence_is_said_in_every_text_format(
    world: World, public_client: SiteClient
) -> None:
    fill()
    for ending in ("csv", "json", "svg"):
        text = public_client.get(f"/charts/the-chart.{ending}").content.decode()
        assert "licence not stated" in text.lower(), ending


def test_no_address_of_a_preview_gets_into_a_file(world: World, staff_client: SiteClient) -> None:
    """What staff save from a preview names the addresses that the public will have."""
    fill()
    moment = (database_now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    for ending in ("csv", "json", "svg"):
        response = staff_client.get(f"/preview/{moment}/all/charts/the-chart.{ending}")
        assert response.status_code == 200
        text = response.content.decode()
        assert "/preview/" not in text
        assert settings.SITE_ORIGIN in text
        assert response.headers["Cache-Control"] == "private, no-store"
        assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Access-Control-Allow-Origin" not in response.headers


def test_numbers_lose_nothing(world: World, public_client: SiteClient) -> None:
    metric = factories.metric(slug="fine", unit="kg", counted="")
    edition = factories.edition()
    values = ["0", "0.0001", "12345678901.2345", "0.5"]
    for year, value in enumerate(values, start=2000):
        factories.observation(
            edition, metric=metric, value=Decimal(value), period_kind="year",
            period_start=date(year, 1, 1), period_end=date(year, 12, 31),
        )  # fmt: skip
    factories.chart([metric], release=edition.release, slug="fine")
    factories.archived(edition)
    assert [row["value"] for row in rows(public_client.get("/charts/fine.csv"))] == values
    text = public_client.get("/charts/fine.json").content.decode()
    assert re.findall(r'"value": ([\d.]+)', text) == values
