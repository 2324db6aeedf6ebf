"""Atom feeds (RFC 4287). Every date in them has come; no host in them is a request’s."""

from datetime import UTC, datetime
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from operations.filters import PublicChangeFilter
from operations.models import PublicChange
from operations.versions import with_figures
from releases.filters import at_of

CHANGES_IN_A_FEED = 50
# A feed must say when it was updated. One without an entry says this, since the present moment
# would make every answer another one.
BEFORE_ALL_ENTRIES = datetime(2026, 1, 1, tzinfo=UTC)


class DatedFeed(Atom1Feed):
    """Atom whose date is that of its newest entry, and is constant where it has none."""

    def latest_post_date(self) -> datetime:
        dates = [item["updateddate"] for item in self.items]
        return max(dates, default=BEFORE_ALL_ENTRIES)


def tag_of(what: str) -> str:
    """A name for ever (RFC 4151): whoever held the host in 2026 gave it."""
    return f"tag:{urlsplit(settings.SITE_ORIGIN).hostname},2026:{what}"


def corrections_feed(request: HttpRequest) -> HttpResponse:
    """The newest corrections, planned revisions and withdrawals, narrowed as their page can be."""
    at = at_of(request)
    register = PublicChangeFilter(
        request.GET, PublicChange.objects.for_listing(at), request=request
    )
    if not register.is_valid():
        raise BadRequest("The address narrows the feed by a kind, publisher or topic not known.")
    page, own = (
        settings.SITE_ORIGIN + reverse(name) for name in ("publicchange_list", "corrections_feed")
    )
    chosen = register.form.data.urlencode()
    feed = DatedFeed(
        title=f"{settings.SITE_NAME}: corrections",
        subtitle="What was corrected, revised as planned or withdrawn, and why.",
        link=page,
        description="",
        feed_url=f"{own}?{chosen}" if chosen else own,
        feed_guid=tag_of("corrections"),
        author_name=settings.SITE_NAME,
        language="en-GB",
    )
    for change in with_figures(register.qs[:CHANGES_IN_A_FEED], at):
        _add(feed, change)
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    return response


def _add(feed: Atom1Feed, change: PublicChange) -> None:
    what = f"edition/{change.number}" if change.number else change.kind
    feed.add_item(
        title=f"{change.get_kind_display().capitalize()}: {change.title}",
        link=settings.SITE_ORIGIN + change.get_absolute_url(),
        description=render_to_string(
            "operations/includes/change_in_feed.html",
            {"change": change, "origin": settings.SITE_ORIGIN},
        ).strip(),
        unique_id=tag_of(f"release/{_name_of_release(change)}/{what}"),
        pubdate=change.published_from,
        updateddate=change.published_from,
        author_name=change.publisher.name,
        categories=[change.kind],
    )


def _name_of_release(change: PublicChange) -> str:
    """A name for ever that tells nothing: a number of ours would tell how many rows are hidden.

    Made of the address, which a trigger keeps from ever changing.
    """
    return str(uuid5(NAMESPACE_URL, f"/releases/{change.slug}/"))
