"""Each public page asks a constant number of questions, however many rows it shows."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from npcc_site.api.catalogue import BY_NAME as LISTS
from releases.models import Seal, Topic
from releases.published import database_now
from tests import factories
from tests.embargo.sweep import SWEEP, routes
from tests.harness import clients, databases
from tests.releases import entries

PAGES = {
    "home": "/",
    "about": "/about/",
    "api": "/api/",
    "api_root": "/api/v1/",
    "api_series": "/api/v1/metrics/the-metric/series/?organisation=the-force",
    "api_schema": "/api/v1/openapi.json",
    **{f"api_list {name}": f"/api/v1/{name}/" for name in LISTS},
    "api_list narrowed": "/api/v1/observations/?topic=the-topic&organisation=the-force",
    "api_one observation": "/api/v1/observations/bcdfghjkmnpq/",
    "api_one release": "/api/v1/releases/the-release/",
    "api_one edition": "/api/v1/editions/the-release/1/",
    "api_one operation": "/api/v1/operations/the-operation/",
    "api_one metric": "/api/v1/metrics/the-metric/",
    "api_one chart": "/api/v1/charts/the-chart/",
    "readyz": "/readyz",
    "release_list": "/releases/",
    "release_detail": "/releases/the-release/",
    "release_calendar": "/calendar/",
    "calendar_feed": "/calendar.ics",
    "person_list": "/people/",
    "search": "/search/?q=metric+or+title+or+words+or+operation+or+organisation+or+topic",
    "search_feed": "/search.atom?q=title&kind=release",
    "search_json": "/search.json?q=title&kind=release",
    "search for a number": "/search/?q=7+arrests",
    "person_detail": "/people/the-speaker/",
    "topic_list": "/topics/",
    "topic_detail": "/topics/the-topic/",
    "operation_list": "/operations/",
    "operation_detail": "/operations/the-operation/",
    "metric_list": "/metrics/",
    "metric_detail": "/metrics/the-metric/",
    "chart_list": "/charts/",
    "chart_detail": "/charts/the-chart/",
    "chart_file": "/charts/the-chart.csv",
    "chart_embed": "/charts/the-chart/embed/",
    "use_our_charts": "/use-our-charts/",
    "oembed": f"/oembed/?url={settings.SITE_ORIGIN}/charts/the-chart/",
    "organisation_list": "/organisations/",
    "organisation_detail": "/organisations/the-force/",
    "figure_detail": "/figures/bcdfghjkmnpq/",
    "explore": "/explore/?metric=the-metric&topic=the-topic&sort=metric",
    "explore_embed": "/explore/embed/?metric=the-metric",
    **{
        f"explore_{ending}": f"/explore.{ending}?metric=the-metric"
        for ending in ("png", "svg", "xlsx", "ods", "json")
    },
    "explore_csv": "/explore.csv?metric=the-metric&topic=the-topic",
    "explore_parquet": "/explore.parquet?organisation=the-force",
    "explore_csvw": "/explore.csv-metadata.json?metric=the-metric",
    "data": "/data/",
    "figures_csv": "/data/figures.csv",
    "figures_parquet": "/data/figures.parquet",
    "figures_csvw": "/data/figures.csv-metadata.json",
    "data_package": "/data/datapackage.json",
    "publicchange_list": "/corrections/",
    "compare": "/compare/?metric=the-metric&first=year.1905-01-01.1905-12-31"
    "&second=year.1906-01-01.1906-12-31",
    "compare_file": "/compare.csv?metric=the-metric&first=year.1905-01-01.1905-12-31"
    "&second=year.1906-01-01.1906-12-31",
    "conflict_list": "/conflicts/",
    "corrections_feed": "/corrections.atom",
    "corrections_json": "/corrections.json",
    "feed": "/feed.atom",
    "feed_json": "/feed.json?topic=the-topic",
    "operation_feed": "/operations/the-operation/feed.atom",
    "topic_feed": "/topics/the-topic/feed.json",
    "organisation_feed": "/organisations/the-force/feed.atom",
    "metric_feed": "/metrics/the-metric/feed.json",
    "figure_feed": "/figures/bcdfghjkmnpq/feed.atom",
    "person_feed": "/people/the-speaker/feed.atom",
    "phases_calendar": "/phases.ics",
    "robots": "/robots.txt",
    "sitemap": "/sitemap.xml",
    "sitemap_part": "/sitemaps/figures.xml",
    "sitemap_news": "/sitemap-news.xml",
    "opensearch": "/opensearch.xml",
    "catalogue": "/catalog.jsonld",
    "operation_calendar": "/operations/the-operation/phases.ics",
    "record": "/record/",
    "record_day": f"/record/{timezone.localdate()}.json",
    "record_document": "/record/{sha256}.json",
    "record_script": "/record/verify.py",
}
NO_DATABASE = {"healthz"}


def test_every_route_is_counted() -> None:
    from npcc_site import urls_public

    # What follows a route's name tells apart several addresses of it.
    counted = {name.partition(" ")[0] for name in PAGES} | NO_DATABASE
    assert set(routes(urls_public.urlpatterns)) == counted == set(SWEEP)


class Grown:
    """A world to which ``grow`` adds rows under the same topic, operation, force and metric."""

    def __init__(self) -> None:
        self.topic = factories.topic(slug="the-topic", position=1)
        self.operation = factories.operation(slug="the-operation")
        self.operation.topics.add(self.topic)
        self.force = factories.organisation(slug="the-force")
        self.operation.organisations.add(self.force)
        self.category = factories.category()
        self.metric = factories.metric(slug="the-metric", dimension=self.category.dimension)
        self.metric.topics.add(self.topic)
        self.speaker = factories.Speaker.objects.create(slug="the-speaker", name="The speaker")
        self.years = iter(range(1905, 2025))

    def grow(self, by: int) -> None:
        for _ in range(by):
            year = next(self.years)
            first = year == 1905
            release = factories.release(**({"slug": "the-release"} if first else {}))
            release.topics.add(self.topic, factories.topic())
            self.operation.releases.add(release)
            phase = factories.phase(operation=self.operation, start=date(year, 1, 1))
            partner = factories.organisation()
            self.operation.organisations.add(partner)
            edition = factories.edition(
                release=release, issued_earliest=date(year, 2, 1), issued_latest=date(year, 2, 1)
            )
            figure = factories.observation(
                edition, metric=self.metric, category=self.category, organisation=self.force,
                operation=self.operation, phase=phase, period_kind="year",
                period_start=date(year, 1, 1), period_end=date(year, 12, 31),
                **({"figure_id": "bcdfghjkmnpq"} if first else {}),
            )  # fmt: skip
            other = factories.metric()
            other.topics.add(self.topic)
            self._fill(edition, first)
            yesterday = database_now() - timedelta(days=1)
            announced = entries.entry(then=(yesterday, {"reason": "Why."}))
            announced.releases.add(release, factories.release())
            factories.claim(edition, [figure])
            chart = {"slug": "the-chart"} if first else {}
            factories.chart(
                [self.metric, other], release=release, topic=self.topic, kind="line", **chart
            )
            factories.archived(edition)

    def _fill(self, edition: Any, first: bool) -> None:
        """Within one release too: figures, claims, quotations, charts."""
        for number in range(3 if first else 1):
            factories.quotation(edition, speaker=self.speaker, words=f"Words {number}")
            factories.quotation(edition)
            factories.observation(edition, organisation=factories.organisation())


@pytest.fixture
def grown(world: databases.World) -> Grown:
    return Grown()


def count_all(
    client: clients.SiteClient, count_queries: Callable[[], Any]
) -> dict[str, tuple[int, list[str]]]:
    counts = {}
    sha256 = Seal.objects.entered(database_now()).first().sha256
    for name, address in PAGES.items():
        address = address.format(sha256=sha256)
        with count_queries() as queries:
            response = client.get(address)
        assert response.status_code == 200, (name, response.status_code)
        counts[name] = (len(queries), [query["sql"] for query in queries.captured_queries])
    return counts


def test_query_counts_stay_when_the_rows_grow_tenfold(
    grown: Grown, public_client: clients.SiteClient, count_queries: Callable[[], Any]
) -> None:
    grown.grow(2)
    few = count_all(public_client, count_queries)
    grown.grow(18)
    assert Topic.objects.count() > 20
    many = count_all(public_client, count_queries)
    changed = {
        name: (few[name][0], many[name][0]) for name in PAGES if few[name][0] != many[name][0]
    }
    assert changed == {}


def test_no_page_asks_many_questions(
    grown: Grown, public_client: clients.SiteClient, count_queries: Callable[[], Any]
) -> None:
    """A ceiling, so that a page that asks twice for the same is noticed."""
    grown.grow(3)
    counts = {name: count for name, (count, _) in count_all(public_client, count_queries).items()}
    assert {name: count for name, count in counts.items() if count > 30} == {}
