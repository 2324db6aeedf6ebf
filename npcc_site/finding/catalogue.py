"""The catalogue of what can be downloaded, as DCAT 3 in JSON-LD."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse

from operations import catalogued
from operations.datasets import Dataset, File
from operations.opendata.packages import Whose
from operations.renderers.imprint import LICENCE_NOT_STATED, Imprint

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
AUTHORITY = "http://publications.europa.eu/resource/authority/"
ENGLISH = {"@id": f"{AUTHORITY}language/ENG"}
IRREGULAR = {"@id": f"{AUTHORITY}frequency/IRREG"}
UNITED_KINGDOM = {"@id": f"{AUTHORITY}country/GBR"}
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
OF_ITS_PUBLISHER = (
    "Each figure is under the licence of the body that published it, which is in its row."
)
# The interface for programs, and what describes it.
API, OPENAPI = "api/v1/", "api/v1/openapi.json"


def catalogue(at: datetime, imprint: Imprint) -> dict[str, Any]:
    """The catalogue of all figures and of those of each metric, as it stands ``at``."""
    whole = catalogued.everything(at)
    parts = catalogued.of_every_metric(at)
    spans = [one for part in parts for one in (part.issued, part.modified) if one]
    site = _agent(imprint.site, f"{imprint.origin}/")
    everything = _dataset(whole, imprint, site) | {
        **_moments(min(spans, default=None), max(spans, default=None)),
        **_temporal(
            min((part.first for part in parts if part.first), default=None),
            max((part.last for part in parts if part.last), default=None),
        ),
        "dcterms:license": [_licence(one) for one in _each_licence(whole.publishers)],
        "dcterms:creator": [_agent(one.name, one.address) for one in whole.publishers],
        "dcterms:hasPart": [{"@id": _name(part, imprint)} for part in parts],
    }
    return {
        "@context": CONTEXT,
        "@id": imprint.whole(reverse("catalogue")),
        "@type": "dcat:Catalog",
        "dcterms:title": imprint.site,
        "dcterms:description": whole.description,
        "dcterms:language": ENGLISH,
        "dcterms:publisher": site,
        "foaf:homepage": {"@id": f"{imprint.origin}/"},
        "dcat:dataset": [everything, *(_part(part, whole, imprint, site) for part in parts)],
        "dcat:service": _service(whole, imprint, site),
    }


def _part(part: Dataset, whole: Dataset, imprint: Imprint, site: dict[str, Any]) -> dict[str, Any]:
    return _dataset(part, imprint, site) | {
        **_moments(part.issued, part.modified),
        **_temporal(part.first, part.last),
        "dcterms:rights": {"@type": "dcterms:RightsStatement", "skos:prefLabel": OF_ITS_PUBLISHER},
        "dcterms:isPartOf": {"@id": _name(whole, imprint)},
    }


def _dataset(dataset: Dataset, imprint: Imprint, site: dict[str, Any]) -> dict[str, Any]:
    page = imprint.whole(dataset.path)
    return {
        "@id": _name(dataset, imprint),
        "@type": "dcat:Dataset",
        "dcterms:title": dataset.name,
        "dcterms:description": dataset.description,
        "dcterms:identifier": page,
        "dcterms:publisher": site,
        "dcterms:language": ENGLISH,
        "dcterms:accrualPeriodicity": IRREGULAR,
        "dcterms:spatial": UNITED_KINGDOM,
        "dcat:landingPage": {"@id": page},
        "dcat:distribution": [_distribution(file, imprint) for file in dataset.files],
    }


def _name(dataset: Dataset, imprint: Imprint) -> str:
    """What the figures are called, apart from the page that shows them."""
    return f"{imprint.whole(dataset.path)}#figures"


def _distribution(file: File, imprint: Imprint) -> dict[str, Any]:
    address = {"@id": imprint.whole(file.path)}
    return {
        "@type": "dcat:Distribution",
        "dcterms:title": file.name,
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dcat:mediaType": {"@id": f"{MEDIA_TYPES}{file.media_type}"},
    }


def _service(whole: Dataset, imprint: Imprint, site: dict[str, Any]) -> dict[str, Any]:
    return {
        "@id": imprint.whole(API),
        "@type": "dcat:DataService",
        "dcterms:title": f"{imprint.site}: interface for programs",
        "dcterms:publisher": site,
        "dcat:endpointURL": {"@id": imprint.whole(API)},
        "dcat:endpointDescription": {"@id": imprint.whole(OPENAPI)},
        "dcat:servesDataset": {"@id": _name(whole, imprint)},
    }


def _agent(name: str, address: str) -> dict[str, Any]:
    told: dict[str, Any] = {"@type": "foaf:Organization", "foaf:name": name}
    return told | ({"foaf:homepage": {"@id": address}} if address else {})


def _each_licence(publishers: Any) -> list[Whose]:
    """The publishers with a licence of their own, each licence once."""
    found = {one.licence_address or one.licence: one for one in publishers}
    return [found[key] for key in sorted(found)]


def _licence(whose: Whose) -> dict[str, Any]:
    if whose.licence_address:
        return {"@id": whose.licence_address, "dcterms:title": whose.licence}
    return {
        "@type": "dcterms:LicenseDocument",
        "dcterms:title": whose.licence or LICENCE_NOT_STATED,
    }


def _moments(issued: datetime | None, modified: datetime | None) -> dict[str, Any]:
    told = {"dcterms:issued": issued, "dcterms:modified": modified}
    return {
        name: {"@type": "xsd:dateTime", "@value": at.isoformat()} for name, at in told.items() if at
    }


def _temporal(first: date | None, last: date | None) -> dict[str, Any]:
    days = {"dcat:startDate": first, "dcat:endDate": last}
    told = {
        name: {"@type": "xsd:date", "@value": day.isoformat()} for name, day in days.items() if day
    }
    return {"dcterms:temporal": {"@type": "dcterms:PeriodOfTime", **told}} if told else {}
