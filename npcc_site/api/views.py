"""Lists and single things for programs, and the description of both. Views read, ask and answer."""

from collections.abc import Callable
from functools import cache
from threading import Lock
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from rest_framework.response import Response
from rest_framework.views import APIView

from npcc_site.api import parameters as p
from npcc_site.api.addressing import Asking, asking
from npcc_site.api.catalogue import LISTS
from npcc_site.api.lists import Listed, Row
from npcc_site.api.problems import GONE, WRONG_CURSOR, Refused, opened, wrong_values
from npcc_site.api.release_rows import edition_of, gone_or_not_found
from npcc_site.api.walking import CursorError, Place, Walk
from operations.charts.addresses import Gone
from operations.charts.file_views import open_data
from operations.charts.moves import follows_moves

# What a script of another site may ask with, and for how long it need not ask again.
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class ForPrograms(APIView):
    """Reading, for anybody, from any site's scripts. ``of`` is the list that it is about."""

    http_method_names = ["get", "head", "options"]
    of: Any = None

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., HttpResponseBase]:
        return open_data(super().as_view(**initkwargs))

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Only what is accepted: there is nobody to log in, and nothing to count."""
        self.http: HttpRequest = request._request
        self.format_kwarg = None
        negotiated = self.perform_content_negotiation(request)
        request.accepted_renderer, request.accepted_media_type = negotiated

    def options(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """A browser's question before the request; the same at every address."""
        response = HttpResponse(headers=PREFLIGHT)
        del response.headers["Content-Type"]  # there is no content
        return response

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        answer = super().finalize_response(request, response, *args, **kwargs)
        described = reverse("api_schema", args=["json"])
        parts = [answer.headers.get("Link"), f'<{described}>; rel="service-desc"',
                 f'<{reverse("api")}>; rel="service-doc"']  # fmt: skip
        answer.headers["Link"] = ", ".join(filter(None, parts))
        patch_vary_headers(answer, ["Accept"])
        return opened(answer, self.http)


class ListView(ForPrograms):
    """A page of a list: narrowed by its filters, in a total order, with a cursor to the next."""

    of: Listed
    # The list's own; here for whoever looks up what an address may be narrowed by.
    filterset_class: Any = None

    def get(self, request: Any, of: str) -> Response:
        ask = asking(self.http)
        asked = p.read(self.http.GET, self.of.parameters)
        keys = p.read_choices(asked, self.of.fields, self.of.shape.key_names())
        size = p.read_size(asked)
        usual, *_ = self.of.walks
        (order,) = p.read_choices(asked, self.of.sort, (usual,))
        walk = self.of.walks[order]
        of = self._spelled(asked, order)
        place = _place(walk, asked.get(p.CURSOR.name), of)
        rows = self.of.read(self._narrowed(asked, ask))
        found, after, before = walk.page(rows, place, size)
        links = {
            "next": self._address(asked, ask, walk, after, of),
            "previous": self._address(asked, ask, walk, before, of),
        }
        told = [_chosen(row, keys) for row in self.of.told(found, ask)]
        return Response({**links, "results": told}, headers=_link(links))

    def _narrowed(self, asked: Any, ask: Asking) -> QuerySet[Any]:
        rows = self.of.found(ask.at)
        if self.of.filters is None:
            return rows
        names = {one.name for one in self.of.narrowing}
        chosen = asked.copy()
        for name in set(chosen) - names:
            del chosen[name]
        filters = self.of.filters(chosen, rows, request=self.http)
        if not filters.is_valid():
            raise wrong_values(filters.form.errors)
        narrowed: QuerySet[Any] = filters.qs
        return narrowed

    def _spelled(self, asked: Any, order: str) -> str:
        """The list with all that decides which rows are in it, and in which order."""
        names = sorted({one.name for one in self.of.narrowing} & set(asked))
        narrowing = [(name, sorted(asked.getlist(name))) for name in names]
        return repr((self.of.name, order, narrowing, asked.get(p.MOMENT.name)))

    def _address(
        self, asked: Any, ask: Asking, walk: Walk, place: Place | None, of: str
    ) -> str | None:
        if place is None:
            return None
        query = asked.copy()
        query.pop(p.MOMENT.name, None)  # the address of a past state has it anyway
        query[p.CURSOR.name] = walk.cursor(place, of)
        return list_address(ask, self.of.name, query.urlencode())


def list_address(ask: Asking, name: str, query: str = "") -> str:
    path = reverse("api_list", kwargs={"of": name})
    return ask.imprint.whole(f"{path}?{query}" if query else path)


def _place(walk: Walk, cursor: str | None, of: str) -> Place | None:
    if cursor is None:
        return None
    try:
        return walk.place(cursor, of)
    except CursorError:
        raise Refused(
            WRONG_CURSOR, WRONG_CURSOR.what,
            errors=[{"parameter": p.CURSOR.name, "detail": "It is no place in this list."}],
        ) from None  # fmt: skip


def _chosen(row: Row, keys: tuple[str, ...]) -> Row:
    return {key: row[key] for key in keys}


def _link(links: dict[str, str | None]) -> dict[str, str]:
    names = {"next": "next", "previous": "prev"}
    told = [f'<{address}>; rel="{names[one]}"' for one, address in links.items() if address]
    return {"Link": ", ".join(told)} if told else {}


class OneView(ForPrograms):
    """One thing, named by what its address ends with; ``by`` is the column of each part of it."""

    of: Listed
    by: Any = None

    def get(self, request: Any, of: str, **names: Any) -> Response:
        ask = asking(self.http)
        asked = p.read(self.http.GET, self.of.parameters_of_one)
        keys = p.read_choices(asked, self.of.fields, self.of.shape.key_names())
        return Response(_chosen(self.row(ask, **names), keys))

    def row(self, ask: Asking, **names: Any) -> Row:
        named = {self.by[part]: name for part, name in names.items()}
        rows = list(self.of.read(self.of.found(ask.at).filter(**named))[:1])
        if not rows:
            raise self.missing(ask, **names)
        return self.of.told(rows, ask)[0]

    def missing(self, ask: Asking, **names: Any) -> Exception:
        return Http404()


class ReleaseView(OneView):
    """410 with the reason where the release was withdrawn."""

    def missing(self, ask: Asking, **names: Any) -> Exception:
        return gone_or_not_found(ask, names["slug"])


class EditionView(OneView):
    """Any edition that the public has seen, as it was while it was in force."""

    def row(self, ask: Asking, **names: Any) -> Row:
        return edition_of(ask, names["release"], names["number"])


class ChartView(OneView):
    """A former address leads on, for ever; a chart that is gone says why."""

    def get(self, request: Any, of: str, **names: Any) -> Any:
        answer = follows_moves(_gone_chart)(self._standing)
        return answer(self.http, **names)

    def _standing(self, request: HttpRequest, slug: str) -> Any:
        return super().get(request, self.of.name, slug=slug)


def _gone_chart(request: HttpRequest, gone: Gone) -> HttpResponse:
    title = f"“{gone.title}”: " if gone.title else ""
    reasons = [one.reason for one in gone.withdrawn] or [gone.reason]
    raise Refused(GONE, f"{title}{gone.sentence} Reason: {' '.join(reasons)}")


class Root(ForPrograms):
    """Where everything is."""

    def get(self, request: Any) -> Response:
        ask = asking(self.http)
        p.read(self.http.GET, (p.MOMENT,))
        return Response({one.name: list_address(ask, one.name) for one in LISTS})


@open_data
def schema(request: HttpRequest, ending: str) -> HttpResponse:
    """The OpenAPI document: the same bytes whatever the data, since it is made of code alone."""
    # By one thread: what finds the shapes' describers fills a list that all of them share.
    with _DESCRIBING:
        told = _document(ending, settings.SITE_ORIGIN)
    return opened(HttpResponse(*told), request)


_DESCRIBING = Lock()


@cache
def _document(ending: str, origin: str) -> tuple[bytes, str]:
    from npcc_site.api.describing import document

    return document(ending)
