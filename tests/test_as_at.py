"""``?as_at=``: what it may say, what is shown for it, and that a reader in the past stays there."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import path
from django.utils import timezone
from django.utils.http import http_date
from hypothesis import given
from hypothesis import strategies as st

from npcc_site import as_at
from npcc_site.as_at import AsAtError, asked_for
from npcc_site.past_states import with_links_kept
from npcc_site.urls_public import urlpatterns as public_urls
from releases import publishing
from tests import factories
from tests.harness.clients import SiteClient
from tests.harness.databases import World

MOMENTS = {
    "2023-11-17T00:01": "2023-11-17T00:01:00+00:00",
    "2023-06-09T00:01": "2023-06-08T23:01:00+00:00",
    "2023-11-17T00:01Z": "2023-11-17T00:01:00+00:00",
    "2023-11-17 00:01": "2023-11-17T00:01:00+00:00",
    "2023-11-17T00:01:30.000001": "2023-11-17T00:01:30.000001+00:00",
    "2023-06-09T00:01+01:00": "2023-06-08T23:01:00+00:00",
    "2023-06-09T00:01 01:00": "2023-06-08T23:01:00+00:00",  # a plus sign, as addresses lose it
    # The two half-past-ones of a night on which the clocks go back, and an hour that never was.
    "2025-10-26T01:30+01:00": "2025-10-26T00:30:00+00:00",
    "2025-10-26T01:30+00:00": "2025-10-26T01:30:00+00:00",
    "2025-03-30T01:30Z": "2025-03-30T01:30:00+00:00",
}
# A day in London, and its last microsecond.
DAYS = {
    "2023-11-12": "2023-11-12T23:59:59.999999+00:00",
    "2023-06-09": "2023-06-09T22:59:59.999999+00:00",
    "2025-03-30": "2025-03-30T22:59:59.999999+00:00",  # 23 hours long
    "2025-10-26": "2025-10-26T23:59:59.999999+00:00",  # 25 hours long
    "2024-02-29": "2024-02-29T23:59:59.999999+00:00",
    "2023-12-31": "2023-12-31T23:59:59.999999+00:00",
}
WRONG = {
    **dict.fromkeys(
        (
            "yesterday", "1", "0", "NaN", "2023", "2023-11", "17/11/2023", "20231117", "2023-W46-5",
            "2023-13-01", "2023-02-29", "2023-11-17T25:00", "2023-11-17T24:00", "2023-11-17T00:60",
            "2023-11-17T00", "2023-11-17T0001", "2023-11-17T00:01+25:00", "2023-11-17T00:01ZZ",
            "2023-11-17T00:01Europe/London", "-2023-11-17", "٢٠٢٣-١١-١٧", "9999-12-31", "infinity",
            "2023-11-17; DROP TABLE releases_edition", "2023-11-17\x00", "now()", "epoch",
        ),
        as_at.NO_MOMENT,
    ),
    "0001-01-01": as_at.TOO_EARLY,
    "1899-12-31T23:59": as_at.TOO_EARLY,
    "2025-10-26T01:30": as_at.SHOWN_TWICE,
    "2025-10-26T01:00": as_at.SHOWN_TWICE,
    "2025-03-30T01:30": as_at.NEVER_SHOWN,
}  # fmt: skip


def asked(text: str) -> as_at.AsAt:
    found = asked_for(_query(text))
    assert found is not None
    return found


def _query(*texts: str) -> QueryDict:
    query = QueryDict(mutable=True)
    query.setlist("as_at", list(texts))
    return query


@pytest.mark.parametrize("text", MOMENTS)
def test_a_moment_is_read_as_london_time_unless_it_names_an_offset(text: str) -> None:
    assert asked(text).moment == datetime.fromisoformat(MOMENTS[text])
    assert not asked(text).is_day


@pytest.mark.parametrize("text", DAYS)
def test_a_day_means_its_end_in_london(text: str) -> None:
    assert asked(text).moment == datetime.fromisoformat(DAYS[text])
    assert asked(text).is_day


@pytest.mark.parametrize("text", WRONG)
def test_el_60_what_names_no_one_moment_is_refused_and_never_guessed(text: str) -> None:
    with pytest.raises(AsAtError, match=re.escape(WRONG[text])):
        asked(text)


def test_it_may_be_named_once_and_may_be_empty() -> None:
    with pytest.raises(AsAtError, match="more than once"):
        asked_for(_query("2023-11-17", "2023-11-17"))
    assert asked_for(_query(" ")) is None
    assert asked_for(QueryDict()) is None


@given(st.text(max_size=30))
def test_no_text_breaks_it(text: str) -> None:
    try:
        found = asked_for(_query(text))
    except AsAtError:
        return
    assert found is None or asked(found.text) == found


@pytest.mark.parametrize("text", [*MOMENTS, *DAYS])
def test_its_address_asks_for_the_same_again(text: str) -> None:
    again = asked_for(QueryDict(asked(text).query))
    assert again == asked(text)


# --- the answers ---------------------------------------------------------------------------------


def test_wrong_ones_are_answered_in_words_and_by_the_same_bytes_whatever_is_hidden(
    world: World, public_client: SiteClient
) -> None:
    """EL-45: the sentence says how to write one, and repeats nothing of the address."""
    answer = public_client.get("/", {"as_at": "2023-13-01"})
    assert answer.status_code == 400
    assert "2023-11-17T00:01" in answer.content.decode()
    assert "2023-13-01" not in answer.content.decode()
    assert public_client.get("/?as_at=2023-01-01&as_at=2023-01-02").status_code == 400


def test_el_53_what_is_later_than_now_is_refused_on_every_page(
    world: World, public_client: SiteClient
) -> None:
    factories.published(
        factories.edition(title="Not yet", embargo_until=timezone.now() + timedelta(hours=1))
    )
    tomorrow = timezone.localdate() + timedelta(days=1)
    soon = timezone.now() + timedelta(seconds=30)
    for text in ("2999-01-01", f"{tomorrow}", f"{soon:%Y-%m-%dT%H:%M:%SZ}"):
        for page in ("/", "/releases/", "/charts/", "/nothing/"):
            answer = public_client.get(page, {"as_at": text})
            assert answer.status_code == 400, (page, text)
            assert "later than now" in answer.content.decode()
            assert "Not yet" not in answer.content.decode()


def test_today_is_shown_until_now_and_says_that_it_goes_on(
    world: World, public_client: SiteClient
) -> None:
    factories.archived(
        factories.edition(title="Just now"), published_from=timezone.now() - timedelta(seconds=1)
    )
    factories.published(
        factories.edition(title="Not yet", embargo_until=timezone.now() + timedelta(seconds=30))
    )
    answer = public_client.get("/releases/", {"as_at": str(timezone.localdate())})
    page = answer.content.decode()
    assert "Just now" in page
    assert "Not yet" not in page
    assert "The day is not over" in page
    assert "Memento-Datetime" not in answer.headers  # not a fixed state yet


def test_a_page_shows_what_had_been_published_by_then(
    world: World, public_client: SiteClient
) -> None:
    since = timezone.now() - timedelta(days=30)
    edition = factories.archived(factories.edition(title="Thirty days ago"), published_from=since)
    for moment, there in ((since - timedelta(microseconds=1), False), (since, True)):
        text = f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
        answer = public_client.get("/releases/", {"as_at": text})
        assert (edition.title in answer.content.decode()) is there
        assert "What had been published by" in answer.content.decode()
        assert answer.headers["Memento-Datetime"] == http_date(moment.timestamp())
        assert answer.headers["Link"].endswith('/releases/>; rel="original"')
        assert answer.headers["X-Robots-Tag"] == "noindex"


def test_el_54_what_was_withdrawn_is_hidden_at_every_past_moment(
    world: World, public_client: SiteClient
) -> None:
    edition = factories.archived(
        factories.edition(title="Taken away"), published_from=timezone.now() - timedelta(days=30)
    )
    week = str(timezone.localdate() - timedelta(days=7))
    assert "Taken away" in public_client.get("/releases/", {"as_at": week}).content.decode()
    publishing.withdraw(edition.release, by="approver", reason="A court has asked for it.")
    assert "Taken away" not in public_client.get("/releases/", {"as_at": week}).content.decode()
    page = f"/releases/{edition.release.slug}/"
    for query in ({}, {"as_at": week}):
        answer = public_client.get(page, query)
        assert answer.status_code == 410
        assert "A court has asked for it." in answer.content.decode()


# --- a reader in the past clicks on --------------------------------------------------------------


def test_every_link_of_a_past_page_stays_in_that_past(
    world: World, public_client: SiteClient
) -> None:
    """Crawled from the home page: whatever a template or a renderer links keeps the moment."""
    edition = factories.edition()
    figure = factories.observation(edition, organisation=factories.organisation())
    factories.chart([figure.metric], release=edition.release, topic=factories.topic(position=1))
    edition.release.topics.add(factories.topic())
    factories.quotation(edition)
    factories.archived(edition, published_from=datetime(2023, 11, 1, tzinfo=UTC))
    text = "2023-11-12"
    seen: set[str] = set()
    left = [f"/?as_at={text}", f"/charts/{world_chart()}/embed/?as_at={text}"]
    while left:
        page = left.pop()
        seen.add(page)
        answer = public_client.get(page)
        assert answer.status_code == 200, page
        assert "Memento-Datetime" in answer.headers, page
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        assert "See this page as it is now" in answer.content.decode(), page
        for tag in re.findall(r"<a\b[^>]*>", answer.content.decode()):
            address = re.search(r'\shref="(/[^"]*)"', tag)
            if address is None or "data-now" in tag:
                continue
            assert "as_at=" in address[1], (page, tag)
            target = address[1].split("#")[0].replace("&amp;", "&")
            # Another moment is that of another version, which the page means.
            if f"as_at={text}" in target and target not in seen and target not in left:
                left.append(target)
    routes = {re.sub(r"\?.*", "", page).split("/")[1] for page in seen}
    assert routes >= {
        "releases", "topics", "charts", "metrics", "organisations", "people", "figures",
    }  # fmt: skip


def world_chart() -> str:
    from operations.models import Chart

    return Chart.objects.get().slug


def test_a_form_a_chart_and_an_embed_code_keep_the_moment(
    world: World, public_client: SiteClient
) -> None:
    edition = factories.edition()
    metric = factories.metric()
    figure, _ = (
        factories.observation(
            edition, metric=metric, period_kind="year",
            period_start=date(year, 1, 1), period_end=date(year, 12, 31),
        )
        for year in (2020, 2021)
    )  # fmt: skip
    chart = factories.chart([metric], release=edition.release)
    factories.archived(edition, published_from=datetime(2023, 6, 1, tzinfo=UTC))
    text = "2023-06-09T00:01+01:00"
    kept = "as_at=2023-06-09T00:01%2B01:00"
    page = public_client.get("/releases/", {"as_at": text, "q": "Title"}).content.decode()
    assert '<input type="hidden" name="as_at" value="2023-06-09T00:01+01:00">' in page
    assert 'href="?q=Title" data-now' in page
    page = public_client.get(f"/charts/{chart.slug}/", {"as_at": text}).content.decode()
    assert f'"url": "/figures/{figure.figure_id}/?{kept}"' in page
    assert f"/embed/?tab=chart&amp;amp;{kept}&quot;" in page
    assert "no correction reaches the article" in page
    embed = public_client.get(f"/charts/{chart.slug}/embed/", {"as_at": text}).content.decode()
    assert "What had been published by" in embed
    assert f"/charts/{chart.slug}/?{kept}" in embed


KEPT_IN_FORMS = '<input type="hidden" name="as_at" value="2023-11-12">'
REWRITTEN = {
    '<a href="/releases/">': '<a href="/releases/?as_at=2023-11-12">',
    '<a id="x" href="/a/#words">': '<a id="x" href="/a/?as_at=2023-11-12#words">',
    '<a href="/releases/?topic=a">': '<a href="/releases/?topic=a&amp;as_at=2023-11-12">',
    '<a href="/a/?as_at=2020-01-01">': '<a href="/a/?as_at=2020-01-01">',
    '<a href="/a/?b=c&amp;as_at=2020-01-01">': '<a href="/a/?b=c&amp;as_at=2020-01-01">',
    '<a href="/x/" data-now>': '<a href="/x/" data-now>',
    '<a href="#main">': '<a href="#main">',
    '<a href="?page=2">': '<a href="?page=2">',
    '<a href="https://example.org/">': '<a href="https://example.org/">',
    '<a href="//example.org/">': '<a href="//example.org/">',
    '<a href="/static/a.css">': '<a href="/static/a.css">',
    '<link href="/static/a.css">': '<link href="/static/a.css">',
    "&lt;a href=&quot;/releases/&quot;&gt;": "&lt;a href=&quot;/releases/&quot;&gt;",
    'He wrote href="/releases/" there': 'He wrote href="/releases/" there',
    '<form method="post" action="/x/">': '<form method="post" action="/x/">',
    '<form method="get" data-now>': '<form method="get" data-now>',
    '<form method="get">': f'<form method="get">{KEPT_IN_FORMS}',
}


@pytest.mark.parametrize("markup", REWRITTEN)
def test_only_links_to_pages_of_this_site_are_written_anew(markup: str) -> None:
    assert with_links_kept(markup, asked("2023-11-12")) == REWRITTEN[markup]


def table(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        "a,b\r\n", "text/csv", headers={"Content-Disposition": 'attachment; filename="arrests.csv"'}
    )


urlpatterns = [path("arrests.csv", table), *public_urls]


def test_a_download_of_the_past_has_the_moment_in_its_name(
    world: World, public_client: SiteClient
) -> None:
    public_client.parts = public_client.parts | {"ROOT_URLCONF": __name__}
    now: Any = public_client.get("/arrests.csv")
    assert now.headers["Content-Disposition"] == 'attachment; filename="arrests.csv"'
    past = public_client.get("/arrests.csv", {"as_at": "2023-11-12T09:30"})
    assert past.headers["Content-Disposition"] == (
        'attachment; filename="arrests_as-at_2023-11-12T0930.csv"'
    )
    assert past.headers["Memento-Datetime"] == "Sun, 12 Nov 2023 09:30:00 GMT"
    assert past.content == now.content
