"""Other people's programs ask the real public process for an embed: by its link, and by name."""

import micawber
import pytest
from bs4 import BeautifulSoup
from micawber.exceptions import ProviderException
from oembedpy import consumer, discovery

CHART = "/charts/regional-units-drugs-seized-2022-23/"
RELEASE = "/releases/gangland-thugs-jailed-for-thousands-of-years/"


@pytest.fixture
def registry(sites):
    """A site's list of those whose embeds it knows, with ours in it."""
    made = micawber.ProviderRegistry()
    for part in ("charts", "releases"):
        made.register(f"{sites.public}/{part}/\\S+", micawber.Provider(f"{sites.public}/oembed/"))
    return made


def frame_src(html):
    return BeautifulSoup(html, "html.parser").find("iframe")["src"]


def test_found_by_the_link_in_a_page(sites):
    endpoint, asked = discovery.find_from_content(sites.public + CHART)
    assert endpoint == f"{sites.public}/oembed/"
    asked.max_width = 400
    content = consumer.fetch_content(endpoint, asked)
    assert content.type == "rich"
    assert content.width == 400
    assert content.provider_name
    assert frame_src(content.html) == f"{sites.public}{CHART}embed/?tab=chart"


def test_found_by_the_link_in_xml(sites):
    endpoint, asked = discovery.find_from_content(sites.public + CHART)
    as_json = consumer.fetch_content(endpoint, asked)
    asked.format = "xml"
    as_xml = consumer.fetch_content(endpoint, asked)
    assert as_xml.html == as_json.html
    assert (as_xml.title, as_xml.author_name) == (as_json.title, as_json.author_name)


def test_a_release_is_found_and_is_a_link(sites):
    content = consumer.fetch_content(*discovery.find_from_content(sites.public + RELEASE))
    assert content.type == "link"
    assert content.author_name


def test_a_page_of_the_past_embeds_that_past(sites):
    page = f"{sites.public}{CHART}?as_at=2024-01-01"
    content = consumer.fetch_content(*discovery.find_from_content(page))
    assert frame_src(content.html).endswith("/embed/?tab=chart&as_at=2024-01-01")


def test_a_text_with_our_addresses_becomes_embeds(sites, registry):
    text = f"What was seized:\n{sites.public}{CHART}\nand\n{sites.public}{RELEASE}"
    shown = micawber.parse_text(text, registry, maxwidth=500)
    assert frame_src(shown).startswith(sites.public + CHART)
    assert f'href="{sites.public}{RELEASE}"' in shown


def test_asked_by_name_within_the_size(sites, registry):
    answer = registry.request(f"{sites.public}{CHART}", maxwidth=300, maxheight=250)
    assert (answer["width"], answer["height"]) == (300, 250)


def test_what_does_not_exist_fails_as_clients_expect(sites, registry):
    with pytest.raises(ProviderException):
        registry.request(f"{sites.public}/charts/never-existed/")
