"""Where a page can be followed: feeds of what it shows, for its head and for its reader."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse

from operations.following.rendering import Ending
from operations.models import Metric, Observation, Operation, Organisation
from releases.models import Speaker, Topic

register = template.Library()

# The feed of a row, by its model; the name in its address is that of its page.
ROUTES = {
    Operation: "operation_feed",
    Topic: "topic_feed",
    Organisation: "organisation_feed",
    Metric: "metric_feed",
    Speaker: "person_feed",
    Observation: "figure_feed",
}
# Feeds of lists, by the name that a template gives them; they can be narrowed as the list is.
LISTS = {"releases": ("feed", "feed_json"), "corrections": ("corrections_feed", "corrections_json")}
OF_NO_FEED = ("page", "as_at")


@dataclass(frozen=True)
class Link:
    """One feed: its address, its media type, and what it is called: “Atom”, “JSON”."""

    address: str
    media_type: str
    kind: str


@register.inclusion_tag("includes/feed_links.html", takes_context=True)
def feed_links(context: dict[str, Any], of: Any, name: str) -> dict[str, Any]:
    """For the head: the feeds of ``of``, a row or the name of a list, called ``name``."""
    return {"links": _links(context, of), "name": name}


@register.inclusion_tag("includes/follow.html", takes_context=True)
def follow(context: dict[str, Any], of: Any, name: str, calendar: str = "") -> dict[str, Any]:
    """For the reader: the same, and the address of a calendar where there is one."""
    return {"links": _links(context, of), "name": name, "calendar": calendar}


def _links(context: dict[str, Any], of: Any) -> list[Link]:
    return [
        Link(address, ending.media_type, {"atom": "Atom", "json": "JSON"}[ending])
        for ending, address in zip(Ending, _addresses(context, of), strict=True)
    ]


def _addresses(context: dict[str, Any], of: Any) -> list[str]:
    if isinstance(of, str):
        query = _narrowing(context)
        return [reverse(route) + query for route in LISTS[of]]
    name = of.figure_id if isinstance(of, Observation) else of.slug
    return [reverse(ROUTES[type(of)], args=[name, ending]) for ending in Ending]


def _narrowing(context: dict[str, Any]) -> str:
    """How the list is narrowed, with “?”; nothing where it is asked for what it has not."""
    chosen = context.get("filter")
    if chosen is None or not chosen.is_valid():
        return ""
    query = context["request"].GET.copy()
    for name in list(query):
        if name in OF_NO_FEED or name not in chosen.filters or not any(query.getlist(name)):
            del query[name]
    return f"?{query.urlencode()}" if query else ""
