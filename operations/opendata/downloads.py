"""A download: which figures, in which form, under which name, and how it is sent.

A choice of some thousands of figures is an answer like any other: read whole, so that its reader
holds no transaction and a cache can compare it. Anything longer is streamed within the request's
snapshot, in one of few slots.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from operations.charts.file_views import imprint_of
from operations.opendata.copying import copied, in_pieces, with_line_ends
from operations.opendata.parquet import as_parquet
from operations.opendata.rows import question
from operations.opendata.slots import busy, let_go_of_who_stops_reading, take_slot
from operations.renderers.csvfile import MARK
from releases.filters import at_of
from releases.reading.embargoes import LONDON

# Rows that are read at once: about 10 MB, and within the time that any page has.
READ_WHOLE = 20_000
SECONDS_FOR_WHOLE = 2

Lines = Iterable[bytes]


@dataclass(frozen=True)
class Form:
    """A form of file: its type, whether a spreadsheet may open it, and what makes its bytes."""

    content_type: str
    for_spreadsheets: bool
    render: Callable[[Lines, Mapping[str, Any]], Iterator[bytes]]


def _as_copied(lines: Lines, about: Mapping[str, Any]) -> Iterator[bytes]:
    return in_pieces(lines)


def _for_excel(lines: Lines, about: Mapping[str, Any]) -> Iterator[bytes]:
    yield MARK
    yield from in_pieces(with_line_ends(lines))


def _without_mark(lines: Lines, about: Mapping[str, Any]) -> Iterator[bytes]:
    return in_pieces(with_line_ends(lines))


_CSV = "text/csv; charset=utf-8; header=present"
PLAIN_CSV = Form(_CSV, True, _as_copied)
EXCEL_CSV = Form(_CSV, True, _for_excel)
CSV_WITHOUT_MARK = Form(_CSV, True, _without_mark)
PARQUET = Form("application/vnd.apache.parquet", False, as_parquet)


@dataclass(frozen=True)
class Download:
    """Figures (of those public at the request's instant) as a file called ``name``.

    ``about`` is what a form that has a place for it says of itself.
    """

    figures: QuerySet[Any]
    form: Form
    name: str
    about: Mapping[str, Any]
    is_long: bool

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """The file; for HEAD its headers, and none of the work."""
        if not self.is_long:
            let_go_of_who_stops_reading(request)
            body = b"".join(self._bytes(request, SECONDS_FOR_WHOLE))
            return self._named(request, HttpResponse(body, content_type=self.form.content_type))
        if request.method == "HEAD":
            return self._named(request, self._streamed(iter(())))
        if not take_slot():
            return busy()
        let_go_of_who_stops_reading(request)
        return self._named(request, self._streamed(self._bytes(request, settings.DOWNLOAD_LONGEST)))

    def _streamed(self, pieces: Iterator[bytes]) -> StreamingHttpResponse:
        return StreamingHttpResponse(pieces, content_type=self.form.content_type)

    def _bytes(self, request: HttpRequest, seconds: int) -> Iterator[bytes]:
        asked = question(
            self.figures,
            at_of(request),
            imprint_of(request),
            for_spreadsheets=self.form.for_spreadsheets,
        )
        return self.form.render(copied(asked, seconds), self.about)

    def _named(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        ending = "parquet" if self.form is PARQUET else "csv"
        day = day_of(at_of(request))
        response.headers["Content-Disposition"] = (
            f'attachment; filename="{self.name}_{day}.{ending}"'
        )
        return response


def day_of(moment: datetime) -> str:
    """The London day, as a file is called after it."""
    return moment.astimezone(LONDON).date().isoformat()


def is_long(figures: QuerySet[Any]) -> bool:
    """Whether there are more than ``READ_WHOLE``, without counting any further."""
    some = figures.order_by().values("pk")[: READ_WHOLE + 1]
    return some.count() > READ_WHOLE
