"""Where a chart's files stand: for its page, for the heads of pages and for oEmbed alike."""

from dataclasses import dataclass

from django.urls import reverse

from operations.renderers.files import FILES
from operations.renderers.social_card import LARGE, SMALL
from releases.public_addresses import public_address

CARDS = {"card": LARGE, "small-card": SMALL}


@dataclass(frozen=True)
class Card:
    """The picture of a chart in a fixed size, at its whole public address."""

    address: str
    width: int
    height: int


@dataclass(frozen=True)
class FileLink:
    name: str
    path: str
    what: str


_WHAT = {
    "png": "picture for slides and documents",
    "svg": "picture that stays sharp at any size",
    "csv": "figures for any program",
    "xlsx": "figures with a cover and notes",
    "json": "everything, for programs",
}


def file_links(slug: str, query: str = "") -> list[FileLink]:
    """A link for each file that there is, in the state that ``query`` asks for."""
    return [
        FileLink(kind.name, _file(slug, ending, query), _WHAT[ending])
        for ending, kind in FILES.items()
    ]


def card(slug: str, query: str = "", size: str = "card") -> Card:
    """The picture that stands beside a link to the chart; ``query`` may ask for a past moment."""
    asked = "&".join(part for part in (f"size={size}", query) if part)
    width, height, _ = CARDS[size]
    return Card(public_address(_file(slug, "png", asked)), width, height)


def _file(slug: str, ending: str, query: str) -> str:
    path = reverse("chart_file", kwargs={"slug": slug, "ending": ending})
    return f"{path}?{query}" if query else path
