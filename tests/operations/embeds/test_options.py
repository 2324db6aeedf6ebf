"""Theme and language of an embed, as its address asks for them."""

from typing import Any

import pytest
from django.http import QueryDict

from operations.embeds.options import EmbedOptions, EmbedOptionsError
from tests.harness import clients

EMBED = "/charts/regional-units-drugs-seized-2022-23/embed/"
ENGLISH = ["en-gb"]
BOTH = ["en-gb", "cy"]


def read(query: str, languages: list[str] = ENGLISH) -> EmbedOptions:
    return EmbedOptions.from_query(QueryDict(query), languages)


@pytest.mark.parametrize(
    ("query", "theme"),
    [
        ("", ""),
        ("theme=", ""),
        ("theme=auto", ""),
        ("theme=dark", "dark"),
        ("theme=light", "light"),
    ],
)
def test_a_theme_wins_only_where_it_is_named(query: str, theme: str) -> None:
    assert read(query).forced_theme == theme
    assert read(query).color_schemes == (theme or "light dark")


def test_a_language_is_one_of_the_sites() -> None:
    for query in ("", "lang=", "lang=en", "lang=en-GB", "lang=EN-gb"):
        assert read(query).language == "en-GB"
    assert read("lang=cy", BOTH).language == "cy"
    assert read("", BOTH).language == "en-GB"
    with pytest.raises(EmbedOptionsError, match="“en-GB” or “cy”"):
        read("lang=fr", BOTH)


WRONG = ("theme=pink", "theme=dark&theme=light", "lang=cy", "lang=en-US", "lang=en&lang=en",
         "theme=<script>", "theme=Dark")  # fmt: skip


@pytest.mark.parametrize("query", WRONG)
def test_what_no_embed_has_is_refused_where_its_author_sees_it(
    content_world: Any, public_client: clients.SiteClient, query: str
) -> None:
    for path in (EMBED, "/charts/never-existed/embed/"):
        response = public_client.get(f"{path}?{query}")
        body = response.content.decode()
        assert response.status_code == 400
        assert "in this address" in body or "This address names" in body
        assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
        assert "<script>" not in body


def test_the_page_says_its_language_and_its_theme(
    content_world: Any, public_client: clients.SiteClient
) -> None:
    body = public_client.get(f"{EMBED}?theme=dark&lang=en").content.decode()
    assert '<html lang="en-GB" data-theme="dark">' in body
    assert '<meta name="color-scheme" content="dark">' in body
    assert '<html lang="en-GB">' in public_client.get(EMBED).content.decode()


def test_old_addresses_with_a_tab_show_the_same(
    content_world: Any, public_client: clients.SiteClient
) -> None:
    plain, old = (public_client.get(EMBED + query) for query in ("", "?tab=chart"))
    assert plain.content == old.content
