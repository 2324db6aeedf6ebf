"""An embed says what was put right: a live one follows, a pinned one keeps and says so."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from operations.embeds.corrections import SAID_AT_MOST
from operations.models import Metric, Observation
from releases import publishing
from releases.models import Release
from tests import factories
from tests.harness import clients
from tests.harness.databases import World
from tests.operations.test_corrections_in_public import changed, restated
from tests.operations.test_stale_words import kept

DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)
EMBED = "/charts/drawn/embed/"


def days_ago(days: int) -> Any:
    return timezone.now() - days * DAY


@transaction.atomic
def charted(*later: Callable[[Observation], None], along: str = "period") -> None:
    """A figure that was 5,287 until five days ago, and 5,827 since, in a chart; and what ``later``
    says of the corrected figure: what is dated in the past is taken over in one transaction."""
    release = factories.release(slug="slipped")
    edition = factories.edition(release=release)
    metric = factories.metric(slug="arrests-made")
    figure = factories.observation(
        edition, "5287 arrests", value=5287, metric=metric, figure_id="bcdfghjkmnpq"
    )
    factories.chart([metric], slug="drawn", release=release, along=along)
    factories.archived(edition, published_from=days_ago(10))
    changed(figure, 5827, "correction", "Two digits had changed places.", days=5)
    for step in later:
        step(Observation.objects.get(figure_id="bcdfghjkmnpq", published_until=None))


def said(client: clients.SiteClient, at: Any = None) -> str:
    """The words of the box in which the embed speaks of corrections; empty where there is none."""
    response = client.get(EMBED, {"as_at": f"{at:%Y-%m-%dT%H:%M:%S.%f}Z"} if at else {})
    assert response.status_code == 200
    box = r'<div class="embed__corrections">(.*?)</div>'
    found = re.search(box, response.content.decode(), re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", found[1])).strip() if found else ""


def test_a_live_embed_shows_the_new_figure_and_says_what_it_was(
    world: World, public_client: clients.SiteClient
) -> None:
    charted()
    words = said(public_client)
    assert words.startswith(f"Corrected on {timezone.localtime(days_ago(5)):%-d %B %Y}: ")
    assert "5,827 arrests, was 5,287 arrests" in words
    assert "What was corrected, and why" in words


def test_a_pinned_embed_keeps_the_old_figure_and_says_what_it_is_now(
    world: World, public_client: clients.SiteClient
) -> None:
    charted()
    words = said(public_client, days_ago(7))
    assert words.startswith(f"Corrected on {timezone.localtime(days_ago(5)):%-d %B %Y}: ")
    assert "was 5,287 arrests, now 5,827 arrests" in words
    page = public_client.get(EMBED, {"as_at": f"{days_ago(7):%Y-%m-%d}"}).content.decode()
    chart = page[page.index("<figure") :]
    assert "5,287" in chart
    assert "5,827" not in chart
    link = re.search(r'href="([^"]*)"[^>]*>See this chart as it is now', page)
    assert link is not None
    assert link[1].endswith("/charts/drawn/")


def test_a_pinned_embed_of_after_it_says_nothing(
    world: World, public_client: clients.SiteClient
) -> None:
    charted()
    assert said(public_client, days_ago(3)) == ""


def test_the_boundary_is_the_instant_of_the_correction(
    world: World, public_client: clients.SiteClient
) -> None:
    charted()
    with world.connect("owner") as owner:
        (moment,) = owner.execute(
            "SELECT max(published_from) FROM operations_observation"
        ).fetchone()
    moment = moment.astimezone(timezone.get_fixed_timezone(0))
    assert "now 5,827" in said(public_client, moment - TICK)
    assert said(public_client, moment) == ""


@pytest.mark.parametrize("at", [None, 7])
def test_el_35_53_55_a_correction_that_is_still_to_come_is_told_of_nowhere(
    world: World, public_client: clients.SiteClient, at: int | None
) -> None:
    charted()
    before = said(public_client, days_ago(at) if at else None)
    figure = Observation.objects.get(figure_id="bcdfghjkmnpq", published_until=None)
    draft = restated(figure, 7340033, "correction", "A secret reason.")
    assert said(public_client, days_ago(at) if at else None) == before
    publishing.submit(draft, by="writer")
    publishing.approve(draft, by="chief", not_before=timezone.now() + DAY, answers=kept(draft))
    after = said(public_client, days_ago(at) if at else None)
    assert after == before
    assert "7,340,033" not in after


def test_what_is_withdrawn_since_is_told_of_neither_then_nor_now(
    world: World, public_client: clients.SiteClient
) -> None:
    charted()
    release = Release.objects.get(slug="slipped")
    publishing.withdraw(release, by="approver", reason="A court has asked for it.")
    for query in ({}, {"as_at": f"{days_ago(7):%Y-%m-%d}"}):
        body = public_client.get(EMBED, query).content.decode()
        assert "5,287" not in body
        assert "5,827" not in body


def test_a_figure_that_a_later_release_revises_is_said_in_the_pinned_one(
    world: World, public_client: clients.SiteClient
) -> None:
    charted()
    metric = Metric.objects.get(slug="arrests-made")
    with transaction.atomic():
        edition = factories.edition(release=factories.release(slug="later"))
        factories.observation(edition, "6,001 arrests", value=6001, metric=metric,
                              revises="bcdfghjkmnpq")  # fmt: skip
        factories.archived(edition, published_from=days_ago(1))
    words = said(public_client, days_ago(2))
    assert words.startswith("Revised by a later release on ")
    assert "was 5,827 arrests, now 6,001 arrests" in words


def test_many_corrections_are_counted(world: World, public_client: clients.SiteClient) -> None:
    def many(slipped: Observation) -> None:
        edition = factories.edition(release=factories.release(slug="many"))
        figures = [
            factories.observation(
                edition, f"{number + 10} arrests", value=number + 10, metric=slipped.metric,
                category=factories.category(name=f"C{number}"),
            )
            for number in range(6)
        ]  # fmt: skip
        factories.archived(edition, published_from=days_ago(9))
        draft = publishing.correct(edition.release, by="writer", reason="All.", kind="correction")
        for figure in figures:
            factories.observation(
                draft, f"{figure.value + 100} arrests", value=figure.value + 100,
                metric=slipped.metric, category=figure.category, figure_id=figure.figure_id,
            )  # fmt: skip
        factories.archived(draft, published_from=days_ago(4))

    charted(many, along="category")
    words = said(public_client)
    assert words.count("Corrected on ") == SAID_AT_MOST
    assert "And 3 more." in words
