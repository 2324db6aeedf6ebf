"""A choice as a workbook or as JSON: the very rows of its CSV, with the types of their columns.

A workbook is put together in memory, so it holds no more figures than a file that is read whole;
whoever wants more is told so, and of the CSV, which has no limit.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from operations.charts.asked import refused_file
from operations.charts.file_views import imprint_of, open_data
from operations.explore.groups import Groups, words_of
from operations.explore.taking import file_path, whole_address
from operations.models import Observation
from operations.opendata.choice import FigureFilter
from operations.opendata.columns import DESCRIBED, Datatype
from operations.opendata.copying import copied
from operations.opendata.downloads import READ_WHOLE, day_of
from operations.opendata.rows import question
from operations.opendata.slots import busy, let_go_of_who_stops_reading, take_slot
from operations.renderers.columns import Row
from operations.renderers.exact import number
from operations.renderers.imprint import Imprint
from operations.renderers.opendocument import TYPE as ODS_TYPE
from operations.renderers.opendocument import ods_of
from operations.renderers.spreadsheet import HOW_TO_READ, Sheets, xlsx_of
from releases.filters import at_of

# More than these take a second or more to put together, so few are at a time.
LONG = 5_000
SECONDS = 10
VERSION = 1


@dataclass(frozen=True)
class Taken:
    """A choice with all its rows: ``words`` say what was chosen, ``address`` shows it."""

    words: str
    address: str
    rows: list[Row]
    imprint: Imprint
    at: datetime


Render = Callable[[Taken], bytes]


def _sheets(taken: Taken) -> Sheets:
    licences = sorted({row.licence for row in taken.rows})
    count = len(taken.rows)
    moments = [row.published_at for row in taken.rows if row.published_at is not None]
    lines = [
        f"Figures: {taken.words}",
        f"{count} figure{'' if count == 1 else 's'}, each with the words that state it and its "
        "release.",
        f"From: {taken.imprint.site}",
        f"Address: {taken.address}",
        taken.imprint.as_at and f"Figures {taken.imprint.as_at}",
        f"Licence: {'; '.join(licences)}" if licences else "",
        *HOW_TO_READ,
    ]
    return Sheets(
        cover=[line for line in lines if line],
        rows=taken.rows,
        comments=taken.address,
        author=taken.imprint.site,
        made=max(moments).date() if moments else None,
    )


def _json(taken: Taken) -> bytes:
    moment = taken.imprint.moment
    document = {
        "version": VERSION,
        "title": taken.words,
        "address": taken.address,
        "as_at": moment.isoformat(timespec="seconds") if moment else None,
        "site": {"name": taken.imprint.site, "address": f"{taken.imprint.origin}/"},
        "count": len(taken.rows),
        "figures": [_object(row) for row in taken.rows],
    }
    return (json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()


def _object(row: Row) -> dict[str, Any]:
    return {field.name: _plain(getattr(row, field.name)) for field in fields(row)}


def _plain(cell: Any) -> Any:
    match cell:
        case "":
            return None
        case Decimal():
            return number(cell)
        case datetime():
            return cell.isoformat(timespec="seconds")
        case date():
            return cell.isoformat()
    return cell


@dataclass(frozen=True)
class Kind:
    content_type: str
    render: Render
    is_saved: bool = True


KINDS = {
    "xlsx": Kind(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda taken: xlsx_of(_sheets(taken)),
    ),
    "ods": Kind(ODS_TYPE, lambda taken: ods_of(_sheets(taken))),
    "json": Kind("application/json", _json, is_saved=False),
}


@open_data
def explore_file(request: HttpRequest, ending: str) -> HttpResponse:
    """The choice as one of ``KINDS``; 400 with a sentence where it is wrong or too long."""
    choice = FigureFilter(request.GET, request=request)
    if not choice.form.is_valid():
        errors = [str(one) for each in choice.form.errors.values() for one in each]
        return refused_file("\n".join(errors))
    groups = Groups(choice, at_of(request))
    if groups.counted.total > READ_WHOLE:
        return refused_file(_too_long(request, groups))
    if groups.counted.total > LONG and not take_slot():
        return busy()
    kind = KINDS[ending]
    let_go_of_who_stops_reading(request)
    figures = choice.filter_queryset(Observation.objects.public(groups.at))
    query = groups.address.choice_query
    taken = Taken(
        words=words_of(groups.tags),
        address=whole_address(request, reverse("explore"), query),
        rows=rows_of(figures, groups.at, imprint_of(request)),
        imprint=imprint_of(request),
        at=groups.at,
    )
    response = HttpResponse(kind.render(taken), content_type=kind.content_type)
    shown = "attachment" if kind.is_saved else "inline"
    name = f"figures_{day_of(groups.at)}.{ending}"
    response.headers["Content-Disposition"] = f'{shown}; filename="{name}"'
    response.headers["Link"] = f'<{taken.address}>; rel="canonical"'
    return response


def _too_long(request: HttpRequest, groups: Groups) -> str:
    csv_file = whole_address(request, file_path("csv"), groups.address.choice_query)
    return (
        f"This choice has {groups.counted.total:,} figures, and such a file holds up to "
        f"{READ_WHOLE:,}. Choose fewer, or take the CSV, which has no limit: {csv_file}"
    )


def rows_of(figures: QuerySet[Any], at: datetime, imprint: Imprint) -> list[Row]:
    """The figures (of those public at ``at``) as rows of data, in the order of their CSV."""
    asked = question(figures, at, imprint, for_spreadsheets=False)
    text = b"".join(copied(asked, SECONDS)).decode()
    lines = csv.reader(io.StringIO(text, newline=""))
    next(lines)
    return [Row(**dict(_typed(line))) for line in lines]


_READ: dict[Datatype, Callable[[str], Any]] = {
    Datatype.NUMBER: Decimal,
    Datatype.WHOLE: int,
    Datatype.DATE: date.fromisoformat,
    Datatype.MOMENT: datetime.fromisoformat,
}


def _typed(line: Iterable[str]) -> Iterable[tuple[str, Any]]:
    for column, text in zip(DESCRIBED, line, strict=True):
        if column.datatype.is_text:
            yield column.name, text
        elif text:
            yield column.name, _READ[column.datatype](text)
