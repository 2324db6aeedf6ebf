"""What a file of figures is, for programs: a data package, and a table's metadata for the Web.

Frictionless Data Package (v1, which its v2 readers take) and CSVW. Both say the same of the same
columns, for whoever reads them by a program: types, which cells may be empty, licences, sources,
and the instant of the state that the file has.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from operations.opendata.columns import DESCRIBED, Column, Datatype
from operations.renderers.imprint import LICENCE_NOT_STATED, Imprint
from releases.reading.embargoes import LONDON

TITLE = "Figures stated by UK policing"
DESCRIPTION = (
    "Every figure that the releases on this site state, one row for each, with its unit, period, "
    "hedge, source words and release."
)
_FRICTIONLESS: dict[Datatype, dict[str, str]] = {
    Datatype.TEXT: {"type": "string"},
    Datatype.ADDRESS: {"type": "string", "format": "uri"},
    Datatype.NUMBER: {"type": "number"},
    Datatype.WHOLE: {"type": "integer"},
    Datatype.DATE: {"type": "date"},
    Datatype.MOMENT: {"type": "datetime", "format": "%Y-%m-%dT%H:%M:%S%z"},
}
_CSVW: dict[Datatype, str] = {
    Datatype.TEXT: "string",
    Datatype.ADDRESS: "anyURI",
    Datatype.NUMBER: "decimal",
    Datatype.WHOLE: "integer",
    Datatype.DATE: "date",
    Datatype.MOMENT: "dateTimeStamp",
}


@dataclass(frozen=True)
class Whose:
    """A publisher of figures: its name, where it is found, and the licence of its figures."""

    name: str
    address: str = ""
    licence: str = ""
    licence_address: str = ""


@dataclass(frozen=True)
class About:
    """What is said of a file: from which site, as it stood ``at``, whose figures it has.

    ``changed`` is when anything public last changed, None where there is nothing. ``page`` is the
    whole address of where the file is described or chosen. The retrieval is dated by its day, so
    that the same figures have the same bytes; an answer’s Date header has the second.
    """

    imprint: Imprint
    at: datetime
    changed: datetime | None
    page: str
    publishers: Sequence[Whose]
    title: str = TITLE

    @property
    def retrieved(self) -> str:
        return self.at.astimezone(LONDON).date().isoformat()

    @property
    def state(self) -> str:
        """The moment since when the figures are what they are; of a past state, that moment."""
        moment = self.imprint.moment or self.changed or self.at
        return moment.astimezone(LONDON).isoformat(timespec="seconds")


def in_a_file(about: About) -> dict[str, Any]:
    """What a file says of itself where its format has a place for it."""
    return {
        "title": about.title,
        "site": about.imprint.site,
        "address": about.page,
        "retrieved": about.retrieved,
        "state": about.state,
        "as_at": about.imprint.as_at,
        "sources": [{"name": one.name, "address": one.address} for one in about.publishers],
        "licences": [_licence_words(one) for one in about.publishers],
        "editions": "The column “version” has the edition of each figure’s release.",
    }


def _licence_words(whose: Whose) -> str:
    return f"{whose.name}: {whose.licence or LICENCE_NOT_STATED}"


def data_package(about: About) -> dict[str, Any]:
    """The description of ``/data/figures.csv``, to be kept beside it."""
    licences = _licences(about)
    package: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "profile": "tabular-data-package",
        "name": "uk-policing-figures",
        "id": about.page,
        "title": about.title,
        "description": DESCRIPTION,
        "homepage": about.page,
        "created": about.state,
        "version": about.state,
        "retrieved": about.retrieved,
        "contributors": [{"title": about.imprint.site, "path": f"{about.imprint.origin}/"}],
        "sources": [_source(one) for one in about.publishers],
        "resources": [_resource(about)],
    }
    return package | ({"licenses": licences} if licences else {})


def _source(whose: Whose) -> dict[str, str]:
    return {"title": whose.name} | ({"path": whose.address} if whose.address else {})


def _licences(about: About) -> list[dict[str, str]]:
    """Each licence once; a publisher without one is not in the list, and the rows say so."""
    found: dict[str, dict[str, str]] = {}
    for one in about.publishers:
        if one.licence_address:
            found.setdefault(one.licence, {"title": one.licence, "path": one.licence_address})
    return list(found.values())


def _resource(about: About) -> dict[str, Any]:
    # Beside the package, so that both may be kept in a folder; a past state has its own address.
    past = about.imprint.past
    return {
        "profile": "tabular-data-resource",
        "name": "figures",
        "title": about.title,
        "path": about.imprint.whole("/data/figures.csv") if past else "figures.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\n", "delimiter": ",", "header": True},
        "schema": {
            "fields": [_field(column) for column in DESCRIBED],
            "primaryKey": ["figure_id"],
            "missingValues": [""],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    rules: dict[str, Any] = {}
    if column.required:
        rules["required"] = True
    if column.name == "figure_id":
        rules["unique"] = True
    if column.choices:
        rules["enum"] = list(column.choices)
    if column.pattern:
        rules["pattern"] = column.pattern
    return {
        "name": column.name,
        "title": column.label,
        "description": column.description,
        **_FRICTIONLESS[column.datatype],
        **({"constraints": rules} if rules else {}),
    }


def table_metadata(about: About, url: str) -> dict[str, Any]:
    """CSVW for the CSV at ``url``, which may be relative to the metadata's own address."""
    metadata: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": url,
        "dc:title": about.title,
        "dc:description": DESCRIPTION,
        "dc:publisher": about.imprint.site,
        "dc:source": [one.address or one.name for one in about.publishers],
        "dc:license": sorted({one.licence or LICENCE_NOT_STATED for one in about.publishers}),
        "dc:modified": {"@value": about.state, "@type": "xsd:dateTime"},
        "dc:date": {"@value": about.retrieved, "@type": "xsd:date"},
        "dcat:landingPage": about.page,
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n", "\n"]},
        "tableSchema": {
            "columns": [_csvw_column(column) for column in DESCRIBED],
            "primaryKey": "figure_id",
        },
    }
    return metadata


def _csvw_column(column: Column) -> dict[str, Any]:
    datatype: Any = _CSVW[column.datatype]
    if column.pattern:
        datatype = {"base": datatype, "format": column.pattern}
    return {
        "name": column.name,
        "titles": [column.name],
        "dc:description": column.description,
        "datatype": datatype,
        "required": column.required,
        "null": [""],
    }
