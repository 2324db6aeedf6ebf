"""What the search finds in the site's own content, and in what order."""

import json
from typing import Any
from urllib.parse import quote

import feedparser
import pytest

from tests.harness import clients, databases
from tests.operations.search.pages import search


@pytest.fixture
def client(content_world: databases.World, public_client: clients.SiteClient) -> clients.SiteClient:
    return public_client


def test_one_search_finds_every_kind_of_thing(client: clients.SiteClient) -> None:
    found = search(client, "protest or Harrington or metropolitan or sceptre")
    assert set(found.kinds()) == {
        "Release", "Quotation", "Figure", "Operation", "Metric", "Topic", "Organisation", "Person",
    }  # fmt: skip
    assert found.facets["Kind"].keys() >= {"Releases", "Quotations", "Figures", "People"}
    for address in found.addresses:
        assert client.get(address).status_code == 200, address


def test_all_words_must_be_there_in_any_form_and_are_marked(client: clients.SiteClient) -> None:
    found = search(client, "knives arrested")
    assert found.titles
    assert {mark.lower() for mark in found.marks} <= {
        "knife", "knives", "arrest", "arrests", "arrested", "arresting",
    }  # fmt: skip
    assert len(search(client, "knives arrested sword").titles) < len(found.titles)


def test_what_is_called_so_comes_before_what_only_speaks_of_it(
    client: clients.SiteClient,
) -> None:
    found = search(client, "sceptre")
    assert found.titles[0] == ("Operation", "Operation Sceptre")
    assert "Sceptre" in found.first("Release")
    crime = search(client, "knife crime")
    assert crime.titles[0] == ("Topic", "Knife crime")


def test_a_phrase_is_its_words_in_a_row_and_not_takes_away(client: clients.SiteClient) -> None:
    phrase = search(client, '"week of action"')
    loose = search(client, "week action")
    assert _number(phrase.count) < _number(loose.count)
    without = search(client, '"week of action" -sceptre')
    assert 0 < _number(without.count) < _number(phrase.count)
    assert not [title for _, title in without.titles if "Sceptre" in title]
    assert _number(search(client, "-sceptre").count or "0") == 0


def test_or_finds_either(client: clients.SiteClient) -> None:
    one, other, both = (
        _number(search(client, q, kind="quotation").count)
        for q in ("protest", "knife", "protest or knife")
    )
    assert max(one, other) < both <= one + other


@pytest.mark.parametrize(
    ("mistyped", "meant"),
    [("septre", "sceptre"), ("knfie crme", "knife crime"), ("cociane", "cocaine")],
)
def test_a_typing_error_is_put_right_and_said(
    client: clients.SiteClient, mistyped: str, meant: str
) -> None:
    found, right = search(client, mistyped), search(client, meant)
    assert (found.instead, found.titles) == (meant, right.titles)
    assert f"Nothing has exactly “{mistyped}”" in found.html
    assert right.instead == ""


def test_who_said_finds_quotations_first_and_who_said_them(client: clients.SiteClient) -> None:
    for asked in ("who said protest", "said protest", "quote: protest"):
        found = search(client, asked)
        quoted = found.facets["Kind"]["Quotations"]
        assert found.kinds()[: int(quoted)] == ["Quotation"] * int(quoted)
        assert found.titles[0][1] in {"BJ Harrington", "Chris Haward"}
    by_name = search(client, "who said Harrington")
    assert {found_by for kind, found_by in by_name.titles if kind == "Quotation"} == {
        "BJ Harrington"
    }


@pytest.mark.parametrize(
    ("number", "title"),
    [
        ("5827", "5,827 years: "),
        ("5,827", "5,827 years: "),
        ("5,827 years", "5,827 years: "),
        ("£3.2m", "£3.2 million: "),
        ("£3.2 million", "£3.2 million: "),
        ("4.6 tonnes", "4,600 kg: "),
        ("2,780kg of cocaine", "2,780 kg: "),
        ("over 2,000", "more than 2,000 "),
        ("about 2,000", "about 2,000 "),
    ],
)
def test_a_number_finds_its_figure_first(
    client: clients.SiteClient, number: str, title: str
) -> None:
    kind, first = search(client, number).titles[0]
    assert (kind, first[: len(title)]) == ("Figure", title)


def test_a_number_of_another_unit_is_another_figure(client: clients.SiteClient) -> None:
    assert "Figure" not in search(client, "£5,827").kinds()
    assert "Figure" not in search(client, "5,827 arrests of badgers").kinds()


def test_figures_are_found_by_names_and_by_the_words_that_state_them(
    client: clients.SiteClient,
) -> None:
    by_name = search(client, "Sceptre arrests", kind="figure")
    assert by_name.titles
    assert all("arrest" in text.lower() and "Sceptre" in text for (_, title), text in
               zip(by_name.titles, by_name.texts, strict=True))  # fmt: skip
    by_words = search(client, '"of cocaine seized"', kind="figure")
    assert any("2780kg of cocaine seized" in text for text in by_words.texts)
    without = search(client, "arrests -Sceptre", kind="figure")
    assert without.titles
    assert not [text for text in without.texts if "Sceptre" in text]


def test_facets_count_what_they_leave(client: clients.SiteClient) -> None:
    found = search(client, "arrests or knives")
    for kind, name in (("release", "Releases"), ("figure", "Figures")):
        assert found.facets["Kind"][name] == _number_words(
            search(client, "arrests or knives", kind=kind)
        )
    topic, count = next(iter(found.facets["Topic"].items()))
    slug = {"Knife crime": "knife-crime", "Protest": "protest"}[topic]
    narrowed = search(client, "arrests or knives", topic=slug)
    assert _number_words(narrowed) == count
    year, count = next(iter(found.facets["Year"].items()))
    assert _number_words(search(client, "arrests or knives", since=year, until=year)) == count
    publisher = search(client, "arrests or knives", publisher="npcc")
    name = next(iter(publisher.facets["Publisher"]))
    assert publisher.facets["Publisher"] == {name: found.facets["Publisher"][name]}
    assert "Operation" not in publisher.kinds()


def test_pages_together_have_each_result_once(client: clients.SiteClient) -> None:
    first = search(client, "sceptre")
    total = _number(first.count)
    assert total > 40
    pages = -(-total // 20)
    seen = [
        text
        for number in range(1, pages + 1)
        for text in search(client, "sceptre", page=str(number)).texts
    ]
    assert len(seen) == total
    for number in (str(pages + 1), "0", "x", "-1", "9" * 9, "¹"):
        assert search(client, "sceptre", page=number).status == 404


def test_a_moment_of_the_past_is_searched_as_it_was(client: clients.SiteClient) -> None:
    assert search(client, "sceptre").titles
    assert search(client, "sceptre", as_at="1995-01-01").titles == []
    assert search(client, "septre", as_at="1995-01-01").instead == ""


def test_a_search_is_a_feed_too_with_the_newest_first(client: clients.SiteClient) -> None:
    address = f"?q={quote('knife crime')}&kind=release"
    atom = feedparser.parse(client.get(f"/search.atom{address}").content)
    assert not atom.bozo
    page = search(client, "knife crime", kind="release")
    assert {entry.title for entry in atom.entries} == {title for _, title in page.titles}
    dates = [entry.published_parsed for entry in atom.entries]
    assert dates == sorted(dates, reverse=True)
    assert len({entry.id for entry in atom.entries}) == len(atom.entries)
    told: dict[str, Any] = json.loads(client.get(f"/search.json{address}").content)
    assert [item["title"] for item in told["items"]] == [entry.title for entry in atom.entries]
    assert told["home_page_url"].endswith(f"/search/{address.replace('%20', '+')}")
    assert client.get("/search.atom?q=x&topic=no-such").status_code == 400
    assert client.get("/search.json").status_code == 200


@pytest.mark.parametrize(
    "text",
    [
        "'", "''", '"', "\\", "\\'); DROP TABLE releases_edition; --", "%", "%s %(x)s {0} {}",
        "a:*",
        "!(a) & | <-> <1>", "( )", "(a|b)+$ [", "$$", "e\u0301", "\u202eabc", "x" * 300, "ﬀ ½ ٣",
        "or or or", "- -- ---", '"" "" -""', "5,,827", "£", "£££ 3.2.1m", "-5827", "1e400",
        "9" * 200, "the of and", "🙂", "\ue000b\ue001",
    ],
)  # fmt: skip
def test_odd_questions_are_answered(client: clients.SiteClient, text: str) -> None:
    assert search(client, text).status == 200
    assert client.get("/search.json", {"q": text}).status_code == 200


@pytest.mark.parametrize("text", ["x" * 10_000, "a\x00b"])
def test_impossible_questions_are_refused_with_a_sentence(
    client: clients.SiteClient, text: str
) -> None:
    found = search(client, text)
    assert found.status == 400
    assert "This search has a character" in found.html or "300 characters at most" in found.html
    assert client.get("/search.atom", {"q": text}).status_code == 400


@pytest.mark.parametrize(
    "wrong", [{"kind": "x"}, {"topic": "no-such"}, {"publisher": "no-such"}, {"since": "x"}]
)
def test_a_choice_that_there_is_not_is_refused(
    client: clients.SiteClient, wrong: dict[str, str]
) -> None:
    found = search(client, "knife", **wrong)
    assert (found.status, found.titles) == (400, [])
    assert "Take this choice out." in found.html


def _number(count: str) -> int:
    return int(count.split()[0].replace(",", "")) if count else 0


def _number_words(page: Any) -> str:
    return str(page.count).split()[0]
