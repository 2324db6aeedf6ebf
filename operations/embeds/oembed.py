"""oEmbed 1.0 (oembed.com): which of our addresses is asked about, and the answer in words.

Pure: nothing here knows the database, and nothing anywhere fetches the address that is given.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl
from xml.sax.saxutils import escape

from operations.embeds.code import HEIGHT, LEAST_HEIGHT, LEAST_WIDTH, WIDTH, frame

FORMATS = {"json": "application/json", "xml": "text/xml; charset=utf-8"}
LONGEST_ADDRESS = 2000
MOST_PAIRS = 30
# A larger frame than this is asked for by mistake, or to break a page.
LARGEST = 2000

_ABSOLUTE = re.compile(r"https?://[^/?#]+(?:[/?#].*)?", re.ASCII | re.IGNORECASE)
# What an address never holds as it stands: spaces, control characters, what markup is made of.
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\x9f<>\"\\^`{|}]")
_OURS = re.compile(
    r"/(?P<kind>charts|releases)/(?P<slug>[A-Za-z0-9_-]{1,120})(?P<embed>/embed)?/?"
    r"(?:\?(?P<query>[^#]*))?(?:#.*)?",
    re.ASCII,
)

NO_ADDRESS = "Give the address of a chart or a release of this site as “url”."
NO_SUCH_FORM = "The “url” is not the whole address of a page, such as https://host/charts/name/."
NO_NUMBER = "“{name}” is not a whole number of pixels above zero."
NO_FORMAT = "This site answers as “json” or “xml” only."


class OEmbedError(ValueError):
    """An answer with a ``status`` of the specification; its words are for whoever asks."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


class NotOursError(ValueError):
    """The address is whole, and no page of ours that can be embedded."""


@dataclass(frozen=True)
class Asked:
    """One question: the page, what its own query says, and how large the answer may be."""

    is_chart: bool
    slug: str
    query: tuple[tuple[str, str], ...]
    max_width: int | None
    max_height: int | None
    format: str

    @property
    def is_too_small(self) -> bool:
        """Whether less room is given than a chart can be read in: then a link is the answer."""
        return (self.max_width or LEAST_WIDTH) < LEAST_WIDTH or (
            self.max_height or LEAST_HEIGHT
        ) < LEAST_HEIGHT

    @property
    def width(self) -> int:
        return min(WIDTH, self.max_width) if self.max_width else WIDTH

    @property
    def height(self) -> int:
        return min(HEIGHT, self.max_height) if self.max_height else HEIGHT

    def leaves_room_for(self, width: int, height: int) -> bool:
        """Whether a picture of that size is within what was asked (the specification's rule)."""
        return (self.max_width or width) >= width and (self.max_height or height) >= height


def asked_for(parameters: Mapping[str, str], origin: str) -> Asked:
    """What a request asks; ``origin`` is our own, and no other is answered for.

    Raises OEmbedError (400, 501), or NotOursError where the answer is the site's 404.
    """
    wanted = parameters.get("format") or "json"
    if wanted not in FORMATS:
        raise OEmbedError(501, NO_FORMAT)
    found = _OURS.fullmatch(_path_of(parameters.get("url", ""), origin))
    most = {name: _pixels(parameters, name) for name in ("maxwidth", "maxheight")}
    if found is None or (found["embed"] and found["kind"] == "releases"):
        raise NotOursError
    try:
        query = parse_qsl(found["query"] or "", max_num_fields=MOST_PAIRS)
    except ValueError:
        raise OEmbedError(400, NO_SUCH_FORM) from None
    return Asked(
        is_chart=found["kind"] == "charts",
        slug=found["slug"],
        query=tuple(query),
        max_width=most["maxwidth"],
        max_height=most["maxheight"],
        format=wanted,
    )


def _path_of(address: str, origin: str) -> str:
    """What follows our origin; it is compared as it stands, so no trick of spelling helps."""
    if not address:
        raise OEmbedError(400, NO_ADDRESS)
    is_sound = len(address) <= LONGEST_ADDRESS and not _FORBIDDEN.search(address)
    if not is_sound or not _ABSOLUTE.fullmatch(address):
        raise OEmbedError(400, NO_SUCH_FORM)
    if not address.startswith(f"{origin}/"):
        raise NotOursError
    return address.removeprefix(origin)


def _pixels(parameters: Mapping[str, str], name: str) -> int | None:
    text = parameters.get(name, "")
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) == 0:
        raise OEmbedError(400, NO_NUMBER.format(name=name))
    return min(int(text), LARGEST)


@dataclass(frozen=True)
class Thumbnail:
    url: str
    width: int
    height: int


Answer = dict[str, str | int]


def about(
    *, title: str, authors: Sequence[tuple[str, str]], provider: tuple[str, str], cache_age: int
) -> Answer:
    """What every answer says: whose it is, and for how long it may be kept."""
    answer: Answer = {"version": "1.0", "type": "link", "title": title}
    if authors:
        *others, last = [name for name, _ in authors]
        answer["author_name"] = f"{', '.join(others)} and {last}" if others else last
        if len(authors) == 1 and authors[0][1]:
            answer["author_url"] = authors[0][1]
    answer["provider_name"], answer["provider_url"] = provider
    answer["cache_age"] = cache_age
    return answer


def rich(
    answer: Answer,
    asked: Asked,
    *,
    src: str,
    frame_title: str,
    script: str,
    thumbnails: Sequence[Thumbnail],
) -> Answer:
    """The answer for a chart; a link where the room asked for is less than it can be read in."""
    fitting = (one for one in thumbnails if asked.leaves_room_for(one.width, one.height))
    if thumbnail := next(fitting, None):
        answer |= {
            "thumbnail_url": thumbnail.url,
            "thumbnail_width": thumbnail.width,
            "thumbnail_height": thumbnail.height,
        }
    if asked.is_too_small:
        return answer
    html = frame(
        src, frame_title, width=asked.max_width and asked.width, height=asked.height, script=script
    )
    return answer | {
        "type": "rich", "html": html, "width": asked.width, "height": asked.height,
    }  # fmt: skip


def written(answer: Answer, format_: str) -> str:
    """The answer as JSON or XML; a character that XML can't hold is left out."""
    if format_ == "json":
        return json.dumps(answer, ensure_ascii=False)
    fields = "".join(
        f"<{name}>{escape(''.join(c for c in str(value) if c.isprintable()))}</{name}>"
        for name, value in answer.items()
    )
    return f'<?xml version="1.0" encoding="utf-8" standalone="yes"?><oembed>{fields}</oembed>'
