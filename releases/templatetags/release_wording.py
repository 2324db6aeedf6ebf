"""Small turns of phrase for pages of releases."""

import re
from datetime import date
from urllib.parse import quote

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from releases.models import Edition
from releases.video import Film, film

register = template.Library()

# A full stop ends a sentence only before white space and a capital, a figure or an opening quote:
# "£3.2 million" goes on.
SENTENCE_END = re.compile(r"[.!?][”’\"')]?(?=\s+[A-Z0-9£“‘\"'])")


@register.filter
def issued_time(edition: Edition) -> SafeString:
    """When its source issued an edition, marked up; said where that is not recorded."""
    earliest, latest = edition.issued_earliest, edition.issued_latest
    if earliest is None or latest is None:
        return SafeString("date not recorded")
    if earliest == latest:
        return _day(latest)
    return format_html("between {} and {}", _day(earliest), _day(latest))


def _day(day: date) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), f"{day:%-d %B %Y}")


@register.filter
def first_sentence(text: str) -> str:
    """The first sentence of a summary, for lists."""
    text = " ".join(text.split())
    ends = SENTENCE_END.search(text)
    return text[: ends.end()] if ends else text


@register.filter
def quoted(words: str) -> str:
    """Words in quotation marks, with an ellipsis where they break off before a sentence ends."""
    goes_on = "" if words.rstrip().endswith((".", "!", "?", "…")) else " …"
    return f"“{words.strip()}{goes_on}”"


@register.filter
def at_words(address: str, words: str) -> str:
    """The address with a text fragment, so that a browser which knows them goes to the words.

    Others go to the page, or to the address's own fragment. In a text fragment a hyphen and a
    comma have a meaning of their own, so both are encoded too.
    """
    if not words:
        return address
    joint = "" if "#" in address else "#"
    return f"{address}{joint}:~:text={quote(words, safe='').replace('-', '%2D')}"


@register.filter
def as_film(address: str) -> Film:
    """What a page says of an embedded film's address."""
    return film(address)
