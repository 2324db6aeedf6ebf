"""A metric's series for programs: the same figures as the list has, in order of time."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from npcc_site.api.series import KEPT
from tests import factories
from tests.harness import clients
from tests.harness.databases import World


def listed(client: clients.SiteClient, query: str) -> list[dict[str, Any]]:
    """The same figures as the list of observations has them."""
    answer = client.get(f"/api/v1/observations/?{query}&sort=period&page_size=1000")
    assert answer.status_code == 200, answer.content
    rows: list[dict[str, Any]] = answer.json()["results"]
    return rows


@pytest.mark.parametrize(("slug", "query"), [
    ("drugs-seized-weight", "category=drug.cocaine"),
    ("hate-crimes-and-incidents", ""),
    ("protest-arrests", ""),
    ("hate-crimes-share-of-force", "organisation=metropolitan"),
])  # fmt: skip
def test_it_has_the_figures_of_the_list(
    content_world: World, public_client: clients.SiteClient, slug: str, query: str
) -> None:
    rows = listed(public_client, f"metric={slug}&{query}".strip("&"))
    answer = public_client.get(f"/api/v1/metrics/{slug}/series/?{query}")
    assert rows
    told = answer.json()
    assert told["metric"] == slug
    assert [{key: one[key] for key in KEPT} for one in told["figures"]] == [
        {key: row[key] for key in KEPT} for row in rows
    ]
    assert [row["release_url"].split("?")[0].rsplit("/", 2)[1] for row in rows] == [
        one["release"] for one in told["figures"]
    ]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_hidden_and_unknown_are_one_404(world: World, public_client: clients.SiteClient) -> None:
    shown = factories.edition()
    metric = factories.metric(slug="arrests")
    factories.observation(shown, metric=metric)
    factories.archived(shown)
    hidden = factories.edition(embargo_until=timezone.now() + timedelta(hours=1))
    force = factories.organisation(slug="quillfern-force")
    factories.observation(hidden, metric=metric, organisation=force)
    factories.observation(hidden, metric=factories.metric(slug="quillfern-metric"))
    factories.approved(hidden)
    assert len(public_client.get("/api/v1/metrics/arrests/series/").json()["figures"]) == 1
    bodies = {
        public_client.get(f"/api/v1/metrics/{address}").content
        for address in (
            "quillfern-metric/series/", "nothing/series/", "arrests/series/?organisation=nobody",
            "arrests/series/?organisation=quillfern-force",
        )
    }  # fmt: skip
    assert len(bodies) == 1
    assert b'"status": 404' in bodies.pop()


WRONG = (
    "metric=arrests", "since=2001", "category=cocaine", "category=d.%C2%AA", "area=%00",
    "area=nowhere", "organisation=a%0A", "area=a&area=b",
)  # fmt: skip


@pytest.mark.parametrize("query", WRONG)
def test_what_is_wrong_is_told(
    content_world: World, public_client: clients.SiteClient, query: str
) -> None:
    answer = public_client.get(f"/api/v1/metrics/protest-arrests/series/?{query}")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
