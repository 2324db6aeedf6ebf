"""The page about the interface for programs: what there is, how it is asked, and forms to try it.

A list's form opens its answer by itself. The address of a single thing has its name in the path,
where no form can write: so that form asks this page, which leads on.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from npcc_site.api import parameters as p
from npcc_site.api.catalogue import BY_NAME, LISTS
from npcc_site.api.describing import FORMATS, part
from npcc_site.api.lists import Listed
from npcc_site.api.problems import KINDS

# Which single thing an address of this page asks to be led to.
OPEN = "open"


@dataclass(frozen=True)
class Tried:
    """A sort of address with its form: ``parts`` stand in the path, ``asked`` in the query."""

    id: str
    summary: str
    what: str
    address: str
    action: str
    opens: str
    parts: list[p.Parameter]
    asked: tuple[p.Parameter, ...]


def api(request: HttpRequest) -> HttpResponse:
    opened = request.GET.get(OPEN, "")
    listed = BY_NAME.get(opened)
    led = _address_of_one(listed, request) if listed is not None else None
    if led is not None:
        return HttpResponseRedirect(led)
    context = {
        "lists": [(one, _tried(one)) for one in LISTS],
        "problems": KINDS,
        "origin": settings.SITE_ORIGIN,
        "documents": [reverse("api_schema", args=[ending]) for ending in FORMATS],
        "wrong": OPEN in request.GET,
        "sizes": {"default": p.DEFAULT_SIZE, "largest": p.LARGEST_SIZE},
    }
    return render(request, "api/api.html", context)


def _tried(listed: Listed) -> list[Tried]:
    path = reverse("api_list", kwargs={"of": listed.name})
    found = [
        Tried(
            f"list-{listed.name}", f"List {listed.name}", listed.what, path, path, "", [],
            listed.parameters,
        )
    ]  # fmt: skip
    if names := _names_of_one(listed):
        ending = "".join(f"{{{name}}}/" for name in names)
        found.append(
            Tried(
                f"get-{listed.one}", f"One {listed.one}", "", path + ending, reverse("api"),
                listed.name, [part(listed, name) for name in names], listed.parameters_of_one,
            )
        )  # fmt: skip
    return found


def _names_of_one(listed: Listed) -> list[str]:
    """What stands in the address of a single thing, in order; nothing where there is none."""
    from npcc_site.api import urls

    for one in urls.urlpatterns:
        if one.name == "api_one" and one.default_args["of"] == listed.name:
            return list(one.pattern.converters)
    return []


def _address_of_one(listed: Listed, request: HttpRequest) -> str | None:
    """Where the thing named would be, whether or not it is; None where nothing could be."""
    names = _names_of_one(listed)
    given = {name: request.GET.get(name, "").strip() for name in names}
    try:
        path = reverse("api_one", kwargs={"of": listed.name, **given})
    except NoReverseMatch:
        return None
    query = request.GET.copy()
    for name in (OPEN, *names):
        query.pop(name, None)
    return f"{path}?{query.urlencode()}" if query else path
