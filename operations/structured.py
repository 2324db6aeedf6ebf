"""What search engines read of a page (schema.org): nothing but what the page itself tells."""

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from operations.datasets import Dataset
from operations.models import Observation
from operations.opendata.packages import Whose
from operations.periods import PeriodKind
from operations.renderers.imprint import Imprint
from operations.versions import EditionVersion
from releases.models import Edition
from releases.quantities import Qualifier

CONTEXT = "https://schema.org"

# Lengths of periods in the spelling of ISO 8601; others are counted in days.
_LENGTHS = {
    PeriodKind.DAY: "P1D",
    PeriodKind.WEEK: "P1W",
    PeriodKind.MONTH: "P1M",
    PeriodKind.QUARTER: "P3M",
    PeriodKind.YEAR: "P1Y",
    PeriodKind.FINANCIAL_YEAR: "P1Y",
    PeriodKind.ROLLING_YEAR: "P1Y",
}

# What could end the element, or begin another, inside a script.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def article_of(edition: Edition, versions: Sequence[EditionVersion]) -> dict[str, Any]:
    """A release as a NewsArticle. ``versions`` holds its editions by now, the newest first.

    ``dateModified`` comes from a correction or revision and from nothing else.
    """
    release = edition.release
    changes = [version for version in versions if version.number > 1]
    told: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "NewsArticle",
        "headline": edition.title,
        "url": settings.SITE_ORIGIN + release.get_absolute_url(),
        "version": edition.number,
        "author": {"@type": "Organization", "name": release.publisher.name},
        "publisher": {"@type": "Organization", "name": release.publisher.name},
        "sdPublisher": {
            "@type": "Organization",
            "name": settings.SITE_NAME,
            "correctionsPolicy": settings.SITE_ORIGIN + reverse("publicchange_list"),
        },
    }
    if edition.issued_day:
        told["datePublished"] = edition.issued_day.isoformat()
    if changes:
        told["dateModified"] = changes[0].since.isoformat()
        told["correction"] = [
            {
                "@type": "CorrectionComment",
                "text": change.change_note,
                "datePublished": change.since.isoformat(),
            }
            for change in changes
        ]
    if release.source_url:
        told["isBasedOn"] = release.source_url
    return told


def site_of(imprint: Imprint) -> dict[str, Any]:
    """The site, and how it is searched."""
    search = f"{imprint.whole(reverse('search'))}?q={{search_term_string}}"
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": imprint.site,
        "url": f"{imprint.origin}/",
        "inLanguage": "en-GB",
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }


def observation_of(figure: Observation, imprint: Imprint) -> dict[str, Any]:
    """A figure as an Observation: of whom, what, how much, for which period, how exact."""
    metric, value = figure.metric, figure.value
    told: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Observation",
        "url": imprint.whole(figure.get_absolute_url()),
        "identifier": figure.figure_id,
        "variableMeasured": {
            "@type": "StatisticalVariable",
            "name": metric.name,
            "description": metric.definition,
            "url": imprint.whole(metric.get_absolute_url()),
        },
        "value": int(value) if value == value.to_integral_value() else float(value),
        "unitText": metric.counted or metric.get_unit_display(),
        "isBasedOn": imprint.whole(figure.release.get_absolute_url()),
    }
    if figure.organisation:
        told["observationAbout"] = {"@type": "Organization", "name": figure.organisation.name}
    elif figure.area:
        told["observationAbout"] = {"@type": "Place", "name": figure.area_name}
    if figure.qualifier != Qualifier.EXACT:
        told["measurementQualifier"] = figure.get_qualifier_display()
    if day := figure.period_end or figure.period_start:
        told["observationDate"] = day.isoformat()
    if length := _length(figure):
        told["observationPeriod"] = length
    if figure.words:
        told["description"] = figure.words
    return told


def _length(figure: Observation) -> str:
    """How long its period is; empty where both of its ends are not recorded."""
    if named := _LENGTHS.get(PeriodKind(figure.period_kind)):
        return named
    if figure.period_start is None or figure.period_end is None:
        return ""
    return f"P{(figure.period_end - figure.period_start).days + 1}D"


def dataset_of(dataset: Dataset, imprint: Imprint) -> dict[str, Any]:
    """A set of figures as a Dataset, with the files that it can be had as."""
    page = imprint.whole(dataset.path)
    told: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": dataset.name,
        "description": dataset.description,
        "url": page,
        "identifier": page,
        "isAccessibleForFree": True,
        "creator": [_body(one) for one in dataset.publishers],
        "license": _licences(dataset.publishers),
        "variableMeasured": [
            {"@type": "PropertyValue", "name": one.name}
            | ({"unitText": one.unit} if one.unit else {})
            for one in dataset.variables
        ],
        "temporalCoverage": _span(dataset),
        "spatialCoverage": [{"@type": "Place", "name": name} for name in dataset.places],
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": imprint.site,
            "url": imprint.whole(reverse("catalogue")),
        },
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.name,
                "contentUrl": imprint.whole(file.path),
                "encodingFormat": file.media_type,
            }
            for file in dataset.files
        ],
    }
    return {name: value for name, value in told.items() if value}


def _body(publisher: Whose) -> dict[str, str]:
    told = {"@type": "Organization", "name": publisher.name}
    return told | ({"url": publisher.address} if publisher.address else {})


def _licences(publishers: Sequence[Whose]) -> list[Any]:
    """Each licence once: its address, or what it is called where it has none."""
    found: list[Any] = []
    for one in publishers:
        licence: Any = one.licence_address
        if not licence and one.licence:
            licence = {"@type": "CreativeWork", "name": one.licence}
        if licence and licence not in found:
            found.append(licence)
    return found


def _span(dataset: Dataset) -> str:
    """The days that it is about, as ISO 8601 writes a stretch; open where one is not known."""
    if dataset.first is None and dataset.last is None:
        return ""
    first, last = (one.isoformat() if one else ".." for one in (dataset.first, dataset.last))
    return f"{first}/{last}"


def as_script(told: dict[str, Any]) -> SafeString:
    """The element that carries it; a block of data, which no policy of the page has to allow."""
    text = json.dumps(told, ensure_ascii=False).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308
