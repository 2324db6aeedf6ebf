"""Lists and single things on the site's own content: narrowed, walked, and as they were."""

import json
from typing import Any

import jsonschema
import pytest
from django.conf import settings
from django.http import QueryDict

from npcc_site.api.catalogue import BY_NAME, LISTS
from npcc_site.api.describing import document
from npcc_site.api.lists import Listed
from npcc_site.as_at import asked_for
from operations.charts.pointing import point_of
from operations.models import Observation
from operations.opendata.choice import FigureFilter
from operations.renderers import columns
from operations.renderers.exact import number
from operations.renderers.imprint import Imprint
from operations.series import Caption, ChartData, Series
from operations.versions import mark_changes
from releases.published import database_now
from tests.api.asking import V1, read, rows, walk
from tests.harness import clients, databases

pytestmark = pytest.mark.usefixtures("content_world")
CORRECTED = "dmdwwn352j5p"  # religious hate crimes 2022/23: 9,387, since 3 November 2023 8,241
OF_LISTS = pytest.mark.parametrize("listed", LISTS, ids=lambda listed: listed.name)


@pytest.fixture(scope="module")
def schemas() -> Any:
    return json.loads(document("json")[0])["components"]


@OF_LISTS
def test_every_row_is_as_described_and_stands_at_its_own_address(
    listed: Listed, public_client: clients.SiteClient, schemas: Any
) -> None:
    """All rows of the content, key for key; and those of a page, each asked for by its name."""
    found = rows(public_client, f"{V1}/{listed.name}/?page_size=1000")
    assert found
    validator = jsonschema.Draft202012Validator(
        {"components": schemas, "$ref": f"#/components/schemas/{listed.shape.__name__}"},
        format_checker=jsonschema.FormatChecker(),
    )
    for row in found:
        assert tuple(row) == listed.shape.key_names()
        validator.validate(row)
    if listed.named_by:
        for row in (found[0], found[-1]):
            parts = "/".join(str(row[name]) for name in listed.named_by)
            assert read(public_client, f"{V1}/{listed.name}/{parts}/") == row


@pytest.mark.parametrize("sort", BY_NAME["observations"].walks)
def test_el_12_a_walk_meets_each_figure_once_both_ways(
    sort: str, public_client: clients.SiteClient
) -> None:
    every = set(Observation.objects.public(database_now()).values_list("figure_id", flat=True))
    pages = walk(public_client, f"{V1}/observations/?fields=figure_id,period_end&page_size=97"
                                f"&sort={sort}")  # fmt: skip
    met = [row["figure_id"] for page in pages for row in page]
    assert len(met) == len(every)
    assert set(met) == every
    order = [row["period_end"] for page in pages for row in page]
    dated = [one for one in order if one is not None]
    if sort == "figure_id":
        assert met == sorted(met)
    else:
        assert dated == sorted(dated, reverse=sort.startswith("-"))
        assert order[: len(dated)] == dated, "Figures without an end come last."
    last = _address_of_last(public_client, sort)
    back = [row for page in reversed(walk(public_client, last, "previous")) for row in page]
    assert [row["figure_id"] for row in back] == met


def _address_of_last(client: clients.SiteClient, sort: str) -> str:
    address = f"{V1}/observations/?fields=figure_id&page_size=97&sort={sort}"
    while following := read(client, address)["next"]:
        address = following
    return address


@pytest.mark.parametrize("past", ["", "as_at=2023-10-20"])
def test_every_figure_has_the_values_of_the_files(
    past: str, public_client: clients.SiteClient
) -> None:
    """Cell for cell what the renderers of charts' files make of it, now and in a past state."""
    told = {row["figure_id"]: row for row in rows(public_client, f"{V1}/observations/?{past}")}
    asked = asked_for(QueryDict(past))
    at = asked.moment if asked else database_now()
    figures = list(Observation.objects.for_listing(at))
    mark_changes(figures, at)
    points = [point_of(figure, "") for figure in figures]
    table = ChartData("all", "table", False, ("",) * len(points), (Series("", tuple(points)),),
                      Caption("All"))  # fmt: skip
    imprint = Imprint(settings.SITE_NAME, settings.SITE_ORIGIN, past=past)
    assert told == {row.figure_id: _as_json(row) for row in columns.rows(table, imprint)}
    # What is told in several columns is among them.
    assert any(row["coverage"] for row in told.values())
    assert any("Second-hand" in row["note"] for row in told.values())
    assert bool(told[CORRECTED]["corrected_at"]) == (not past)


def _as_json(row: columns.Row) -> dict[str, Any]:
    """Numbers as the JSON of a chart has them; words as a file has them, but null for no day."""
    found: dict[str, Any] = {}
    for name in columns.COLUMNS:
        cell = getattr(row, name)
        is_plain = cell is None or isinstance(cell, int | str)
        found[name] = cell if is_plain else columns.in_words(cell, str)
    assert row.value is not None
    return found | {"value": number(row.value)}


def test_every_filter_of_figures_narrows_to_its_rows(public_client: clients.SiteClient) -> None:
    """Each filter by a value of a real figure; the answer is what the filter set itself finds."""
    at = database_now()
    phased = Observation.objects.public(at).exclude(phase=None).select_related("phase__operation")
    one = phased.filter(metric__topics__isnull=False).order_by("figure_id").first()
    with_category = Observation.objects.public(at).exclude(category=None).order_by("figure_id")
    other = with_category.select_related("category__dimension").first()
    of_force = Observation.objects.public(at).exclude(organisation=None).order_by("figure_id")
    force = of_force.exclude(organisation__region="").select_related("organisation").first()
    asked = {
        "topic": one.metric.topics.first().slug,
        "operation": one.operation.slug,
        "phase": f"{one.phase.operation.slug}.{one.phase.slug}",
        "metric": one.metric.slug,
        "category": f"{other.category.dimension.slug}.{other.category.slug}",
        "organisation": force.organisation.slug,
        "region": force.organisation.region,
        "area": "england-and-wales",
        "since": "2023",
        "until": "2015",
        "period_kind": "week",
        "qualifier": "more_than",
        "status": "provisional",
        "release": one.release.slug,
    }
    assert set(asked) == set(FigureFilter.base_filters), "A new filter needs an example here."
    every = Observation.objects.public(at).count()
    for name, value in asked.items():
        found = rows(public_client, f"{V1}/observations/?fields=figure_id&{name}={value}")
        assert 0 < len(found) < every, name
    two = rows(public_client, f"{V1}/observations/?metric={one.metric.slug}&metric="
                              f"{other.metric.slug}&fields=metric")  # fmt: skip
    assert {row["metric"] for row in two} == {one.metric.slug, other.metric.slug}


def test_fields_are_given_as_asked_in_their_own_order(public_client: clients.SiteClient) -> None:
    page = read(public_client, f"{V1}/observations/?fields=value,figure_id&page_size=3")
    assert [list(row) for row in page["results"]] == [["figure_id", "value"]] * 3
    one = read(public_client, f"{V1}/observations/{CORRECTED}/?fields=value")
    assert one == {"value": 8241}


def test_as_at_tells_what_the_site_showed(public_client: clients.SiteClient) -> None:
    """A corrected figure before its correction, as its page of that day has it."""
    address = f"{V1}/observations/{CORRECTED}/"
    then = "as_at=2023-10-20"
    now, before = read(public_client, address), read(public_client, f"{address}?{then}")
    assert (before["value"], now["value"]) == (9387, 8241)
    page = public_client.get(before["figure_url"].removeprefix(settings.SITE_ORIGIN))
    assert "9,387" in page.content.decode()
    following = read(public_client, f"{V1}/observations/?{then}&page_size=1")["next"]
    assert following.endswith(f"&{then}")


def test_an_earlier_edition_says_what_it_said(public_client: clients.SiteClient) -> None:
    first = read(public_client, f"{V1}/editions/hate-crime-2022-23/1/")
    second = read(public_client, f"{V1}/editions/hate-crime-2022-23/2/")
    assert "9,387" in first["summary"]
    assert first["ended_at"] == second["published_at"] == "2023-11-03T00:00:00+00:00"
    assert second["ended_at"] is None
    page = public_client.get(first["url"].removeprefix(settings.SITE_ORIGIN)).content.decode()
    assert "9,387" in page
    # The answer after it is of the present again.
    assert read(public_client, f"{V1}/observations/{CORRECTED}/")["value"] == 8241


def test_no_key_of_the_database_is_told(public_client: clients.SiteClient) -> None:
    """Ids are figure ids and tags; what is a whole number is a number of editions or a value."""
    for listed in LISTS:
        for row in read(public_client, f"{V1}/{listed.name}/")["results"]:
            whole = {key for key, value in row.items() if type(value) is int}
            assert whole <= {"number", "edition", "version", "value"}, listed.name


def test_a_thousand_rows_ask_as_few_questions_as_one(
    public_client: clients.SiteClient, count_queries: Any
) -> None:
    """A corrected figure is among both."""
    counts = []
    for query in ("release=hate-crime-2022-23", "page_size=1000"):
        with count_queries() as queries:
            read(public_client, f"{V1}/observations/?{query}")
        counts.append(len(queries) - ("release" in query))  # its slug is looked up
    assert counts[0] == counts[1]
    assert counts[0] <= 10


def test_a_page_says_its_neighbours_in_its_head_too(
    content_world: databases.World, public_client: clients.SiteClient
) -> None:
    response = public_client.get(f"{V1}/topics/?page_size=2")
    following = json.loads(response.content)["next"]
    assert f'<{following}>; rel="next"' in response.headers["Link"]
    page = public_client.get(following.removeprefix(settings.SITE_ORIGIN))
    before = json.loads(page.content)["previous"]
    assert f'<{before}>; rel="prev"' in page.headers["Link"]
