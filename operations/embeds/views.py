"""Charts on other people's pages, and what tells programs how to put them there."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from npcc_site import as_at
from npcc_site.answering import answering_for
from operations.charts import charts_data
from operations.charts.addresses import current_chart
from operations.charts.asked import asked_chart
from operations.charts.file_links import CARDS, card
from operations.charts.moves import follows_moves, gone_embed
from operations.charts.state import KEYS as STATE_KEYS
from operations.charts.state import ChartState, ChartStateError
from operations.drawn import draw, with_narrow_picture
from operations.embeds import oembed
from operations.embeds.code import embed_address, frame_title
from operations.embeds.corrections import Corrections, corrections_in, corrections_since
from operations.embeds.framing import framed_anywhere, script_address
from operations.embeds.options import EmbedOptions, EmbedOptionsError
from releases.filters import at_of
from releases.models import Edition
from releases.public_addresses import public_address

# Seconds. A title is all that is kept by it, and one that is taken down must not stay for long.
CACHE_AGE = 300


@framed_anywhere
@follows_moves(gone_embed)
def chart_embed(request: HttpRequest, slug: str) -> HttpResponse:
    """The chart alone: no cookie, no storage, nobody else's address; as its query asks."""
    try:
        options = options_of(request.GET)
        asked = asked_chart(request, slug)
    except (EmbedOptionsError, ChartStateError) as error:
        return refused_embed(request, str(error))
    drawn = with_narrow_picture(draw(asked.data, query=asked.state.query), asked.data)
    context = {
        "chart": drawn,
        "options": options,
        "corrections": corrections_told(request, drawn.figure_ids),
    }
    with translation.override(options.language):
        return render(request, "operations/chart_embed.html", context)


def options_of(query: QueryDict) -> EmbedOptions:
    """A language more among the settings, with its catalogue, is one more that embeds have."""
    return EmbedOptions.from_query(query, [code for code, _ in settings.LANGUAGES])


def corrections_told(request: HttpRequest, figure_ids: Sequence[str]) -> Corrections:
    """What the embed must say was put right: before its moment, or since a moment of the past."""
    at = at_of(request)
    if getattr(request, "asked", None) is None:
        return corrections_in(figure_ids, at)
    with answering_for(request, None) as now:
        return corrections_since(figure_ids, at, now)


def refused_embed(request: HttpRequest, reason: str) -> HttpResponse:
    """Why a frame shows no chart, where its author can read it."""
    return render(request, "operations/embed_refused.html", {"reason": reason}, status=400)


def oembed_answer(request: HttpRequest) -> HttpResponse:
    """What a chart or a release of ours can be embedded as; the given address is never fetched."""
    try:
        asked = oembed.asked_for(request.GET.dict(), settings.SITE_ORIGIN)
        query = QueryDict(urlencode(asked.query))
        pinned = as_at.asked_for(query)
        if asked.is_chart:
            options_of(query)
            ChartState.from_query(query)
    except oembed.NotOursError:
        raise Http404 from None
    except oembed.OEmbedError as error:
        return _refused(error.status, str(error))
    except (as_at.AsAtError, EmbedOptionsError, ChartStateError) as error:
        return _refused(400, str(error))
    about = _of_chart if asked.is_chart else _of_release
    if pinned is None:
        answer = about(asked, at_of(request))
    else:
        with answering_for(request, pinned.moment) as at:
            if pinned.begins > at:
                return _refused(400, as_at.STILL_TO_COME)
            answer = about(asked, at)
    response = HttpResponse(
        oembed.written(answer, asked.format), content_type=oembed.FORMATS[asked.format]
    )
    return _open_to_all(response)


def _of_chart(asked: oembed.Asked, at: datetime) -> oembed.Answer:
    chart = current_chart(asked.slug, at)
    if chart is None:
        raise Http404
    (data,) = charts_data([chart], at)
    title = data.caption.title
    publishers = dict.fromkeys(source.publisher for source in data.sources)
    address = public_address(reverse("chart_embed", args=[data.slug]))
    return oembed.rich(
        _about(title, [(name, "") for name in publishers]),
        asked,
        src=embed_address(address, list(asked.query)),
        frame_title=frame_title(data.effective_kind, title),
        script=script_address(),
        thumbnails=_cards(chart.slug, asked.query),
    )


def _cards(slug: str, query: Sequence[tuple[str, str]]) -> list[oembed.Thumbnail]:
    """The chart's cards in the same state, the largest first."""
    state = [pair for pair in query if pair[0] in (as_at.KEY, *STATE_KEYS)]
    cards = (card(slug, urlencode(state, safe=":,"), size) for size in CARDS)
    return [oembed.Thumbnail(one.address, one.width, one.height) for one in cards]


def _of_release(asked: oembed.Asked, at: datetime) -> oembed.Answer:
    editions = Edition.objects.public(at).filter(release__slug=asked.slug)
    edition = editions.select_related("release__publisher").first()
    if edition is None:
        raise Http404
    publisher = edition.release.publisher
    return _about(edition.title, [(publisher.name, publisher.website)])


def _about(title: str, authors: list[tuple[str, str]]) -> oembed.Answer:
    provider = (settings.SITE_NAME, f"{settings.SITE_ORIGIN}/")
    return oembed.about(title=title, authors=authors, provider=provider, cache_age=CACHE_AGE)


def _refused(status: int, words: str) -> HttpResponse:
    response = HttpResponse(f"{words}\n", status=status, content_type="text/plain; charset=utf-8")
    return _open_to_all(response)


def _open_to_all(response: HttpResponse) -> HttpResponse:
    """Let scripts of any site read it: it is as public as the page that it tells of."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
