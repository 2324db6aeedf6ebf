"""One state in the address: page, embed, reference, code and files say the same."""

import csv
import html
import io
import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from tests import factories
from tests.harness.clients import SiteClient
from tests.harness.databases import World

PAGE = "/charts/the-chart/"
EMBED = "/charts/the-chart/embed/"
STATE = "series=kent,surrey&per=day&since=2021-01-01"
FORCES = {"Kent": 36_500, "Essex": 73_000, "Surrey": 109_500}
WRONG = "per=month"


def fill(since: timedelta = timedelta(days=1)) -> None:
    """A public line chart of three categories over four years, each year a release."""
    metric = factories.metric(slug="the-metric", counted="arrests")
    categories = {name: factories.category(slug=name.lower(), name=name) for name in FORCES}
    chart = None
    for year in range(2019, 2023):
        edition = factories.edition()
        for name, value in FORCES.items():
            factories.observation(
                edition, metric=metric, category=categories[name], value=value + year,
                period_kind="year", period_start=date(year, 1, 1), period_end=date(year, 12, 31),
            )  # fmt: skip
        if chart is None:
            chart = factories.chart(
                [metric] * 3, release=edition.release, slug="the-chart", title="A finding",
                kind="line", alt="The editor's words.",
            )  # fmt: skip
            for line, (name, category) in zip(chart.lines.all(), categories.items(), strict=True):
                line.label, line.category = name, category
                line.save()
        factories.archived(edition, published_from=timezone.now() - since)


def page_table(response: Any) -> list[list[str]]:
    """The figures of the page's table, row by row, without what is written beside them."""
    body = re.search(r"<tbody.*?</tbody>", response.content.decode(), re.DOTALL)
    assert body
    rows = re.findall(r"<tr.*?</tr>", body[0], re.DOTALL)
    return [
        [
            html.unescape(
                re.sub(r"<[^>]+>", "", re.sub(r'<span class="cell-note".*?</span>', "", cell))
            ).strip()
            for cell in re.findall(r"<t[dh]\b.*?</t[dh]>", row, re.DOTALL)
        ]
        for row in rows
    ]


def config(response: Any) -> dict[str, Any]:
    found = re.search(r'<script type="application/json">(.*?)</script>', response.content.decode())
    assert found
    result: dict[str, Any] = json.loads(found[1])
    return result


@pytest.fixture
def chart(world: World) -> None:
    fill()


@pytest.mark.usefixtures("chart")
class TestTheSameEverywhere:
    def test_table_embed_and_download_agree_cell_for_cell(self, public_client: SiteClient) -> None:
        table = page_table(public_client.get(f"{PAGE}?{STATE}"))
        drawn = config(public_client.get(f"{EMBED}?{STATE}"))
        file = public_client.get(f"/charts/the-chart.csv?{STATE}").content.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(file, newline="")))
        assert [row[0] for row in table] == drawn["labels"] == ["2021", "2022"]
        assert [one["label"] for one in drawn["series"]] == ["Kent", "Surrey"]
        for place, row in enumerate(table):
            for column, series in enumerate(drawn["series"], start=1):
                point = series["points"][place]
                assert row[column].startswith(point["shown"])
                assert point["arithmetic"].startswith(f"{FORCES[series['label']] + 2021 + place:,}")
                (match,) = [
                    one
                    for one in rows
                    if one["period_start"].startswith(row[0]) and one["category"] == series["label"]
                ]
                assert float(match["value"]) == point["y"]
        assert len(rows) == 4

    def test_the_page_leads_on_in_the_same_state(self, public_client: SiteClient) -> None:
        # Written otherwise, asked the same.
        other = "since=2021&series=surrey&per=day&series=Kent&utm_source=letter&until="
        response = public_client.get(f"{PAGE}?{other}")
        words = html.unescape(response.content.decode())
        assert f'href="{EMBED}?{STATE}"' in words
        assert f"{settings.SITE_ORIGIN}{EMBED}?tab=chart&{STATE}" in html.unescape(words)
        assert f"{settings.SITE_ORIGIN}{PAGE}?{STATE}&as_at=" in words
        assert f"<{settings.SITE_ORIGIN}/oembed/?url=" in response.headers["Link"]
        assert "the-chart.csv?" + STATE in words
        assert "utm_source" not in words

    def test_the_embed_leads_to_the_page_in_the_same_state(self, public_client: SiteClient) -> None:
        words = html.unescape(public_client.get(f"{EMBED}?{STATE}").content.decode())
        assert f'href="{settings.SITE_ORIGIN}{PAGE}?{STATE}"' in words
        assert "data-chart-controls" not in words
        assert f'<link rel="canonical" href="{settings.SITE_ORIGIN}{PAGE}">' in words

    def test_it_says_in_words_what_is_shown(self, public_client: SiteClient) -> None:
        said = (
            "Shown as this address asks: only “Kent” and “Surrey”; from 1 January 2021; on average "
            "a day."
        )
        for address in (PAGE, EMBED):
            response = public_client.get(f"{address}?{STATE}")
            assert said in response.content.decode()
            assert "The editor" not in response.content.decode()  # words on the whole chart
        assert "Show all again" in public_client.get(f"{PAGE}?{STATE}").content.decode()

    def test_the_whole_chart_has_no_query_anywhere(self, public_client: SiteClient) -> None:
        everything = "series=essex,kent,surrey&per=&scale="
        words = public_client.get(f"{PAGE}?{everything}").content.decode()
        assert f'href="{EMBED}"' in words
        assert "Show all again" not in words
        assert "Shown as this address asks" not in words

    @pytest.mark.parametrize("name", ["series=sussex", "since=2050", "per=week&series=x"])
    def test_an_old_embed_never_goes_empty(self, public_client: SiteClient, name: str) -> None:
        drawn = config(public_client.get(f"{EMBED}?{name}"))
        assert [one["label"] for one in drawn["series"]] == list(FORCES)
        assert drawn["labels"] == ["2019", "2020", "2021", "2022"]


@pytest.mark.usefixtures("chart")
class TestRefusals:
    def test_a_page_an_embed_and_a_file_say_what_is_wrong(self, public_client: SiteClient) -> None:
        sentence = "The “per” in this address is none that this site knows."
        for address, kind in (
            (PAGE, "text/html"), (EMBED, "text/html"), ("/charts/the-chart.csv", "text/plain"),
        ):  # fmt: skip
            response = public_client.get(f"{address}?{WRONG}")
            assert response.status_code == 400
            assert response.headers["Content-Type"].startswith(kind)
            assert sentence in response.content.decode()

    def test_an_embed_that_is_refused_may_be_framed_too(self, public_client: SiteClient) -> None:
        refused = public_client.get(f"{EMBED}?{WRONG}")
        answered = public_client.get(EMBED)
        for name in ("Content-Security-Policy", "Cross-Origin-Resource-Policy", "X-Robots-Tag"):
            assert refused.headers[name] == answered.headers[name]
        assert "X-Frame-Options" not in refused.headers

    def test_a_wrong_state_tells_nothing_of_what_is_hidden(self, public_client: SiteClient) -> None:
        hidden = factories.edition()
        metric = factories.metric()
        factories.observation(hidden, metric=metric, value=7)
        factories.chart([metric], release=hidden.release, slug="hidden-chart")
        for query in (WRONG, STATE, "series=a"):
            answers = [
                public_client.get(f"/charts/{slug}/?{query}")
                for slug in ("hidden-chart", "no-chart")
            ]
            assert answers[0].status_code == answers[1].status_code
            assert answers[0].content == answers[1].content
        assert public_client.get(f"/charts/hidden-chart/?{STATE}").status_code == 404


@pytest.mark.parametrize("address", [PAGE, EMBED])
def test_a_state_of_the_past_keeps_both(
    world: World, public_client: SiteClient, address: str
) -> None:
    fill(timedelta(days=9))
    past = f"{timezone.now() - timedelta(days=5):%Y-%m-%dT%H:%MZ}"
    response = public_client.get(f"{address}?{STATE}&as_at={past}")
    assert response.status_code == 200
    words = html.unescape(response.content.decode())
    assert f"?{STATE}&as_at={past}" in words
    assert [one["label"] for one in config(response)["series"]] == ["Kent", "Surrey"]
    early = f"{timezone.now() - timedelta(days=20):%Y-%m-%dT%H:%MZ}"
    assert public_client.get(f"{address}?{STATE}&as_at={early}").status_code == 404


def test_the_form_offers_what_makes_sense_and_holds_what_is_chosen(
    world: World, public_client: SiteClient
) -> None:
    fill()
    words = public_client.get(f"{PAGE}?{STATE}").content.decode()
    checked = re.findall(r'name="(\w+)" id="[^"]+" value="([^"]*)" checked', words)
    assert checked == [("series", "kent"), ("series", "surrey"), ("per", "day"), ("scale", "")]
    assert re.findall(r'<option value="([^"]*)" selected', words) == ["2021-01-01", ""]
    edition = factories.edition()
    numbers = factories.chart(
        [factories.metric()], release=edition.release, slug="numbers", kind="numbers"
    )
    factories.observation(edition, metric=numbers.lines.get().metric, value=3)
    factories.archived(edition)
    assert "Change what is shown" not in public_client.get("/charts/numbers/").content.decode()
