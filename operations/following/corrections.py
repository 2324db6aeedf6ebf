"""The register of what was corrected, revised as planned or withdrawn, as a feed."""

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from operations.charts.file_views import open_data
from operations.filters import PublicChangeFilter
from operations.following.rendering import (
    Ending,
    Entry,
    Feed,
    addresses,
    feed_response,
    lasting,
    query_of,
)
from operations.models import PublicChange
from operations.versions import with_figures
from releases.filters import at_of
from releases.public_addresses import public_address

CHANGES_IN_A_FEED = 50


@open_data
def corrections_feed(request: HttpRequest, ending: Ending) -> HttpResponse:
    """The newest corrections, planned revisions and withdrawals, narrowed as their page can be."""
    at = at_of(request)
    register = PublicChangeFilter(
        request.GET, PublicChange.objects.for_listing(at), request=request
    )
    if not register.is_valid():
        raise BadRequest("The address narrows the feed by a kind, publisher or topic not known.")
    query = query_of(request, *register.filters)
    feed = Feed(
        name="corrections",
        title=f"{settings.SITE_NAME}: corrections",
        subtitle="What was corrected, revised as planned or withdrawn, and why.",
        page=public_address(reverse("publicchange_list")) + query,
        entries=[_entry(one) for one in with_figures(register.qs[:CHANGES_IN_A_FEED], at)],
        **addresses(reverse("corrections_feed"), reverse("corrections_json"), query),
    )
    return feed_response(feed, ending)


def name_of(change: PublicChange) -> str:
    """What ``tag_of`` makes the change's permanent id of."""
    what = f"edition/{change.number}" if change.number else change.kind
    return f"release/{lasting(f'/releases/{change.slug}/')}/{what}"


def _entry(change: PublicChange) -> Entry:
    return Entry(
        name=name_of(change),
        title=f"{change.get_kind_display().capitalize()}: {change.title}",
        address=public_address(change.get_absolute_url()),
        published=change.published_from,
        updated=change.published_from,
        html=render_to_string(
            "operations/includes/change_in_feed.html",
            {"change": change, "origin": settings.SITE_ORIGIN},
        ).strip(),
        author=change.publisher.name,
        categories=(change.kind,),
    )
