"""Figures as files: one meaning in every format, read by those who would read them."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas
import pyarrow.parquet as arrow_parquet
import pytest
from csvw import CSVW
from django.conf import settings
from django.http import QueryDict
from django.utils import timezone
from frictionless import Package

from operations.charts import charts_data
from operations.models import Chart, Observation
from operations.opendata.choice import FigureFilter
from operations.opendata.columns import DESCRIBED
from operations.renderers.columns import COLUMNS
from operations.renderers.csvfile import without_mark
from operations.renderers.imprint import Imprint
from releases.published import database_now
from releases.reading.embargoes import LONDON
from tests.harness.clients import SiteClient
from tests.harness.databases import World

CSV = "text/csv; charset=utf-8; header=present"
PARQUET = "application/vnd.apache.parquet"
Row = dict[str, str]


def read(text: bytes) -> list[Row]:
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")))


def body(client: SiteClient, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, (address, response.content[:500])
    return response.getvalue()


def by_id(rows: list[Row]) -> dict[str, Row]:
    return {row["figure_id"]: row for row in rows}


def test_each_row_is_the_one_that_a_chart_of_the_figure_has(
    content_world: World, public_client: SiteClient
) -> None:
    """Cell for cell, but for what only a chart can say: that a figure breaks its series."""
    everything = by_id(read(body(public_client, "/data/figures.csv")))
    met, broken, changed = set(), 0, 0
    imprint = Imprint(settings.SITE_NAME, settings.SITE_ORIGIN)
    now = database_now()
    for chart in charts_data(Chart.objects.for_page(now), now):
        for charted in read(without_mark(chart, imprint)):
            if not charted["figure_id"]:
                continue
            met.add(charted["figure_id"])
            row = everything[charted["figure_id"]]
            if "[b]" in charted["shorthand"]:
                broken += 1
                charted = without_break(charted, row["note"])
            changed += bool(row["corrected_at"])
            assert charted == row, chart.slug
    assert len(met) > 50
    assert broken
    assert changed


def without_break(charted: Row, note: str) -> Row:
    """The row without its chart's words on the break, which stand before the figure's own note."""
    hand, words = re.fullmatch(r"(Second-hand report\.|) ?(.*)", note).groups()
    pattern = rf"{re.escape(hand)} ?Not comparable with the figure before: .*? ?{re.escape(words)}"
    assert re.fullmatch(pattern, charted["note"]), (charted["note"], note)
    shorthand = charted["shorthand"].removeprefix("[b]").strip()
    return charted | {"note": note, "shorthand": shorthand}


def test_every_format_has_the_same_figures(content_world: World, public_client: SiteClient) -> None:
    """COPY's own file, the spreadsheet's, a choice's and Parquet: all figures, in one order."""
    plain = body(public_client, "/data/figures.csv")
    excel = body(public_client, "/explore.csv")
    bare = body(public_client, "/explore.csv?bom=0")
    assert b"\r" not in plain
    assert excel == b"\xef\xbb\xbf" + bare
    assert bare == plain.replace(b"\n", b"\r\n")
    rows = read(plain)
    assert tuple(rows[0]) == COLUMNS
    ids = list(Observation.objects.public(database_now()).values_list("figure_id", flat=True))
    assert sorted(row["figure_id"] for row in rows) == sorted(ids)
    order = [(row["metric"], row["period_end"] or "~", row["figure_id"]) for row in rows]
    assert order == sorted(order)
    for address in ("/data/figures.parquet", "/explore.parquet"):
        table = arrow_parquet.read_table(io.BytesIO(body(public_client, address)))
        assert as_words(table.to_pylist()) == rows
        about = json.loads(table.schema.metadata[b"npcc_site"])
        assert about["retrieved"]
        assert about["sources"]
        assert {field.name for field in table.schema if not field.nullable} == {
            one.name for one in DESCRIBED if one.required
        }


def as_words(rows: list[dict[str, Any]]) -> list[Row]:
    """Parquet's typed cells as the CSV writes them (no text of the content is a formula)."""

    def words(name: str, cell: Any) -> str:
        if cell is None:
            return ""
        if name in ("published_at", "corrected_at"):
            return cell.astimezone(LONDON).isoformat(timespec="seconds")
        return f"{cell:.15g}" if isinstance(cell, float) else str(cell)

    return [{name: words(name, cell) for name, cell in row.items()} for row in rows]


def test_pandas_reads_csv_and_parquet_alike(
    content_world: World, public_client: SiteClient
) -> None:
    from_csv = pandas.read_csv(io.BytesIO(body(public_client, "/data/figures.csv")))
    excel = pandas.read_csv(io.BytesIO(body(public_client, "/explore.csv")))
    typed = pandas.read_parquet(io.BytesIO(body(public_client, "/data/figures.parquet")))
    pandas.testing.assert_frame_equal(from_csv, excel)
    assert list(typed.columns) == list(from_csv.columns)
    assert (typed["value"] == from_csv["value"]).all()
    assert typed["value"].dtype == "float64"
    moments = pandas.to_datetime(from_csv["published_at"], utc=True)
    assert (typed["published_at"] == moments).all()
    assert typed["figure_id"].tolist() == from_csv["figure_id"].tolist()


def test_a_data_package_kept_beside_its_file_is_valid(
    content_world: World, public_client: SiteClient, tmp_path: Path
) -> None:
    for name in ("datapackage.json", "figures.csv"):
        (tmp_path / name).write_bytes(body(public_client, f"/data/{name}"))
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])[:5]
    (task,) = report.tasks
    assert task.stats["rows"] == Observation.objects.public(database_now()).count()
    # And it would say so of another file.
    spoilt = (tmp_path / "figures.csv").read_text().replace(",exact,", ",exactly,", 1)
    (tmp_path / "figures.csv").write_text(spoilt)
    assert not Package(str(tmp_path / "datapackage.json")).validate().valid


@pytest.mark.parametrize("name", ["data/figures.csv", "explore.csv"])
def test_a_reader_of_csvw_finds_the_metadata_and_reads_by_it(
    content_world: World, public_client: SiteClient, tmp_path: Path, name: str
) -> None:
    answer = public_client.get(f"/{name}?bom=0")
    content = answer.getvalue()
    link = re.fullmatch(r'<(.*?)>; rel="describedby"; type="(.*?)"', answer.headers["Link"])
    metadata = public_client.get(f"/{Path(name).parent}/{link[1]}".replace("/./", "/"))
    assert metadata.headers["Content-Type"] == link[2] == "application/csvm+json"
    described = json.loads(metadata.content)
    described["url"] = described["url"].partition("?")[0]  # files on a disk have no query
    (tmp_path / described["url"]).write_bytes(content)
    place = tmp_path / f"{described['url']}-metadata.json"
    place.write_text(json.dumps(described))
    read_by_it = CSVW(str(place), validate=True)
    assert read_by_it.is_valid
    (table,) = read_by_it.tables
    typed = list(table.iterdicts())
    plain = read(content)
    assert [str(row["figure_id"]) for row in typed] == [row["figure_id"] for row in plain]
    assert [f"{row['value']:f}" for row in typed] == [row["value"] for row in plain]


@pytest.mark.parametrize(
    "query",
    ["", "metric=drugs-seized-weight", "since=2022&until=2023", "qualifier=about&qualifier=exact",
     "topic=protest", "release=hate-crime-2021-22-upday", "area=england&metric=protest-arrests"],
)  # fmt: skip
def test_a_choice_is_the_very_rows_of_the_whole_that_match(
    content_world: World, public_client: SiteClient, query: str
) -> None:
    whole = read(body(public_client, "/data/figures.csv"))
    chosen = read(body(public_client, f"/explore.csv?{query}"))
    choice = FigureFilter(QueryDict(query), request=SimpleNamespace(at=database_now()))
    assert choice.form.is_valid()
    rows = choice.filter_queryset(Observation.objects.public(database_now()))
    ids = set(rows.values_list("figure_id", flat=True))
    assert chosen == [row for row in whole if row["figure_id"] in ids]


def test_a_wrong_filter_is_refused_in_words(
    content_world: World, public_client: SiteClient
) -> None:
    for ending in ("csv", "parquet", "csv-metadata.json"):
        answer = public_client.get(f"/explore.{ending}?metric=never-existed")
        assert answer.status_code == 400
        assert "“Metric” has no choice “never-existed”" in answer.content.decode()
    assert public_client.get("/explore.csv?bom=2").status_code == 400
    assert public_client.get("/explore.csv?bom=0&bom=1").status_code == 400


def test_files_are_named_dated_open_to_all_and_described(
    content_world: World, public_client: SiteClient
) -> None:
    today = timezone.localdate().isoformat()
    for address, name in {
        "/data/figures.csv": f"figures_{today}.csv",
        "/data/figures.parquet": f"figures_{today}.parquet",
        "/explore.csv?metric=drugs-seized-weight": f"drugs-seized-weight_{today}.csv",
        "/explore.parquet?since=2022": f"chosen-figures_{today}.parquet",
        "/data/figures.csv?as_at=2023-12-01": "figures_2023-12-01_as-at_2023-12-01.csv",
    }.items():
        answer = public_client.get(address)
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Content-Type"] == (CSV if name.endswith("csv") else PARQUET)


def test_head_has_the_headers_and_runs_nothing(
    content_world: World, public_client: SiteClient, count_queries: Callable[[], Any]
) -> None:
    for address in ("/data/figures.csv", "/data/figures.parquet"):
        whole = public_client.get(address)
        with count_queries() as queries:
            head = public_client.head(address)
        assert head.getvalue() == b""
        assert dict(head.headers) == dict(whole.headers)
        assert not [one for one in queries if "observation" in one["sql"]]


def test_a_past_state_has_the_figures_of_its_day(
    content_world: World, public_client: SiteClient
) -> None:
    now = by_id(read(body(public_client, "/data/figures.csv")))
    then = by_id(read(body(public_client, "/data/figures.csv?as_at=2023-10-31")))
    assert 0 < len(then) < len(now)
    assert set(then) < set(now)
    changed = [one for one in then if then[one]["value"] != now[one]["value"]]
    assert changed, "the content has a figure that was corrected later"
    for one in changed:
        assert then[one]["value"] in now[one]["note"].replace(",", "")
        assert then[one]["figure_url"].endswith(f"/figures/{one}/?as_at=2023-10-31")
    assert then == by_id(read(body(public_client, "/explore.csv?as_at=2023-10-31")))
    package = json.loads(public_client.get("/data/datapackage.json?as_at=2023-10-31").content)
    (resource,) = package["resources"]
    assert resource["path"] == f"{settings.SITE_ORIGIN}/data/figures.csv?as_at=2023-10-31"
