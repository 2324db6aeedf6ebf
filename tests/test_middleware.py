"""The instant of a request: read from the address, fixed for the whole answer, never ahead."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, StreamingHttpResponse
from django.test import RequestFactory
from django.urls import path
from django.utils import timezone

from npcc_site import clocks, middleware
from npcc_site.urls_public import urlpatterns as public_urls
from releases.models import Edition
from tests import factories
from tests.harness.clients import SiteClient
from tests.harness.databases import World


@pytest.mark.parametrize("slow_by", [timedelta(hours=1), timedelta(days=1)])
def test_where_this_servers_clock_is_behind_the_earlier_one_counts(
    world: World,
    public_client: SiteClient,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    slow_by: timedelta,
) -> None:
    """EL-58, EL-59: visible only if both clocks say so; the difference is told to staff."""
    factories.archived(
        factories.edition(title="Minutes ago"),
        published_from=timezone.now() - timedelta(minutes=10),
    )
    assert "Minutes ago" in public_client.get("/releases/").content.decode()
    real = timezone.now
    monkeypatch.setattr(clocks.timezone, "now", lambda: real() - slow_by)
    monkeypatch.setattr(clocks, "_last_error", None)
    with caplog.at_level(logging.ERROR):
        assert "Minutes ago" not in public_client.get("/releases/").content.decode()
    assert "clocks of web server and database differ" in caplog.text


def test_where_this_servers_clock_is_ahead_the_databases_counts(
    world: World, public_client: SiteClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.published(
        factories.edition(title="Tomorrow", embargo_until=timezone.now() + timedelta(hours=5))
    )
    real = timezone.now
    monkeypatch.setattr(clocks.timezone, "now", lambda: real() + timedelta(days=1))
    assert "Tomorrow" not in public_client.get("/releases/").content.decode()


def stream(request: HttpRequest) -> StreamingHttpResponse:
    """Two questions about time, one before the body begins and one inside it."""

    def body() -> Iterator[bytes]:
        for _ in range(2):
            with connection.cursor() as cursor:
                cursor.execute("SELECT now(), count(*) FROM releases_edition")
                yield repr(cursor.fetchone()).encode() + b"\n"

    return StreamingHttpResponse(body())


urlpatterns = [path("stream/", stream), *public_urls]


def test_el_30_a_streamed_body_stays_in_the_snapshot_in_which_it_began(
    world: World, public_client: SiteClient
) -> None:
    public_client.parts = public_client.parts | {"ROOT_URLCONF": __name__}
    answer = public_client.get("/stream/")
    first, second = b"".join(answer.streaming_content).splitlines()
    assert first == second


def test_el_04_a_request_can_write_nothing(world: World, public_connection: Any) -> None:
    from django.db import InternalError, ProgrammingError, transaction

    from tests.harness import databases

    factories.archived(factories.edition())
    with databases.as_default(public_connection), transaction.atomic():
        middleware.begin_moment(None)
        with connection.cursor() as cursor:
            cursor.execute("SHOW transaction_read_only")
            assert cursor.fetchone() == ("on",)
            cursor.execute("SHOW transaction_isolation")
            assert cursor.fetchone() == ("repeatable read",)
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
            Edition.objects.update(title="Defaced")


@pytest.mark.django_db
def test_without_its_database_the_site_says_so_in_plain_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from django.db import OperationalError

    def refuse(as_at: datetime | None) -> datetime:
        raise OperationalError("connection refused")

    monkeypatch.setattr(middleware, "begin_moment", refuse)
    handler = middleware.PublicMoment(lambda request: pytest.fail("the view was asked"))
    answer = handler(RequestFactory().get("/releases/"))
    assert answer.status_code == 503
    assert b"Traceback" not in getattr(answer, "content", b"")
    assert (
        middleware.PublicMoment(lambda request: answer)(RequestFactory().get("/healthz")) is answer
    )


def test_every_answer_of_the_public_site_carries_its_headers(
    world: World, public_client: SiteClient
) -> None:
    for address, status in (("/", 200), ("/nothing/", 404), ("/?as_at=x", 400), ("/about", 301)):
        answer = public_client.get(address)
        assert answer.status_code == status
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == (
            "public, max-age=2, s-maxage=2, must-revalidate"
        ), address
        assert not answer.cookies


def test_staffs_answers_are_kept_by_no_cache(world: World, staff_client: SiteClient) -> None:
    factories.archived(factories.edition())
    for address in ("/", "/releases/", "/admin/", "/nothing/"):
        answer = staff_client.get(address)
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "noindex" in answer.headers["X-Robots-Tag"]
