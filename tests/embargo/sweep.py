"""Every public route, as the addresses through which it could tell of something hidden.

A new route gets its entry here, or the build fails.
"""

import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.urls import URLPattern, URLResolver
from django.utils import timezone

from npcc_site import urls_public
from operations.renderers.files import FILES
from tests.embargo.asking import ORIGIN, Request
from tests.embargo.canaries import CONTRADICTED, SCHEDULED, WHOLE, Canary

WORD = SCHEDULED.word

# Each route, as the addresses through which it could tell of a hidden release. {id} is the
# hidden figure's. True: the address must tell of it once the embargo is over. An address with
# the word in it is asked for each hidden release in turn.
SWEEP: dict[str, dict[str, bool]] = {
    "home": {"/": True, "/?as_at=2999-01-01": False},
    "about": {"/about/": False},
    "healthz": {"/healthz": False},
    "readyz": {"/readyz": False},
    "api": {"/api/": False, f"/api/?open=get-release&slug={WORD}-release": False},
    "api_root": {"/api/v1/": False},
    "api_series": {
        f"/api/v1/metrics/{WORD}-metric/series/": True,
        f"/api/v1/metrics/{WORD}-metric/series/?organisation={WORD}-force": False,
        "/api/v1/metrics/open-metric/series/": True,
    },
    "api_schema": {"/api/v1/openapi.json": False, "/api/v1/openapi.yaml": False},
    "api_list": {
        "/api/v1/observations/": True,
        "/api/v1/observations/?sort=-period&page_size=2": False,
        "/api/v1/observations/?fields=figure_id,value": True,
        f"/api/v1/observations/?metric={WORD}-metric": True,
        f"/api/v1/observations/?topic={WORD}-topic": True,
        f"/api/v1/observations/?operation={WORD}-operation": True,
        f"/api/v1/observations/?phase={WORD}-operation.{WORD}-phase": True,
        f"/api/v1/observations/?organisation={WORD}-force": True,
        f"/api/v1/observations/?release={WORD}-release": True,
        "/api/v1/releases/": True,
        f"/api/v1/releases/?q={WORD}": True,
        f"/api/v1/releases/?topic={WORD}-topic": True,
        f"/api/v1/releases/?publisher={WORD}-publisher": True,
        f"/api/v1/releases/?operation={WORD}-operation": True,
        f"/api/v1/releases/?organisation={WORD}-force": True,
        "/api/v1/editions/": True,
        f"/api/v1/editions/?release={WORD}-release": True,
        "/api/v1/quotations/": True,
        f"/api/v1/quotations/?speaker={WORD}-speaker": True,
        "/api/v1/operations/": True,
        "/api/v1/phases/": True,
        f"/api/v1/phases/?operation={WORD}-operation": True,
        "/api/v1/organisations/": True,
        "/api/v1/metrics/": True,
        "/api/v1/charts/": True,
        "/api/v1/corrections/": True,
        "/api/v1/topics/": True,
        "/api/v1/people/": True,
        "/api/v1/publishers/": True,
    },
    "api_one": {
        f"/api/v1/releases/{WORD}-release/": True,
        "/api/v1/observations/{id}/": True,
        f"/api/v1/observations/{CONTRADICTED}/": False,
        f"/api/v1/editions/{WORD}-release/1/": True,
        "/api/v1/editions/to-be-corrected/2/": True,
        f"/api/v1/operations/{WORD}-operation/": True,
        "/api/v1/operations/open-operation/": True,
        f"/api/v1/phases/{WORD}-operation/{WORD}-phase/": True,
        f"/api/v1/phases/open-operation/{WORD}-go/": False,
        f"/api/v1/organisations/{WORD}-force/": True,
        f"/api/v1/metrics/{WORD}-metric/": True,
        "/api/v1/metrics/open-metric/": True,
        f"/api/v1/charts/{WORD}-chart/": True,
        f"/api/v1/charts/{WORD}-was-chart/": False,
        f"/api/v1/charts/{WORD}-going-chart/": False,
        f"/api/v1/topics/{WORD}-topic/": True,
        f"/api/v1/people/{WORD}-speaker/": True,
        f"/api/v1/publishers/{WORD}-publisher/": True,
    },
    "release_list": {
        "/releases/": True,
        f"/releases/?q={WORD}": True,
        f"/releases/?topic={WORD}-topic": True,
        f"/releases/?publisher={WORD}-publisher": True,
        f"/releases/?operation={WORD}-operation": True,
        f"/releases/?organisation={WORD}-force": True,
        "/releases/?issued_from=2000-01-01": False,
        "/releases/?page=2": False,
    },
    "release_detail": {
        f"/releases/{WORD}-release/": True,
        f"/releases/{WORD}-release": True,
        f"/releases/{WORD.upper()}-release/": False,
        "/releases/in-the-open/": False,
    },
    # Typed by hand: what is hidden there is an entry, which must be told of once it is out.
    "release_calendar": {
        "/calendar/": True,
        f"/calendar/?publisher={WORD}-publisher": False,
        "/calendar/?month=past": False,
        "/calendar/?state=confirmed": False,
    },
    "calendar_feed": {"/calendar.ics": True, f"/calendar.ics?publisher={WORD}-publisher": False},
    "person_list": {"/people/": True},
    "search": {
        f"/search/?q={WORD}": True,
        "/search/?q=7340033": False,
        "/search/?q=arrests": True,
        f"/search/?q=who+said+{WORD}": True,
        f"/search/?q={WORD[:-1]}": False,  # put right, where a word is spelt much like it
        f"/search/?q={WORD[:4]}{WORD[5]}{WORD[4]}{WORD[6:]}": False,
        f"/search/?q=arrests&topic={WORD}-topic": False,
        f"/search/?q=arrests&publisher={WORD}-publisher": False,
        "/search/?q=open&kind=figure&since=2000&until=2099": False,
        "/search/?q=open&page=2": False,
    },
    "search_feed": {f"/search.atom?q={WORD}": True, "/search.atom?q=open": False},
    "search_json": {f"/search.json?q={WORD}": True, "/search.json?q=open": False},
    "person_detail": {f"/people/{WORD}-speaker/": True},
    "topic_list": {"/topics/": True},
    "topic_detail": {f"/topics/{WORD}-topic/": True, "/topics/open-topic/": False},
    "operation_list": {
        "/operations/": True,
        f"/operations/?q={WORD}": True,
        f"/operations/?topic={WORD}-topic": True,
        f"/operations/?organisation={WORD}-force": True,
    },
    "operation_detail": {f"/operations/{WORD}-operation/": True},
    "metric_list": {
        "/metrics/": True,
        f"/metrics/?q={WORD}": True,
        f"/metrics/?topic={WORD}-topic": True,
    },
    "metric_detail": {f"/metrics/{WORD}-metric/": True, "/metrics/open-metric/": True},
    "chart_list": {"/charts/": True, f"/charts/?q={WORD}": True},
    "chart_detail": {
        f"/charts/{WORD}-chart/": True,
        f"/charts/{WORD}-chart/?series=a,b&per=day&scale=indexed&since=2000": True,
        # A former address, which leads on, and a chart that is gone; both planned.
        f"/charts/{WORD}-was-chart/": False,
        f"/charts/{WORD}-going-chart/": False,
    },
    "chart_file": {
        **{f"/charts/{WORD}-chart.{ending}": True for ending in FILES},
        f"/charts/{WORD}-chart.png?size=card": True,
        f"/charts/{WORD}-chart.png?size=small-card": True,
        f"/charts/{WORD}-chart.png?size=huge": False,
        f"/charts/{WORD}-chart.csv?bom=0": True,
        f"/charts/{WORD}-chart.pdf": False,
        # Public, with hidden figures of its metric: its axes and its bytes must not tell of them.
        **{f"/charts/open-chart.{ending}": False for ending in FILES},
    },
    "chart_embed": {
        f"/charts/{WORD}-chart/embed/": True,
        f"/charts/{WORD}-chart/embed/?scale=indexed&until=2099": True,
        f"/charts/{WORD}-was-chart/embed/": False,
        f"/charts/{WORD}-going-chart/embed/": False,
    },
    "use_our_charts": {
        "/use-our-charts/": True,
        f"/use-our-charts/?chart={WORD}-chart": True,
        "/use-our-charts/?theme=dark&width=500": False,
    },
    "oembed": {
        f"/oembed/?url={ORIGIN}/charts/{WORD}-chart/": True,
        f"/oembed/?url={ORIGIN}/charts/{WORD}-chart/embed/&format=xml": True,
        f"/oembed/?url={ORIGIN}/releases/{WORD}-release/": True,
        f"/oembed/?url={ORIGIN}/charts/{WORD}-chart/&maxwidth=100": True,
        f"/oembed/?url={ORIGIN}/charts/{WORD.upper()}-chart/": False,
        f"/oembed/?url={ORIGIN}/charts/{WORD}-chart/%3Fas_at=2001-01-01": False,
        f"/oembed/?url={ORIGIN}/figures/{{id}}/": False,
    },
    "organisation_list": {
        "/organisations/": True,
        f"/organisations/?q={WORD}": True,
        "/organisations/?kind=force": True,
    },
    "organisation_detail": {f"/organisations/{WORD}-force/": True},
    "record": {"/record/": False, f"/record/?hash={'0' * 64}": False, "/record/?page=2": False},
    "record_day": {
        f"/record/{timezone.localdate()}.json": True,
        f"/record/{timezone.localdate() + timedelta(days=1)}.json": False,
    },
    "record_document": {f"/record/{'0' * 64}.json": False},
    "record_script": {"/record/verify.py": False},
    # What is hidden there is a correction: it must be told of once it is out.
    "publicchange_list": {
        "/corrections/": True,
        "/corrections/?kind=revision": False,
        "/corrections/?kind=withdrawal": False,
        f"/corrections/?publisher={WORD}-publisher": False,
        f"/corrections/?topic={WORD}-topic": False,
        "/corrections/?topic=open-topic": True,
        "/corrections/?page=2": False,
    },
    "corrections_feed": {
        "/corrections.atom": True,
        "/corrections.atom?kind=revision": False,
        f"/corrections.atom?publisher={WORD}-publisher": False,
        f"/corrections.atom?topic={WORD}-topic": False,
    },
    "corrections_json": {"/corrections.json": True, "/corrections.json?kind=revision": False},
    "feed": {
        "/feed.atom": True,
        f"/feed.atom?topic={WORD}-topic": False,
        f"/feed.atom?publisher={WORD}-publisher": False,
        f"/feed.atom?operation={WORD}-operation&organisation={WORD}-force": False,
    },
    "feed_json": {"/feed.json": True, f"/feed.json?q={WORD}": True},
    "operation_feed": {
        f"/operations/{WORD}-operation/feed.atom": True,
        f"/operations/{WORD}-operation/feed.json": True,
        "/operations/open-operation/feed.atom": True,
    },
    "topic_feed": {
        f"/topics/{WORD}-topic/feed.atom": True,
        "/topics/open-topic/feed.json": True,
    },
    "organisation_feed": {f"/organisations/{WORD}-force/feed.json": True},
    "metric_feed": {
        f"/metrics/{WORD}-metric/feed.atom": True,
        "/metrics/open-metric/feed.json": True,
    },
    "figure_feed": {
        "/figures/{id}/feed.atom": True,
        "/figures/{id}/feed.json": True,
        f"/figures/{CONTRADICTED}/feed.atom": False,
    },
    "person_feed": {
        f"/people/{WORD}-speaker/feed.atom": True,
        "/people/open-speaker/feed.json": True,
    },
    "phases_calendar": {"/phases.ics": True},
    "robots": {"/robots.txt": False},
    "sitemap": {"/sitemap.xml": False},
    "sitemap_part": {
        "/sitemaps/releases-1.xml": True,
        "/sitemaps/operations-1.xml": True,
        "/sitemaps/topics-1.xml": True,
        "/sitemaps/metrics-1.xml": True,
        "/sitemaps/charts-1.xml": True,
        "/sitemaps/people-1.xml": True,
        "/sitemaps/organisations-1.xml": True,
        "/sitemaps/figures.xml": True,
        "/sitemaps/figures-b.xml": True,
        "/sitemaps/pages.xml": False,
        "/sitemaps/releases-2.xml": False,
        f"/sitemaps/{WORD}-1.xml": False,
    },
    "sitemap_news": {"/sitemap-news.xml": True},
    "opensearch": {"/opensearch.xml": False},
    "catalogue": {"/catalog.jsonld": True},
    "operation_calendar": {
        f"/operations/{WORD}-operation/phases.ics": True,
        "/operations/open-operation/phases.ics": True,
    },
    "compare": {
        "/compare/": False,
        f"/compare/?operation={WORD}-operation": False,
        f"/compare/?metric={WORD}-metric": False,
        # The scheduled release states a second figure for the first of these years.
        "/compare/?metric=open-metric&first=year.2003-01-01.2003-12-31"
        "&second=year.2004-01-01.2004-12-31": False,
        "/compare/?operation=open-operation&first=a&second=b": False,
    },
    "compare_file": {
        f"/compare.csv?operation={WORD}-operation": False,
        "/compare.csv?metric=open-metric&first=year.2003-01-01.2003-12-31"
        "&second=year.2004-01-01.2004-12-31": False,
    },
    # The scheduled release states another number for an open figure.
    "conflict_list": {
        "/conflicts/": True,
        "/conflicts/?topic=open-topic": True,
        f"/conflicts/?topic={WORD}-topic": False,
        # True of the first alone, which contradicts an open figure.
        f"/conflicts/?publisher={WORD}-publisher": False,
        "/conflicts/?page=2": False,
    },
    # Public figures as files: the hidden one is in none, in any choice, form or description.
    "explore": {
        "/explore/": True,
        f"/explore/?topic={WORD}-topic": True,
        f"/explore/?operation={WORD}-operation": True,
        f"/explore/?phase={WORD}-operation.{WORD}-phase": True,
        f"/explore/?metric={WORD}-metric&sort=-value": True,
        f"/explore/?organisation={WORD}-force&columns=figure,figure_id": True,
        f"/explore/?release={WORD}-release&sort=metric": True,
        f"/explore/?metric={WORD}-metric&since=2999": False,
        "/explore/?metric=open-metric": True,
        "/explore/?sort=-released&page=2": False,
        "/explore/?sort=-organisation": True,
    },
    "explore_embed": {
        f"/explore/embed/?metric={WORD}-metric": True,
        "/explore/embed/?metric=open-metric&theme=dark": False,
        "/explore/embed/?theme=pink": False,
    },
    **{
        f"explore_{ending}": {
            f"/explore.{ending}?metric={WORD}-metric": True,
            f"/explore.{ending}?metric=open-metric": False,
        }
        for ending in ("png", "svg", "xlsx", "ods", "json")
    },
    "explore_csv": {
        f"/explore.csv?metric={WORD}-metric": True,
        f"/explore.csv?topic={WORD}-topic": True,
        f"/explore.csv?organisation={WORD}-force&bom=0": True,
        f"/explore.csv?release={WORD}-release": True,
        "/explore.csv": True,
        "/explore.csv?since=2999": False,
    },
    "explore_parquet": {"/explore.parquet": True, f"/explore.parquet?metric={WORD}-metric": True},
    "explore_csvw": {
        "/explore.csv-metadata.json": True,
        f"/explore.csv-metadata.json?metric={WORD}-metric": True,
    },
    "data": {"/data/": True},
    "figures_csv": {"/data/figures.csv": True},
    "figures_parquet": {"/data/figures.parquet": True},
    "figures_csvw": {"/data/figures.csv-metadata.json": True},
    "data_package": {"/data/datapackage.json": True},
    "figure_detail": {"/figures/{id}/": True, f"/figures/{CONTRADICTED}/": True},
}


# Keys that no route has, and those that every route has, with values that ask for too much.
PARAMETERS = (
    "as_at=2001-01-01", "as_at=2001-01-01T00:00Z", "as_at=2999-01-01T00:00Z", "as_at=9999-12-31",
    "as_at=nonsense", "as_at=", "as_at=2001-01-01&as_at=2999-01-01",
    "page=1", "page=2", "page=0", "page=last", "page=999999999", "page=x",
    "sort=title", "sort=-published_until", "ordering=-published_from", "order_by=version",
    "q=7340033", "q=7%2C340%2C033", "q=quill", "q=%25", "q=%00",
    "published_until__gt=2001-01-01", "release__title__startswith=q", "version=2", "edition=2",
    "number=2", "preview=1", "at=2999-01-01", "format=json", "format=csv", "callback=x",
    "fields=published_until", "expand=edition", "include=drafts", "id__gte=1", "lang=cy",
)  # fmt: skip
SUFFIXES = (
    "x.css", "x", ".json", ".csv", ".svg", ".png", ".atom", ".ics", "index.html", "%00", "%2e%2e/",
    ";x", "embed/", "edit/", "history/", "1/", "2/", "draft/", "print/",
)  # fmt: skip
METHODS = ("HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE")
HEADERS = (
    ("Range", "bytes=0-10"), ("If-None-Match", "*"), ("If-None-Match", '"0"'),
    ("If-Modified-Since", "Mon, 01 Jan 2001 00:00:00 GMT"), ("Accept", "application/json"),
    ("Accept-Encoding", "gzip"), ("Accept-Language", "cy"), ("Cookie", "sessionid=x; preview=1"),
    ("X-HTTP-Method-Override", "DELETE"), ("X-Forwarded-Host", "elsewhere.example"),
    ("X-Original-URL", "/admin/"), ("Authorization", "Basic eDp5"), ("Origin", "null"),
)  # fmt: skip
ELSEWHERE = (
    "/nothing-here/", "/admin/", "/admin/releases/edition/", "/admin/login/?next=/", "/static/",
    "/static/staticfiles.json", "/static/../manage.py", "/media/", "/robots.txt", "/security.txt",
    "/.well-known/security.txt", "/sitemap.xml", "/llms.txt", "/humans.txt", "/favicon.ico",
    "/service-worker.js", "/api/", "/oembed.json", "/feeds/", "/preview/", "/early/", "/metrics",
    "/releases/never-existed/", "/releases/1/", "/figures/1/", "/figures/zzzzzzzzzzzz/",
    "//releases/", "/releases//", "/RELEASES/", "/releases/%71uillfern-release/",
    *(f"/releases/?q={WORD[:end]}" for end in range(3, len(WORD))),
    *(f"/search/?q={WORD[:end]}" for end in range(3, len(WORD))),
)  # fmt: skip


# CI tries a share of these on each route, another one on the next; the drill tries all on each.
SHARES = 1 if os.environ.get("DRILL") else 5


def routes(patterns: list[Any]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield str(pattern.name)


def expected(canary: Canary) -> dict[str, bool]:
    """The addresses that could tell of ``canary``, and whether each must once it is public."""
    return {
        address.replace("{id}", canary.figure_id).replace(WORD, canary.word): must
        for entries in SWEEP.values()
        for address, must in entries.items()
        if canary is SCHEDULED or WORD in address or "{id}" in address
    }


def requests() -> list[Request]:
    """Every route × address × parameter × method, with all that may come in a request's head."""
    asked = [Request(address) for canary in WHOLE for address in expected(canary)]
    asked += [Request(address) for address in ELSEWHERE]
    for turn, (name, entries) in enumerate(SWEEP.items()):
        for address in list(entries)[:1]:
            around = _around(address.replace("{id}", SCHEDULED.figure_id), name)
            asked += around[turn % SHARES :: SHARES]
    return asked


def _around(address: str, name: str) -> list[Request]:
    """One address with every parameter, suffix, method and header."""
    filters = [
        f"{key}={value}"
        for key in filters_of(name)
        for value in (f"{WORD}-{key}", f"{WORD}-force", "1", "2001-01-01", "true")
    ]
    asked = [Request(f"{address}?{parameter}") for parameter in (*PARAMETERS, *filters)]
    asked += [Request(f"{address}{suffix}") for suffix in SUFFIXES]
    asked += [Request(address.rstrip("/")), Request(address.upper()), Request(f"{address}/")]
    asked += [Request(address, method, body=f"q={WORD}") for method in METHODS]
    return asked + [Request(address, headers=(header,)) for header in HEADERS]


def filters_of(name: str) -> list[str]:
    """The names that the filter form of a route has; a new one is swept without being told."""
    filterset = _filtersets(urls_public.urlpatterns).get(name)
    return [] if filterset is None else list(filterset.base_filters)


def _filtersets(patterns: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found |= _filtersets(pattern.url_patterns)
            continue
        view_class = getattr(pattern.callback, "view_class", None)
        options = getattr(pattern.callback, "view_initkwargs", {})
        filterset = options.get("filterset_class") or getattr(view_class, "filterset_class", None)
        if filterset is not None:
            found[str(pattern.name)] = filterset
    return found
