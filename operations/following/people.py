"""What a person was quoted as saying, as a feed: an entry for each release that quotes them.

Not one for each quotation: a correction restates them all, so none has a name that would last.
"""

from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from operations.charts.file_views import open_data
from operations.following.releases import RELEASES_IN_A_FEED
from operations.following.rendering import Ending, Entry, feed_of, feed_response, lasting, since
from operations.views import found
from releases.filters import at_of
from releases.models import Edition, Quotation, Speaker
from releases.public_addresses import public_address


@open_data
def person_feed(request: HttpRequest, slug: str, ending: Ending) -> HttpResponse:
    at = at_of(request)
    speaker = found(Speaker.objects.quoted(at).filter(slug=slug))
    said = Quotation.objects.public(at).filter(speaker=speaker)
    editions = (
        Edition.objects.for_listing(at)
        .filter(Exists(said.filter(edition=OuterRef("pk"))))
        .prefetch_related(Prefetch("quotations", said))
        .order_by("-published_from", "release__slug")[:RELEASES_IN_A_FEED]
    )
    name = f"person/{lasting(f'/people/{slug}/')}"
    feed = feed_of(
        request, speaker, name=name,
        title=speaker.name, subtitle=f"Releases that quote {speaker.name}, with the words.",
        entries=[_entry(speaker, edition, name) for edition in editions],
    )  # fmt: skip
    return feed_response(feed, ending)


def _entry(speaker: Speaker, edition: Edition, person: str) -> Entry:
    release = edition.release
    return Entry(
        name=f"{person}/release/{lasting(f'/releases/{release.slug}/')}",
        title=f"{speaker.name} in “{edition.title}”",
        address=public_address(release.get_absolute_url()),
        published=since(release),
        updated=since(edition),
        html=render_to_string("operations/following/quotations.html", {"edition": edition}).strip(),
        author=release.publisher.name,
        source=release.source_url,
    )
