"""Releases in force as feeds: all of them, or those of an operation, a topic or an organisation.

Ordered by the moment since which each stands as it stands, so that a corrected release comes first
again; a withdrawn one is in none of them (the register of corrections tells of it).
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from operations.charts.file_views import open_data
from operations.filters import ReleaseFilter
from operations.following.rendering import (
    Ending,
    Entry,
    Feed,
    Related,
    addresses,
    feed_of,
    feed_response,
    lasting,
    query_of,
    since,
)
from operations.models import Observation, Operation, Organisation
from operations.views import found
from releases.filters import at_of
from releases.models import Edition, Release, Topic
from releases.public_addresses import public_address

RELEASES_IN_A_FEED = 50


@open_data
def release_feed(request: HttpRequest, ending: Ending) -> HttpResponse:
    """Every release, narrowed as their list can be; 400 for a choice that the list has not."""
    chosen = ReleaseFilter(
        request.GET, Edition.objects.for_listing(at_of(request)), request=request
    )
    if not chosen.is_valid():
        raise BadRequest("The address narrows the feed by something that no release has.")
    query = query_of(request, *chosen.filters)
    feed = Feed(
        name=f"releases{query_of(request, *chosen.filters, timeless=True)}",
        title=f"{settings.SITE_NAME}: releases",
        subtitle="What UK policing said it did, and what was corrected since.",
        page=public_address(reverse("release_list")) + query,
        entries=entries(chosen.qs, at_of(request)),
        **addresses(reverse("feed"), reverse("feed_json"), query),
    )
    return feed_response(feed, ending)


@open_data
def operation_feed(request: HttpRequest, slug: str, ending: Ending) -> HttpResponse:
    """The releases that tell of an operation."""
    at = at_of(request)
    operation = found(Operation.objects.told_of(at).filter(slug=slug))
    feed = feed_of(
        request, operation, name=f"operation/{lasting(f'/operations/{slug}/')}",
        title=operation.name, subtitle=f"Releases that tell of {operation.name}.",
        entries=entries(Edition.objects.for_listing(at).filter(release__operations=operation), at),
    )  # fmt: skip
    return feed_response(feed, ending)


@open_data
def topic_feed(request: HttpRequest, slug: str, ending: Ending) -> HttpResponse:
    """The releases on a topic."""
    at = at_of(request)
    topic = found(Topic.objects.with_releases(at).filter(slug=slug))
    feed = feed_of(
        request, topic, name=f"topic/{lasting(f'/topics/{slug}/')}",
        title=topic.name, subtitle=f"Releases on {topic.name}.",
        entries=entries(Edition.objects.for_listing(at).filter(release__topics=topic), at),
    )  # fmt: skip
    return feed_response(feed, ending)


@open_data
def organisation_feed(request: HttpRequest, slug: str, ending: Ending) -> HttpResponse:
    """The releases that state figures of an organisation."""
    at = at_of(request)
    organisation = found(Organisation.objects.public(at).filter(slug=slug))
    stated = Observation.objects.public(at).filter(
        organisation=organisation, release=OuterRef("release")
    )
    feed = feed_of(
        request, organisation, name=f"organisation/{lasting(f'/organisations/{slug}/')}",
        title=organisation.name, subtitle=f"Releases that state figures of {organisation.name}.",
        entries=entries(Edition.objects.for_listing(at).filter(Exists(stated)), at),
    )  # fmt: skip
    return feed_response(feed, ending)


def entries(editions: QuerySet[Edition], at: datetime) -> list[Entry]:
    """An entry for each of the newest ``editions`` (as for_listing gives them)."""
    figures = Observation.objects.public(at).filter(release=OuterRef("release"))
    newest = editions.annotate(has_figures=Exists(figures)).order_by(
        "-published_from", "release__slug"
    )
    return [_entry(edition) for edition in newest[:RELEASES_IN_A_FEED]]


def _entry(edition: Any) -> Entry:
    release = edition.release
    kinds = (edition.change_kind or "correction",) if edition.is_correction else ()
    topics = tuple(topic.name for topic in release.topics.all())
    return Entry(
        name=f"release/{lasting(f'/releases/{release.slug}/')}",
        title=edition.title,
        address=public_address(release.get_absolute_url()),
        published=since(release),
        updated=since(edition),
        html=render_to_string("operations/following/release.html", {"edition": edition}).strip(),
        author=release.publisher.name,
        categories=(*kinds, *topics),
        source=release.source_url,
        related=(_file_of(release),) if edition.has_figures else (),
    )


def _file_of(release: Release) -> Related:
    path = f"{reverse('explore_csv')}?release={release.slug}"
    return Related(public_address(path), "Its figures (CSV)", "text/csv")
