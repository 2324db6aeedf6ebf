"""Asking the interface for programs: one answer as JSON, and a list walked to its end."""

import json
from typing import Any

V1 = "/api/v1"


def read(client: Any, address: str, **more: Any) -> Any:
    """The body of an answer that must be a 200."""
    response = client.get(_path(address), **more)
    assert response.status_code == 200, response.content.decode()
    return json.loads(response.content)


def walk(client: Any, address: str, way: str = "next") -> list[list[dict[str, Any]]]:
    """The rows of each page from ``address`` on, in the order in which they are met."""
    pages = []
    asked: str | None = address
    while asked:
        page = read(client, asked)
        pages.append(page["results"])
        asked = page[way]
        assert len(pages) < 1000, "The walk has no end."
    return pages


def rows(client: Any, address: str) -> list[dict[str, Any]]:
    return [row for page in walk(client, address) for row in page]


def _path(address: str) -> str:
    """An address within an answer is whole; the client asks for its path."""
    begins = address.find(V1)
    return address[begins:] if begins >= 0 else address
