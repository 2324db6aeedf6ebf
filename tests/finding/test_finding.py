"""What programs find of the whole site: maps, robots.txt, OpenSearch, a catalogue, JSON-LD."""

import json
import re
import xml.etree.ElementTree as ElementTree
from datetime import date, datetime, timedelta
from typing import Any
from urllib.robotparser import RobotFileParser

import pytest
import rdflib
from django.urls import get_resolver
from django.utils import timezone
from rdflib.namespace import DCAT, DCTERMS, RDF

from npcc_site.finding import pages
from npcc_site.finding.views import DISALLOWED
from operations.figure_ids import ALPHABET, new_figure_id
from operations.models import Metric, Observation, Operation, Organisation
from releases.models import Edition, Speaker
from tests import factories
from tests.browser.routes import NOT_PAGES, PUBLIC
from tests.harness import clients, databases

ORIGIN = "http://localhost:8000"
MAP = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9",
       "news": "http://www.google.com/schemas/sitemap-news/0.9"}  # fmt: skip


def xml(client: clients.SiteClient, path: str) -> ElementTree.Element:
    answer = client.get(path)
    assert answer.status_code == 200, path
    assert answer.headers["Content-Type"] == "application/xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)  # noqa: S314 it is our own


def parts(client: clients.SiteClient) -> list[str]:
    found = [
        loc.text or "" for loc in xml(client, "/sitemap.xml").findall("map:sitemap/map:loc", MAP)
    ]
    assert len(set(found)) == len(found)
    return [address.removeprefix(ORIGIN) for address in found]


def listed(client: clients.SiteClient, path: str) -> dict[str, str]:
    """Each page of a part with its lastmod, or “”."""
    found = {}
    for url in xml(client, path).findall("map:url", MAP):
        address = url.findtext("map:loc", "", MAP)
        assert address.startswith(f"{ORIGIN}/")
        assert address not in found
        found[address.removeprefix(ORIGIN)] = url.findtext("map:lastmod", "", MAP)
    assert 0 < len(found) <= 50_000
    return found


def all_listed(client: clients.SiteClient) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in parts(client):
        more = listed(client, part)
        assert not set(more) & set(found)
        found |= more
    return found


class TestSitemaps:
    def test_el_32_every_page_that_can_be_seen_is_in_one_part(
        self, content_world: databases.World, public_client: clients.SiteClient
    ) -> None:
        found = all_listed(public_client)
        now = timezone.now()
        wanted = {f"/releases/{one.release.slug}/": one for one in Edition.objects.public(now)}
        assert {path for path in found if re.fullmatch("/releases/.+", path)} == set(wanted)
        assert {path for path in found if re.fullmatch("/figures/.+", path)} == {
            f"/figures/{one}/" for one in
            Observation.objects.public(now).values_list("figure_id", flat=True)
        }  # fmt: skip
        for path, edition in wanted.items():
            assert datetime.fromisoformat(found[path]) == edition.published_from.replace(
                microsecond=0
            )
        for kind, rows in (
            ("operations", Operation.objects.told_of(now)),
            ("metrics", Metric.objects.with_figures(now)),
            ("people", Speaker.objects.quoted(now)),
            ("organisations", Organisation.objects.public(now)),
        ):
            slugs = {f"/{kind}/{slug}/" for slug in rows.values_list("slug", flat=True)}
            assert {path for path in found if re.fullmatch(f"/{kind}/.+", path)} == slugs
        # A list and a page of each kind are there indeed.
        firsts: dict[str, str] = {}
        for path in found:
            firsts.setdefault(path.split("/")[1], path)
        assert {"releases", "topics", "charts", "figures", "people", "about", ""} <= set(firsts)
        for path in firsts.values():
            assert public_client.get(path).status_code == 200, path

    def test_fixed_pages_are_those_that_browsers_visit(self) -> None:
        """A new page is listed without anybody thinking of it; an answer to programs is not."""
        names = {str(name) for name in get_resolver(PUBLIC).reverse_dict if isinstance(name, str)}
        taking = {"detail", "embed"}
        assert {"home", "about", "release_list", "release_calendar", "record"} <= set(
            pages.fixed_pages()
        )
        assert set(pages.fixed_pages()) <= names - set(NOT_PAGES)
        assert not [name for name in pages.fixed_pages() if name.split("_")[-1] in taking]

    def test_parts_are_as_large_as_is_allowed_and_no_larger(
        self,
        content_world: databases.World,
        public_client: clients.SiteClient,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        whole = all_listed(public_client)
        monkeypatch.setattr(pages, "MOST", 50)
        monkeypatch.setattr(pages, "ENOUGH", 40)
        # A process of its own, since one keeps its answers.
        public_client = clients.SiteClient(public_client.parts, public_client.connection)
        parted = parts(public_client)
        assert "/sitemaps/releases-2.xml" in parted
        assert "/sitemaps/figures.xml" not in parted
        figures = {part for part in parted if "figures-" in part}
        assert figures == {f"/sitemaps/figures-{letter}.xml" for letter in ALPHABET}
        sizes = {part: len(listed(public_client, part)) for part in parted}
        assert max(sizes[part] for part in parted if "figures" not in part) <= 50
        assert all_listed(public_client) == whole

    @pytest.mark.parametrize(
        "part", ["releases-0", "releases-2", "releases-01", "releases", "figures-a", "figures-bbbb",
                 "none-1", "pages-1", "releases-99999"],
    )  # fmt: skip
    def test_a_part_that_there_is_not_is_not_found(
        self, content_world: databases.World, public_client: clients.SiteClient, part: str
    ) -> None:
        assert public_client.get(f"/sitemaps/{part}.xml").status_code == 404

    def test_beginnings_part_every_id_once(self) -> None:
        ids = {new_figure_id() for _ in range(300)} | {ALPHABET[-1] * 12, ALPHABET[0] * 12}
        for letters in ("", "2", "z", "zz", "zzz", "9z", "b2"):
            beyond = pages._next(letters)
            in_range = {one for one in ids if one >= letters and (not beyond or one < beyond)}
            assert in_range == {one for one in ids if one.startswith(letters)}

    def test_news_are_the_releases_of_two_days(
        self, world: databases.World, public_client: clients.SiteClient
    ) -> None:
        assert xml(public_client, "/sitemap-news.xml").findall("map:url", MAP) == []
        now = timezone.now()
        for slug, hours in (("today", 1), ("yesterday", 47), ("before", 49)):
            edition = factories.edition(
                release=factories.release(slug=slug), title=f"“{slug}” & <more> \x0b"
            )
            factories.archived(edition, published_from=now - timedelta(hours=hours))
        factories.edition(release=factories.release(slug="hidden"))
        urls = xml(public_client, "/sitemap-news.xml").findall("map:url", MAP)
        assert [url.findtext("map:loc", "", MAP) for url in urls] == [
            f"{ORIGIN}/releases/today/", f"{ORIGIN}/releases/yesterday/",
        ]  # fmt: skip
        assert urls[0].findtext("news:news/news:title", "", MAP) == "“today” & <more> \ufffd"
        assert urls[0].findtext("news:news/news:publication/news:language", "", MAP) == "en"
        moment = urls[0].findtext("news:news/news:publication_date", "", MAP)
        assert datetime.fromisoformat(moment) == (now - timedelta(hours=1)).replace(microsecond=0)
        then = f"{now - timedelta(hours=24):%Y-%m-%dT%H:%MZ}"
        past = xml(public_client, f"/sitemap-news.xml?as_at={then}").findall("map:url", MAP)
        assert [url.findtext("map:loc", "", MAP).split("/")[-2] for url in past] == [
            "yesterday", "before",
        ]  # fmt: skip


class TestFixedAddresses:
    def test_el_33_robots_are_told_where_to_look_and_where_not(
        self, content_world: databases.World, public_client: clients.SiteClient
    ) -> None:
        answer = public_client.get("/robots.txt")
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
        robots = RobotFileParser()
        robots.parse(answer.content.decode().splitlines())
        assert robots.site_maps() == [f"{ORIGIN}/sitemap.xml", f"{ORIGIN}/sitemap-news.xml"]
        for path in ("/", "/releases/?page=2", "/feed.atom", "/data/figures.csv"):
            assert robots.can_fetch("AnyBot", ORIGIN + path), path
        for path in ("/admin/login/", "/preview/2026-01-01T00:00:00Z/all/", "/early/x/"):
            assert not robots.can_fetch("AnyBot", ORIGIN + path), path
        assert not robots.can_fetch("AnyBot", f"{ORIGIN}/explore/?metric=arrests")
        # Nothing is told apart by more than a beginning that is the same for every site.
        assert set(re.findall("Disallow: (.+)", answer.content.decode())) == set(DISALLOWED)

    def test_a_browser_is_told_how_to_search(
        self, content_world: databases.World, public_client: clients.SiteClient
    ) -> None:
        head = public_client.get("/").content.decode().split("</head>")[0]
        link = re.search(r'<link rel="search" type="([^"]+)"[^>]*href="([^"]+)"', head)
        assert link is not None
        assert link.groups() == ("application/opensearchdescription+xml", "/opensearch.xml")
        answer = public_client.get("/opensearch.xml")
        assert answer.headers["Content-Type"].startswith(link[1])
        told = ElementTree.fromstring(answer.content)  # noqa: S314 it is our own
        name = "{http://a9.com/-/spec/opensearch/1.1/}"
        assert told.tag == f"{name}OpenSearchDescription"
        assert 0 < len(told.findtext(f"{name}ShortName", "")) <= 16
        assert 0 < len(told.findtext(f"{name}LongName", "")) <= 48
        templates = {url.get("type"): url.get("template") for url in told.findall(f"{name}Url")}
        assert templates["text/html"] == f"{ORIGIN}/search/?q={{searchTerms}}"
        for template in templates.values():
            address = str(template).removeprefix(ORIGIN).replace("{searchTerms}", "arrests")
            assert public_client.get(address).status_code == 200, address
        image = told.findtext(f"{name}Image", "")
        assert public_client.get(image.removeprefix(ORIGIN)).status_code == 200


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own use of it
class TestCatalogue:
    def test_a_reader_of_linked_data_understands_it(
        self, content_world: databases.World, public_client: clients.SiteClient
    ) -> None:
        answer = public_client.get("/catalog.jsonld")
        assert answer.headers["Content-Type"] == "application/ld+json"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        told = rdflib.Graph().parse(data=answer.content, format="json-ld")
        (catalogue,) = told.subjects(RDF.type, DCAT.Catalog)
        assert str(catalogue) == f"{ORIGIN}/catalog.jsonld"
        datasets = set(told.objects(catalogue, DCAT.dataset))
        assert datasets == set(told.subjects(RDF.type, DCAT.Dataset))
        metrics = set(Metric.objects.with_figures(timezone.now()).values_list("slug", flat=True))
        everything = rdflib.URIRef(f"{ORIGIN}/data/#figures")
        assert {str(one) for one in datasets - {everything}} == {
            f"{ORIGIN}/metrics/{slug}/#figures" for slug in metrics
        }
        for one in datasets:
            for needed in (
                *(DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.issued),
                *(DCTERMS.modified, DCTERMS.accrualPeriodicity, DCAT.distribution),
            ):
                assert (one, needed, None) in told, (one, needed)
            assert (one, DCTERMS.license, None) in told or (one, DCTERMS.rights, None) in told
            for issued in told.objects(one, DCTERMS.issued):
                assert issued.toPython() <= timezone.now()
        dated = Observation.objects.exclude(period_start=None, period_end=None).values("metric")
        slugs = Metric.objects.filter(pk__in=dated).values_list("slug", flat=True)
        assert set(told.subjects(DCTERMS.temporal, None)) - {everything} == {
            rdflib.URIRef(f"{ORIGIN}/metrics/{slug}/#figures") for slug in slugs
        }
        files = {str(one) for part in told.objects(everything, DCAT.distribution)
                 for one in told.objects(part, DCAT.downloadURL)}  # fmt: skip
        assert files == {f"{ORIGIN}/data/{name}" for name in
                         ("figures.csv", "figures.parquet", "datapackage.json")}  # fmt: skip
        assert (None, RDF.type, DCAT.DataService) in told

    def test_its_days_are_those_of_the_figures(
        self, content_world: databases.World, public_client: clients.SiteClient
    ) -> None:
        told = rdflib.Graph().parse(
            data=public_client.get("/catalog.jsonld").content, format="json-ld"
        )
        figures = list(
            Observation.objects.public(timezone.now()).filter(metric__slug="drugs-seized-weight")
        )
        (span,) = told.objects(
            rdflib.URIRef(f"{ORIGIN}/metrics/drugs-seized-weight/#figures"), DCTERMS.temporal
        )
        first = min(one.period_start for one in figures if one.period_start)
        last = max(one.period_end for one in figures if one.period_end)
        assert told.value(span, DCAT.startDate).toPython() == first
        assert told.value(span, DCAT.endDate).toPython() == last


def told_in(client: clients.SiteClient, path: str) -> list[dict[str, Any]]:
    body = client.get(path).content.decode()
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', body, re.DOTALL)
    return [json.loads(one) for one in found]


class TestStructuredData:
    @pytest.mark.parametrize(
        "path", ["/metrics/drugs-seized-weight/", "/charts/hate-crimes-by-year/", "/data/",
                 "/charts/other-strands-by-year/?series=disability,religion&per=day"],
    )  # fmt: skip
    def test_figures_are_a_dataset_within_the_rules(
        self, content_world: databases.World, public_client: clients.SiteClient, path: str
    ) -> None:
        (told,) = told_in(public_client, path)
        assert (told["@context"], told["@type"]) == ("https://schema.org", "Dataset")
        assert 50 <= len(told["description"]) <= 5_000
        assert told["name"]
        assert told["url"] == told["identifier"] == ORIGIN + path
        assert told["isAccessibleForFree"] is True
        assert told["creator"]
        assert told["includedInDataCatalog"]["url"] == f"{ORIGIN}/catalog.jsonld"
        if path != "/data/":
            first, last = (date.fromisoformat(one) for one in told["temporalCoverage"].split("/"))
            assert first < last
            assert told["variableMeasured"][0]["name"]
        for file in told["distribution"]:
            answer = public_client.get(file["contentUrl"].removeprefix(ORIGIN))
            assert answer.status_code == 200, file
            assert answer.headers["Content-Type"].startswith(file["encodingFormat"]), file

    def test_the_first_page_tells_how_to_search(
        self, content_world: databases.World, public_client: clients.SiteClient
    ) -> None:
        (told,) = told_in(public_client, "/")
        assert (told["@type"], told["url"]) == ("WebSite", f"{ORIGIN}/")
        template = told["potentialAction"]["target"]["urlTemplate"]
        assert template == f"{ORIGIN}/search/?q={{search_term_string}}"

    def test_a_release_is_an_article_by_its_publisher(
        self, content_world: databases.World, public_client: clients.SiteClient
    ) -> None:
        edition = Edition.objects.exclude(release__source_url="").first()
        told, *others = told_in(public_client, edition.release.get_absolute_url())
        assert (told["@type"], others) == ("NewsArticle", [])
        assert told["headline"] == edition.title
        assert told["author"]["name"] == told["publisher"]["name"] == edition.release.publisher.name
        assert told["isBasedOn"] == edition.release.source_url
        assert told["sdPublisher"]["correctionsPolicy"] == f"{ORIGIN}/corrections/"
        # A date of change comes from a correction and from nothing else.
        assert "dateModified" not in told

    def test_a_figure_is_an_observation(
        self, content_world: databases.World, public_client: clients.SiteClient
    ) -> None:
        (told,) = told_in(public_client, "/figures/b63hf4dmb7fn/")  # 2,780 kg of cocaine
        assert told["@type"] == "Observation"
        assert (told["value"], told["unitText"]) == (2780, "kilograms")
        assert told["url"] == f"{ORIGIN}/figures/b63hf4dmb7fn/"
        assert told["variableMeasured"]["@type"] == "StatisticalVariable"
        assert "2780kg of cocaine" in told["description"]
        vague = Observation.objects.exclude(qualifier="exact").first()
        (told,) = told_in(public_client, f"/figures/{vague.figure_id}/")
        assert told["measurementQualifier"] == vague.get_qualifier_display()

    def test_el_36_a_page_of_the_past_describes_the_past(
        self, content_world: databases.World, public_client: clients.SiteClient
    ) -> None:
        (told,) = told_in(public_client, "/metrics/drugs-seized-weight/?as_at=2024-06-01")
        assert told["url"] == f"{ORIGIN}/metrics/drugs-seized-weight/?as_at=2024-06-01"
        for file in told["distribution"]:
            assert file["contentUrl"].endswith("metric=drugs-seized-weight&as_at=2024-06-01")
