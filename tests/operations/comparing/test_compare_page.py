"""The page of a comparison, on the content: what is chosen, what stands beside what, its file."""

import csv
import io
import re

import pandas
import pytest

from tests.harness.clients import SiteClient
from tests.harness.databases import World

SCEPTRE = "/compare/?operation=sceptre&first={}&second={}"
YEARS = (
    "/compare/?metric=hate-crimes-recorded&first=financial_year.2021-04-01.2022-03-31"
    "&second=financial_year.2022-04-01.2023-03-31"
)


def words(client: SiteClient, address: str) -> str:
    """The page’s main part as one line of text."""
    answer = client.get(address)
    assert answer.status_code == 200
    main = answer.content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_two_phases_stand_side_by_side(content_world: World, public_client: SiteClient) -> None:
    page = words(public_client, SCEPTRE.format("november-2020", "november-2021"))
    assert "Week of 15 November 2021 against Week of 9 November 2020." in page
    assert "5 figures of the same thing are on both sides." in page
    # 2,005 arrests, then 1,977; “just under 10,000” knives have no sure difference from any number.
    assert "2,005 suspects arrested" in page
    assert "1,977 people arrested" in page
    assert "28 fewer (1%)" in page
    assert "213 more (29%)" in page
    assert page.count("No sure difference") == 3
    assert "“Week of 9 November 2020” is known only from a report of it." in page
    assert "Only in Week of 15 November 2021" in page
    assert "727 events" in page


def test_what_may_not_be_compared_says_why(content_world: World, public_client: SiteClient) -> None:
    page = words(public_client, SCEPTRE.format("november-2021", "may-2023"))
    assert page.count("Not comparable") == 3
    assert (
        "Coverage of “Week of 15 May 2023” as stated: “British Transport Police not mentioned”; of "
        "“Week of 15 November 2021”: “includes British Transport Police”."
    ) in page
    assert "fewer" not in page
    # The figures of London alone are no part of a pair.
    assert "468 arrests" in page.split("Only in Week of 15 May 2023")[1]


def test_two_periods_of_a_metric(content_world: World, public_client: SiteClient) -> None:
    page = words(public_client, YEARS)
    assert "2022/23 against 2021/22." in page
    assert "7 figures of the same thing are on both sides." in page
    # Each year has a total with and one without Devon and Cornwall: like stands beside like.
    assert "8,322 fewer (5%)" in page
    assert "8,196 fewer (5%)" in page
    assert "2022/23 leaves out Devon and Cornwall; 2021/22 includes it." in page
    narrowed = words(public_client, f"{YEARS}&category=hate-crime-strand.race")
    assert "1 figure of the same thing is on both sides." in narrowed
    assert "6,570 fewer (6%)" in narrowed


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("operation=no-such", "Operation: Choose one of those listed."),
        ("metric=%00", "Metric: Choose one of those listed."),
        ("operation=sceptre&metric=arrests", "Choose an operation or a metric, and not both."),
        ("operation=sceptre&first=may-2023", "Second: Choose one here as well."),
        ("operation=sceptre&first=may-2023&second=no-such", "Second: Choose one of those listed."),
        ("operation=sceptre&first=may-2023&second=may-2023", "Both are the same."),
        (f"{YEARS.split('?')[1]}&category=a.b", "Category: Choose one of those listed."),
    ],
)
def test_a_wrong_choice_is_asked_again(
    content_world: World, public_client: SiteClient, query: str, sentence: str
) -> None:
    page = words(public_client, f"/compare/?{query}")
    assert sentence in page
    assert "Side by side" not in page
    refused = public_client.get(f"/compare.csv?{query}")
    assert refused.status_code == 400
    assert refused.content.startswith(b"Choose an operation and two of its phases")


def test_at_an_earlier_moment_there_was_less_to_compare(
    content_world: World, public_client: SiteClient
) -> None:
    """May 2023 was told of in June 2023: before, there was no such phase to choose."""
    address = SCEPTRE.format("november-2021", "may-2023")
    assert "Not comparable" in words(public_client, f"{address}&as_at=2026-11-01")
    assert "Choose one of those listed." in words(public_client, f"{address}&as_at=2023-01-01")


def test_the_pages_of_operation_and_metric_lead_there(
    content_world: World, public_client: SiteClient
) -> None:
    page = public_client.get("/operations/sceptre/").content.decode()
    (address,) = re.findall(r'href="(/compare/\?operation=[^"]+)"', page)
    assert "against" in words(public_client, address.replace("&amp;", "&"))
    page = public_client.get("/metrics/hate-crimes-recorded/").content.decode()
    assert 'href="/compare/?metric=hate-crimes-recorded"' in page


def test_the_file_has_both_figures_of_each_pair(
    content_world: World, public_client: SiteClient
) -> None:
    page = SCEPTRE.format("november-2020", "november-2021")
    answer = public_client.get(page.replace("/compare/", "/compare.csv"))
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    found = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["side"] for row in found] == ["first", "second"] * 5
    arrests = [row for row in found if row["metric"] == "arrests"]
    assert [row["value"] for row in arrests] == ["2005", "1977"]
    assert [row["difference"] for row in arrests] == ["", "-28"]
    assert [row["difference_percent"] for row in arrests] == ["", "-1.4"]
    frame = pandas.read_csv(io.BytesIO(answer.content))
    second = frame[frame.side == "second"].set_index("pair").value
    first = frame[frame.side == "first"].set_index("pair").value
    exact = frame[frame.difference_qualifier == "exact"].set_index("pair").difference
    assert len(exact) == 2
    assert ((second - first)[exact.index] == exact).all()
