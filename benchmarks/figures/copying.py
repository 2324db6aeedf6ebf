"""What COPY of the same rows takes, as the public login: the limit of a download.

The query is a plain one, written here: it is no slower for anything that a view's has to do beside.
"""

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

from psycopg import Cursor

from benchmarks.figures.client import Timed
from benchmarks.figures.kept import BenchPlace

CELLS = """
SELECT o.figure_id, m.slug, m.name, c.name, trim_scale(o.value) AS value, o.qualifier, m.unit,
       o.period_start, o.period_end, o.period_kind, g.ons_code, coalesce(g.name, o.area) AS area,
       g.slug AS force, CASE WHEN o.is_partial THEN 'partial' END, nullif(o.coverage, ''),
       nullif(o.status, ''), CASE o.status WHEN 'estimated' THEN '[e]' WHEN 'provisional' THEN '[p]'
       WHEN 'revised' THEN '[r]' END, nullif(o.note, ''), e.words, d.title,
       %(origin)s || '/releases/' || r.slug || '/', o.published_from, d.number, NULL::timestamptz,
       %(origin)s || '/figures/' || o.figure_id || '/', 'Licence not stated'
  FROM operations_observation o
  JOIN operations_metric m ON m.id = o.metric_id
  JOIN releases_edition d ON d.release_id = o.release_id
  JOIN releases_release r ON r.id = o.release_id
  LEFT JOIN operations_category c ON c.id = o.category_id
  LEFT JOIN operations_organisation g ON g.id = o.organisation_id
  LEFT JOIN operations_evidence e ON e.observation_id = o.id
"""


def timed(place: BenchPlace, paths: list[str]) -> Timed:
    """COPY what each of those addresses of ours asks for, and read all of it."""
    result = Timed()
    with place.connect("public") as connection:
        connection.execute("SET statement_timeout = 0")
        for path in paths:
            metric = parse_qs(urlsplit(path).query).get("metric", [""])[0]
            began = time.perf_counter()
            with connection.cursor() as cursor:
                result.bytes_read += sum(map(len, _rows(cursor, metric, place.origin("public"))))
            result.each.append((time.perf_counter() - began) * 1_000)
    result.whole = sum(result.each)
    return result


def _rows(cursor: Cursor[Any], metric: str, origin: str) -> Iterator[bytes]:
    asked = f"{CELLS} {'WHERE m.slug = %(metric)s' if metric else ''}"
    with cursor.copy(
        f"COPY ({asked}) TO STDOUT (FORMAT csv, HEADER)", {"origin": origin, "metric": metric}
    ) as copy:
        yield from map(bytes, copy)
