"""Site maps as sitemaps.org has them, and Google's kind for news. Pure: addresses in, XML out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
# What XML 1.0 can't hold at all, and a title pasted from elsewhere may.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Article:
    """A release as news: its whole address, its title, and since when it is public."""

    address: str
    title: str
    published: datetime


def index(addresses: Iterable[str]) -> str:
    """A list of site maps."""
    parts = "".join(f"<sitemap><loc>{_safe(one)}</loc></sitemap>\n" for one in addresses)
    return f'{HEAD}<sitemapindex xmlns="{SITEMAPS}">\n{parts}</sitemapindex>\n'


def urlset(pages: Iterable[tuple[str, datetime | None]]) -> str:
    """A list of pages, each with the moment of its last change where that is known."""
    listed = "".join(f"<url><loc>{_safe(page)}</loc>{_lastmod(at)}</url>\n" for page, at in pages)
    return f'{HEAD}<urlset xmlns="{SITEMAPS}">\n{listed}</urlset>\n'


def news(articles: Iterable[Article], *, publication: str, language: str) -> str:
    """The newest articles, under the name by which search engines know the site."""
    of = (
        f"<news:publication><news:name>{_safe(publication)}</news:name>"
        f"<news:language>{language}</news:language></news:publication>"
    )
    listed = "".join(
        f"<url><loc>{_safe(one.address)}</loc><news:news>{of}"
        f"<news:publication_date>{_moment(one.published)}</news:publication_date>"
        f"<news:title>{_safe(one.title)}</news:title></news:news></url>\n"
        for one in articles
    )
    return f'{HEAD}<urlset xmlns="{SITEMAPS}" xmlns:news="{NEWS}">\n{listed}</urlset>\n'


def _lastmod(at: datetime | None) -> str:
    return "" if at is None else f"<lastmod>{_moment(at)}</lastmod>"


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _safe(words: str) -> str:
    return escape(_UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", words))
