"""The page about the interface for programs: what there is, how it is asked, and forms to try it.

A form can't write a name into a path, and would send its empty fields too, which are refused: so
each asks this page, which leads on to the address that is meant, whether or not anything is there.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from npcc_site.api import parameters as p
from npcc_site.api.catalogue import LISTS
from npcc_site.api.describing import FORMATS, part
from npcc_site.api.lists import Listed
from npcc_site.api.problems import KINDS

# Which list, or which single thing, an address of this page asks to be led to.
OPEN = "open"


@dataclass(frozen=True)
class Tried:
    """A sort of address with its form: ``parts`` stand in the path, ``asked`` in the query."""

    id: str
    summary: str
    route: str
    listed: Listed
    parts: tuple[p.Parameter, ...]
    asked: tuple[p.Parameter, ...]

    @property
    def address(self) -> str:
        """With the names of its parts in braces."""
        ending = "".join(f"{{{one.name}}}/" for one in self.parts)
        return reverse("api_list", kwargs={"of": self.listed.name}) + ending


def api(request: HttpRequest) -> HttpResponse:
    opened = request.GET.get(OPEN, "")
    led = next((_led_to(one, request.GET) for one in TRIED if one.id == opened), None)
    if led is not None:
        return HttpResponseRedirect(led)
    context = {
        "lists": [(one, [tried for tried in TRIED if tried.listed is one]) for one in LISTS],
        "problems": KINDS,
        "origin": settings.SITE_ORIGIN,
        "documents": [reverse("api_schema", args=[ending]) for ending in FORMATS],
        "wrong": OPEN in request.GET,
        "sizes": {"default": p.DEFAULT_SIZE, "largest": p.LARGEST_SIZE},
    }
    return render(request, "api/api.html", context)


def _tried(listed: Listed) -> list[Tried]:
    found = [
        Tried(f"list-{listed.name}", f"List {listed.name}", "api_list", listed, (),
              listed.parameters),
    ]  # fmt: skip
    if listed.named_by:
        parts = tuple(part(listed, name) for name in listed.named_by)
        found.append(
            Tried(f"get-{listed.one}", f"One {listed.one}", "api_one", listed, parts,
                  listed.parameters_of_one),
        )  # fmt: skip
    return found


def _led_to(tried: Tried, query: QueryDict) -> str | None:
    """The address that its form means; None where a name in it can be none."""
    names = {one.name: query.get(one.name, "").strip() for one in tried.parts}
    try:
        path = reverse(tried.route, kwargs={"of": tried.listed.name, **names})
    except NoReverseMatch:
        return None
    asked = QueryDict(mutable=True)
    for name, values in query.lists():
        given = [value.strip() for value in values if value.strip()]
        if given and name != OPEN and name not in names:
            asked.setlist(name, given)
    return f"{path}?{asked.urlencode()}" if asked else path


TRIED = [tried for listed in LISTS for tried in _tried(listed)]
