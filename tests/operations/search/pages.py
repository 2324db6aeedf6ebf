"""What the page of a search says, read as its reader would."""

from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup

KINDS = (
    "Release", "Quotation", "Figure", "Operation", "Metric", "Topic", "Organisation", "Person",
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    status: int
    count: str
    # (kind, title) of each result, and the whole words of each.
    titles: list[tuple[str, str]]
    texts: list[str]
    marks: list[str]
    facets: dict[str, dict[str, str]]
    addresses: list[str]
    instead: str
    html: str

    def kinds(self) -> list[str]:
        return [kind for kind, _ in self.titles]

    def first(self, kind: str) -> str:
        return next(title for one, title in self.titles if one == kind)


def _words(element: Any) -> str:
    return " ".join(element.get_text().split()) if element else ""


def search(client: Any, q: str | None = None, **parameters: str) -> Page:
    """Ask ``client`` for the page; ``q`` and the other parameters make its address."""
    asked = parameters if q is None else {"q": q, **parameters}
    response = client.get("/search/", asked)
    soup = BeautifulSoup(response.content, "html.parser")
    titles, texts, addresses = [], [], []
    for item in soup.select(".search-result"):
        kind = _words(item.select_one(".search-result__kind"))
        assert kind in KINDS
        link = item.select_one("h3 a")
        titles.append((kind, _words(link)))
        addresses.append(str(link["href"]))
        texts.append(_words(item))
    facets = {
        _words(facet.h2): {
            _words(choice.a).removeprefix("Give up: "): _words(
                choice.select_one(".facets__count")
            ).strip("()")
            for choice in facet.select("li")
        }
        for facet in soup.select(".facets__facet")
    }
    return Page(
        response.status_code, _words(soup.select_one(".filtered__status")), titles, texts,
        [_words(mark) for mark in soup.select("mark")], facets, addresses,
        _words(soup.select_one(".search-results__instead a")), response.content.decode(),
    )  # fmt: skip
