"""The page of a search, and the same search as a feed."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from operations.charts.file_views import open_data
from operations.following.rendering import (
    Ending,
    Entry,
    Feed,
    addresses,
    feed_response,
    lasting,
    query_of,
)
from operations.search import asked
from operations.search.facets import facets, in_all
from operations.search.finding import Found, find
from operations.search.form import NAMES, SearchForm
from operations.search.shown import Result, results, with_marks
from operations.search.spelling import respelt
from releases.filters import at_of
from releases.public_addresses import public_address

ON_A_PAGE = 20
IN_A_FEED = 50


def search(request: HttpRequest) -> HttpResponse:
    """What is found, a page of it, with what it can be narrowed to; 400 for what can't be asked."""
    at = at_of(request)
    form = SearchForm(request)
    context: dict[str, Any] = {"form": form, "query": request.GET.get("q", "")}
    if not form.is_valid():
        context["query"] = "" if "q" in form.errors else context["query"]
        return render(request, "search/search.html", context, status=400)
    if form.question.is_empty:
        return render(request, "search/search.html", context)
    number = _page_number(request)
    answer = _answer(form, first=(number - 1) * ON_A_PAGE, count=ON_A_PAGE)
    found = answer.found
    page = Paginator(range(found.total), ON_A_PAGE)
    if number > max(page.num_pages, 1):
        raise Http404
    context |= {
        "found": found,
        "instead": answer.instead,
        "in_all": in_all(found, form.narrowed.kind),
        "results": with_marks(results(found.hits, at), found.query),
        "facets": facets(form, found, at),
        "page_obj": Page([], number, page),
        "feeds": _feeds(request),
    }
    return render(request, "search/search.html", context)


@open_data
def search_feed(request: HttpRequest, ending: Ending) -> HttpResponse:
    """The newest of what the same address finds as a page."""
    at = at_of(request)
    form = SearchForm(request)
    if not form.is_valid():
        raise BadRequest("The address asks for something that no search can find.")
    typed = form.question.typed
    found = Found() if form.question.is_empty else _newest(form)
    query = query_of(request, *NAMES)
    feed = Feed(
        name=f"search{query_of(request, *NAMES, timeless=True)}",
        title=f"{settings.SITE_NAME}: “{typed}”" if typed else f"{settings.SITE_NAME}: search",
        subtitle="What is published with these words, the newest first.",
        page=public_address(reverse("search")) + query,
        entries=[_entry(one) for one in results(found.hits, at)],
        **addresses(reverse("search_feed"), reverse("search_json"), query),
    )
    return feed_response(feed, ending)


@dataclass(frozen=True)
class _Answer:
    """What was found; ``instead`` is the spelling searched for in place of the reader's."""

    found: Found
    instead: str = ""


def _answer(form: SearchForm, *, first: int, count: int) -> _Answer:
    found = find(form.question, form.narrowed, first=first, count=count)
    if found.found_anything:
        return _Answer(found)
    instead = respelt(form.question)
    if not instead or len(instead) > asked.LONGEST:
        return _Answer(found)
    other = find(asked.read(instead), form.narrowed, first=first, count=count)
    return _Answer(other, instead) if other.found_anything else _Answer(found)


def _newest(form: SearchForm) -> Found:
    return find(form.question, form.narrowed, first=0, count=IN_A_FEED, newest=True)


def _page_number(request: HttpRequest) -> int:
    text = request.GET.get("page") or "1"
    if not (text.isascii() and text.isdigit() and len(text) < 7 and int(text)):
        raise Http404
    return int(text)


def _feeds(request: HttpRequest) -> dict[str, str]:
    query = query_of(request, *NAMES)
    return {"atom": reverse("search_feed") + query, "json": reverse("search_json") + query}


def _entry(result: Result) -> Entry:
    return Entry(
        name=f"{result.kind}/{lasting(result.name)}",
        title=result.title,
        address=public_address(result.address),
        published=result.published,
        updated=result.published,
        html=render_to_string("search/result_in_feed.html", {"result": result}).strip(),
        author=result.author or settings.SITE_NAME,
        categories=(result.kind,),
    )
