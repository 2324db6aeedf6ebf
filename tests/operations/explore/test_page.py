"""The page itself: its table, its ways out, and what it answers to a wrong address."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest

from operations.explore import table
from operations.explore.columns import COLUMNS, USUAL_COLUMNS
from operations.explore.sorting import SORTS
from operations.explore.taking import DATA, PICTURES
from tests.harness.clients import SiteClient
from tests.harness.databases import World

ORIGIN = "https?://[^/]+"


@pytest.fixture
def page(content_world: World, public_client: SiteClient) -> Callable[[str], str]:
    def ask(query: str) -> str:
        answer = public_client.get(f"/explore/?{query}")
        assert answer.status_code == 200
        return str(answer.content.decode())

    return ask


def rows(text: str) -> list[list[str]]:
    body = text.partition("<tbody")[2].partition("</tbody>")[0]
    return [
        [
            html.unescape(re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", cell))).strip()
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        for row in re.findall(r"<tr .*?</tr>", body, re.DOTALL)
    ]


def heads(text: str) -> list[str]:
    head = text.rpartition('<thead class="govuk-table__head"><tr class="govuk-table__row">')[2]
    found = re.findall(r"<th[^>]*>(.*?)</th>", head.partition("</thead>")[0], re.DOTALL)
    return [re.sub("<[^>]+>", "", one).strip() for one in found]


def test_every_column_can_be_chosen_and_is_filled(page: Callable[[str], str]) -> None:
    text = page(f"metric=drugs-seized-weight&columns={','.join(COLUMNS)}")
    assert heads(text) == [column.label for column in COLUMNS.values()]
    found = rows(text)
    assert len(found) == 22
    by_name = {name: {row[place] for row in found} for place, name in enumerate(COLUMNS)}
    assert {name for name, cells in by_name.items() if not cells - {""}} <= {"status", "region"}
    assert "2,780 kg 2780kg of cocaine seized" in by_name["figure"]
    assert by_name["unit"] == {"kilograms"}
    assert "2780" in by_name["value"]
    assert by_name["qualifier"] >= {"exact"}
    others = page("topic=hate-crime&columns=period,status&status=provisional")
    assert {row[1] for row in rows(others)} == {"provisional"}
    assert {row[1] for row in rows(page("region=London&columns=period,region"))} == {"London"}


def test_a_column_by_itself_and_the_usual_ones(page: Callable[[str], str]) -> None:
    assert heads(page("metric=protest-arrests&columns=value&columns=period")) == [
        "Period", "Number alone",
    ]  # fmt: skip
    text = page("metric=protest-arrests")
    assert heads(text) == [COLUMNS[name].label for name in USUAL_COLUMNS]
    assert 'name="columns" value="period" id="columns-period" checked' in text


def test_heads_sort_and_say_in_which_order_they_are(page: Callable[[str], str]) -> None:
    text = page("metric=arrests&sort=-value")
    assert 'aria-sort="descending"><a class="explore-sort explore-sort--descending"' in text
    values = [int(re.search(r"[\d,]+", row[3])[0].replace(",", "")) for row in rows(text)]  # type: ignore[index]
    assert values == sorted(values, reverse=True)
    assert 'href="/explore/?metric=arrests&amp;sort=value"' in html.unescape(text).replace(
        "metric=arrests&sort", "metric=arrests&amp;sort"
    )
    assert text.count('aria-sort="none"') == 3


def test_values_of_several_metrics_are_not_put_in_order(page: Callable[[str], str]) -> None:
    text = page("topic=protest&sort=-value")
    assert "Values can be put in order within one metric only" in text
    assert 'aria-sort="descending"><a class="explore-sort explore-sort--descending" id="sort-p' in (
        text
    )
    assert 'id="sort-figure"' not in text


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_is_answered(page: Callable[[str], str], sort: str) -> None:
    assert len(rows(page(f"sort={sort}"))) == 100


@pytest.mark.parametrize(
    "query",
    ["metric=no-such-metric", "sort=title", "columns=published_until", "since=then", "area=x",
     "metric=%00", "region=Nowhere", "phase=sceptre", "page=1&status=secret"],
)  # fmt: skip
def test_a_wrong_choice_shows_what_is_wrong_and_no_rows(
    page: Callable[[str], str], query: str
) -> None:
    text = page(query)
    assert "Check what you asked for" in text
    assert rows(text) == []
    place = re.search(r'error-summary__list">\s*<li><a href="#([^"]+)"', text)
    assert place
    assert f'id="{place[1]}"' in text


@pytest.mark.parametrize("number", ["0", "8", "x", "-1", "99999999999", "last"])
def test_a_page_that_there_is_not_is_not_found(
    content_world: World, public_client: SiteClient, number: str
) -> None:
    assert public_client.get(f"/explore/?page={number}").status_code == 404


def test_pages_follow_one_another_and_end_where_a_file_serves_better(
    page: Callable[[str], str], public_client: SiteClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = [row for number in range(1, 8) for row in rows(page(f"columns=figure_id&page={number}"))]
    assert len(seen) == len({row[0] for row in seen}) == 642
    monkeypatch.setattr(table, "MOST_ROWS", 200)
    monkeypatch.setattr(table, "LAST_PAGE", 2)
    assert "take all of them as a file" in page("page=2")
    assert public_client.get("/explore/?page=3").status_code == 404


def test_the_address_has_one_spelling(page: Callable[[str], str]) -> None:
    text = page("sort=-period&metric=protests&columns=&metric=protest-arrests&page=1&until=")
    canonical = re.search(r'rel="canonical" href="([^"]+)"', text)
    assert canonical
    assert re.fullmatch(
        rf"{ORIGIN}/explore/\?metric=protest-arrests&amp;metric=protests", canonical[1]
    )
    assert f'data-address="{canonical[1]}"' in text


def test_every_form_of_the_choice_is_there_to_take_and_answers(
    page: Callable[[str], str], public_client: SiteClient
) -> None:
    query = "metric=shoplifting-offences&period_kind=financial_year"
    text = html.unescape(page(query))
    for ending, *_ in (*DATA, *PICTURES):
        path = f"/explore.{ending}?{query}"
        assert f'href="{path}"' in text
        assert public_client.get(path).status_code == 200, ending
    assert f"/api/v1/observations/?{query}" in text
    assert public_client.get(f"/api/v1/observations/?{query}").status_code == 200
    assert 'pandas.read_csv("http' in text
    assert f'/explore.csv?{query}&bom=0"' in text
    assert re.search(
        rf'<iframe src="{ORIGIN}/explore/embed/\?tab=chart&amp;metric=shoplifting', text
    )


def test_a_past_state_is_kept_in_all_that_is_taken(page: Callable[[str], str]) -> None:
    """Only what stood then is counted, and whoever follows a line of code gets the same."""
    query = "metric=shoplifting-offences&period_kind=financial_year&as_at=2024-06-01"
    text = html.unescape(page(query))
    now = page("metric=shoplifting-offences&period_kind=financial_year")
    assert 0 < len(rows(text)) < len(rows(now))
    codes = re.findall(r"<textarea[^>]*>(.*?)</textarea>", text, re.DOTALL)
    assert len(codes) == 5
    for code in codes:
        assert "as_at=2024-06-01" in code
    for link in re.findall(r'href="(/explore[^"]*)"', text):
        assert "as_at=2024-06-01" in link


# --- its chart elsewhere ------------------------------------------------------------------------

DRAWN = "metric=shoplifting-offences&period_kind=financial_year"
NOT_DRAWN = "topic=hate-crime"


def test_the_chart_of_a_choice_is_framed_like_any_other(
    content_world: World, public_client: SiteClient
) -> None:
    answer = public_client.get(f"/explore/embed/?{DRAWN}&theme=dark")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    assert 'data-theme="dark"' in text
    assert "Shoplifting offences recorded by the police, England and Wales" in text
    assert "/charts/explore" not in text
    assert "/explore/?metric=shoplifting-offences" in text


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        (NOT_DRAWN, 200, "These figures are shown as a table alone"),
        ("since=2999", 200, "No figure matches"),
        ("metric=no-such", 400, "no choice “no-such”"),
        (f"{DRAWN}&theme=pink", 400, "theme"),
        (f"{DRAWN}&as_at=yesterday", 400, "as_at"),
    ],
)
def test_a_frame_never_goes_empty(
    content_world: World, public_client: SiteClient, query: str, status: int, words: str
) -> None:
    answer = public_client.get(f"/explore/embed/?{query}")
    assert answer.status_code == status
    assert words in html.unescape(answer.content.decode())
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]


def test_pictures_say_where_they_are_from_or_why_there_is_none(
    content_world: World, public_client: SiteClient
) -> None:
    svg = public_client.get(f"/explore.svg?{DRAWN}")
    assert svg.headers["Access-Control-Allow-Origin"] == "*"
    assert "/explore/?metric=shoplifting-offences" in html.unescape(svg.content.decode())
    assert " style=" not in svg.content.decode()
    png: Any = public_client.get(f"/explore.png?{DRAWN}&size=card")
    assert png.content[:8] == b"\x89PNG\r\n\x1a\n"
    for query in (NOT_DRAWN, "metric=no-such", f"{DRAWN}&size=huge"):
        refused = public_client.get(f"/explore.png?{query}")
        assert refused.status_code == 400
        assert refused.headers["Content-Type"] == "text/plain; charset=utf-8"
