"""An answer that shows the past says so in its headers, and its links stay in that past.

The links are written anew in the finished page: so no template, tag or renderer can forget one,
and a page of the present pays nothing. What leads to the present says ``data-now``.

Names of headers: RFC 7089 (Memento). They tell only what the address asked for.
"""

import re
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.html import escape
from django.utils.http import http_date

from npcc_site.as_at import KEY, AsAt

# A link or a frame to a page of this site, in markup of our own (attributes in double quotes).
_TAG = re.compile(r"<(?:a|area|iframe)\b[^>]*>")
_ADDRESS = re.compile(r'(\s(?:href|src)=")(/(?!/)[^"]*)(")')
_FORM = re.compile(r'<form\b(?=[^>]*\smethod="get")[^>]*>', re.IGNORECASE)
# The points of a chart, as its script reads them.
_POINT = re.compile(r'("url": ")(/(?!/)[^"]*)(")')
_FILE_NAME = re.compile(r'(filename="?[^";]*?)((?:\.[A-Za-z0-9]+)+"?)$')


def tell(request: HttpRequest, response: HttpResponseBase, asked: AsAt, at: datetime) -> None:
    """Mark ``response``, which shows the state asked for, as one of the past.

    ``at`` is the instant that it shows; a day that is not over has no fixed state to name.
    """
    if at == asked.moment:
        response.headers["Memento-Datetime"] = http_date(at.timestamp())
    present = f'<{_present(request)}>; rel="original"'
    response.headers["Link"] = ", ".join(filter(None, (present, response.headers.get("Link"))))
    # Searches should find what is right now, not what was corrected since.
    response.headers["X-Robots-Tag"] = "noindex"
    named = response.headers.get("Content-Disposition", "")
    if "filename=" in named:
        stamp = f"_as-at_{asked.text}".replace(":", "")
        response.headers["Content-Disposition"] = _FILE_NAME.sub(rf"\g<1>{stamp}\g<2>", named)
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    if is_page and not response.streaming:
        markup = response.content.decode(response.charset)  # type: ignore[attr-defined]
        response.content = with_links_kept(markup, asked)  # type: ignore[attr-defined]
        if "Content-Length" in response.headers:
            response.headers["Content-Length"] = str(len(response.content))  # type: ignore[attr-defined]


def with_links_kept(markup: str, asked: AsAt) -> str:
    """The page with every link, form and frame of this site asking for the same past state."""

    def kept(found: re.Match[str]) -> str:
        return f"{found[1]}{_asking(found[2], asked)}{found[3]}"

    def in_tag(found: re.Match[str]) -> str:
        tag = found[0]
        return tag if "data-now" in tag else _ADDRESS.sub(kept, tag)

    hidden = f'<input type="hidden" name="{KEY}" value="{escape(asked.text)}">'
    markup = _TAG.sub(in_tag, markup)
    markup = _FORM.sub(lambda form: form[0] + ("" if "data-now" in form[0] else hidden), markup)
    return _POINT.sub(kept, markup)


def _asking(address: str, asked: AsAt) -> str:
    """A path as it stands in markup, with the state in its query; files have none."""
    path, hash_, fragment = address.partition("#")
    if path.startswith(settings.STATIC_URL) or re.search(rf"[?;&]{KEY}=", path):
        return address
    joint = "&amp;" if "?" in path else "?"
    return f"{path}{joint}{asked.query}{hash_}{fragment}"


def _present(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop(KEY, None)
    asked = f"?{query.urlencode()}" if query else ""
    return f"{settings.SITE_ORIGIN}{request.path}{asked}"
