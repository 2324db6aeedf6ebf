"""Content files are read strictly: what is wrong is named with file, field, reason and remedy."""

import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from operations.content.problems import ContentError
from operations.content.reading import read_content
from operations.periods import PeriodKind
from releases.quantities import Qualifier
from tests.operations.content.folders import ARRESTS, HERON, change, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path)


def errors(folder: Path) -> list[tuple[str, str, str]]:
    with pytest.raises(ContentError) as caught:
        read_content(folder)
    return [(p.file, p.field, p.reason) for p in caught.value.problems]


class TestGoodFiles:
    def test_figures_take_what_they_leave_out_from_the_defaults(self, folder: Path) -> None:
        heron = next(r for r in read_content(folder).releases if r.slug == "heron-2023")
        cocaine, heroin, arrests = heron.figures
        assert (cocaine.metric, cocaine.unit, cocaine.phase) == (
            "drugs-seized",
            "kg",
            "autumn-2023",
        )
        assert cocaine.value == Decimal("1200.5")
        assert cocaine.words == ("1,200.5kg of cocaine", "over a tonne")
        assert cocaine.period.kind is PeriodKind.WEEK
        assert (cocaine.qualifier, heroin.qualifier) == (Qualifier.EXACT, Qualifier.ABOUT)
        assert (arrests.metric, arrests.area, arrests.organisation) == ("arrests", "", "avon")
        assert arrests.value == 0

    def test_an_embargo_is_a_moment_in_london(self, folder: Path) -> None:
        change(folder, HERON, "2023-11-17T00:01:00", "2023-06-16T00:01:00")
        change(folder, HERON, "Friday 17 November", "Friday 16 June")
        heron = next(r for r in read_content(folder).releases if r.slug == "heron-2023")
        assert heron.editions[0].embargo_until is not None
        assert heron.editions[0].embargo_until.astimezone(UTC) == datetime(
            2023, 6, 15, 23, 1, tzinfo=UTC
        )

    def test_later_editions_keep_what_they_do_not_say(self, folder: Path) -> None:
        arrests = next(r for r in read_content(folder).releases if r.slug == "arrests-2022")
        first, second = arrests.editions
        assert (second.number, second.title) == (2, first.title)
        assert second.issued.latest == date(2023, 3, 1)
        assert [figure.value for figure in arrests.figures] == [90, 91]

    def test_needs_no_django(self) -> None:
        code = (
            "import sys, operations.content.reading, releases.source_texts; "
            "sys.exit('django' in sys.modules)"
        )
        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


FIGURE = 'id = "2345bcdfghjm"'
BAD = [
    # file, what stands there, what takes its place, the field named, words of the reason
    # --- the file itself
    (HERON, 'slug = "heron-2023"', 'slug = "heron-2023', "", "it is not TOML"),
    (HERON, 'slug = "heron-2023"', 'slug = "heron-2024"', "slug", "heron-2024.toml"),
    ("topics.toml", "[[topics]]", "[[topic]]", "", "there is no [[topics]]"),
    # --- keys
    (HERON, "value = 30", 'value = 30\ncolour = "red"', "figures[2].colour", "not known"),
    (HERON, 'summary = "Drugs', 'sumary = "Drugs', "edition.sumary", "not known"),
    (HERON, "[date]", "[dates]", "dates", "not known"),
    (HERON, 'metric = "drugs-seized"', 'metrics = "drugs-seized"', "defaults.metrics", "not known"),
    (HERON, 'area = "england"', 'id = "2345bcdfghjx"', "defaults.id", "id of its own"),
    (HERON, 'publisher = "council"', "", "publisher", "it is missing"),
    (HERON, "[edition]\nsummary", "[edition]\nnotes", "edition.summary", "it is missing"),
    (HERON, 'title = "Smugglers stopped"', 'title = ""', "title", "it is empty"),
    (HERON, 'gist = "The work goes on."', "", "quotations[1].gist", "it is missing"),
    # --- types
    (HERON, "value = 30", 'value = "30"', "figures[2].value", "the text “30”"),
    (HERON, "value = 30", "value = true", "figures[2].value", "not true"),
    (HERON, "value = 30", "value = nan", "figures[2].value", "can be held"),
    (HERON, "value = 30", "value = 0.00001", "figures[2].value", "more than 4 digits"),
    (HERON, "value = 30\n", "", "figures[2].value", "it is missing"),
    (HERON, "value = 30", "value = 30\npartial = 1", "figures[2].partial", "true or false"),
    (HERON, "value = 30", "value = 30\nedition = true", "figures[2].edition", "whole number"),
    (HERON, 'topics = ["seizures"]', 'topics = "seizures"', "topics", "must be a list"),
    (HERON, 'topics = ["seizures"]', "topics = [3]", "topics[1]", "is no slug"),
    (HERON, 'title = "Smugglers stopped"', "title = 2023", "title", "text in quotation marks"),
    (HERON, "earliest = 2023-11-17", 'earliest = "2023-11-17"', "date.earliest", "must be a day"),
    (HERON, "https://council.example/heron", "council.example", "source_url", "no web address"),
    (HERON, 'qualifier = "about"', 'qualifier = "roughly"', "figures[2].qualifier", "at_least"),
    ("publishers.toml", "press@council.example", "press", "publishers[1].press_email", "mail"),
    ("publishers.toml", 'slug = "council"', 'slug = "Council"', "publishers[1].slug", "no slug"),
    ("metrics/police.toml", 'unit = "kg"', 'unit = "lb"', "metrics[1].unit", "tonne"),
    ("charts/police.toml", 'kind = "bar"\nx = "category"', 'kind = "pie"\nx = "category"',
     "charts[1].kind", "numbers"),
    ("charts/police.toml", 'kind = "bar"\nx = "category"', 'kind = "bar"\nx = "time"',
     "charts[1].x", "period"),
    # --- lengths
    (HERON, "Smugglers stopped", "S" * 301, "title", "300 are the most"),
    (HERON, "about 30kg of heroin", "w" * 251, "figures[2].words", "250 are the most"),
    (HERON, '"about 30kg of heroin"', '"""about\n30kg"""', "figures[2].words", "line’s end"),
    (HERON, '"about 30kg of heroin"', '""', "figures[2].words", "it is empty"),
    (HERON, '"about 30kg of heroin"', "[]", "figures[2].words", "it is empty"),
    # --- names that must be somewhere
    (HERON, 'publisher = "council"', 'publisher = "ministry"', "publisher", "publishers.toml"),
    (HERON, 'topics = ["seizures"]', 'topics = ["sports"]', "topics", "topics.toml"),
    (HERON, 'operations = ["heron"]', 'operations = ["owl"]', "operations", "operations.toml"),
    (HERON, 'organisation = "avon"', 'organisation = "mars"', "figures[3].organisation",
     "organisations.toml"),
    (HERON, 'metric = "arrests"', 'metric = "stops"', "figures[3].metric", "metrics/"),
    (HERON, 'category = "heroin"', 'category = "tea"', "figures[2].category", "drugs-seized"),
    (HERON, 'metric = "arrests"', 'metric = "arrests"\ncategory = "heroin"',
     "figures[3].category", "it has none"),
    (HERON, 'area = ""', 'area = "atlantis"', "figures[3].area", "england"),
    (HERON, FIGURE, f'{FIGURE}\noperation = "wren"', "figures[2].phase", "wren’s phases"),
    (HERON, FIGURE, f'{FIGURE}\noperation = ""', "figures[2].phase", "needs its operation"),
    ("organisations.toml", 'rocu = "north-unit"', 'rocu = "avon"', "organisations[1].rocu",
     "as a rocu"),
    ("metrics/police.toml", 'dimension = "drug"', 'dimension = "colour"', "metrics[1].dimension",
     "dimensions.toml"),
    # --- units
    (HERON, 'unit = "count"', 'unit = "kg"', "figures[3].unit", "is in “count”"),
    # --- periods
    (HERON, "end = 2023-11-12", "end = 2023-11-13", "defaults.period", "seven days"),
    (HERON, "end = 2023-11-12", "end = 2023-11-05", "defaults.period", "before it begins"),
    (HERON, 'kind = "week"', 'kind = "not_stated"', "defaults.period", "no dates"),
    (HERON, 'kind = "week"', 'kind = "fortnight"', "defaults.period.kind", "rolling_year"),
    (HERON, 'end = 2023-11-12, kind = "week"', 'kind = "week"', "defaults.period",
     "first and last day"),
    (HERON, 'kind = "week",', 'kind = "week", until = 3,', "defaults.period.until", "not known"),
    # --- dates of issue
    (HERON, "earliest = 2023-11-17\n", "", "date", "earliest and latest"),
    (HERON, "latest = 2023-11-17", "latest = 2023-11-16", "date.latest", "before earliest"),
    # --- embargoes
    (HERON, "until = 2023-11-17T00:01:00", "until = 2022-11-17T00:01:00", "embargo.until",
     "the weekday Friday, but until is Thursday"),
    (HERON, "Friday 17 November", "Friday 10 November", "embargo.until", "the day 10"),
    (HERON, "Friday 17 November", "Friday 17 March", "embargo.until", "the month March"),
    (HERON, "Friday 17 November", "Friday 17 November 2022", "embargo.until", "the year 2022"),
    (HERON, "until 00:01", "until 10:01", "embargo.until", "the time 10:01, but until is 00:01"),
    (HERON, "T00:01:00", "T00:01:00Z", "embargo.until", "leave out the offset"),
    (HERON, "until = 2023-11-17T00:01:00", "until = 2023-11-17", "embargo.until", "day and time"),
    (HERON, 'as_stated = "Embargoed until 00:01, Friday 17 November"\n', "", "embargo.as_stated",
     "it is missing"),
    # --- figure ids
    (HERON, FIGURE, 'id = "2345bcdfghja"', "figures[2].id", "is no id"),
    (HERON, FIGURE, 'id = "2345bcdfghjk"', "figures[1].id", "used twice"),
    (HERON, FIGURE, 'id = "2345bcdfghjp"', "figures[2].id", "arrests-2022.toml already"),
    # --- revisions and editions
    (HERON, FIGURE, f'{FIGURE}\nrevises = "999999999999"', "figures[2].revises", "no figure"),
    (HERON, FIGURE, f'{FIGURE}\nrevises = "2345bcdfghjk"', "figures[2].revises", "this release"),
    (HERON, FIGURE, f'{FIGURE}\nrevises = "2345bcdfghjp"', "figures[2].revises", "another metric"),
    (HERON, FIGURE, f"{FIGURE}\nedition = 2", "figures[2].edition", "no edition 2"),
    (ARRESTS, "number = 2", "number = 3", "later_editions[1].number", "edition 2 is due"),
    (ARRESTS, "number = 2\n", "", "later_editions[1].number", "it is missing"),
    (ARRESTS, 'change_note = "One arrest had been left out."', "", "later_editions[1].change_note",
     "it is missing"),
    (ARRESTS, "earliest = 2023-03-01, latest = 2023-03-01, ", "", "later_editions[1].date",
     "needs its day"),
    (ARRESTS, "earliest = 2023-03-01, latest = 2023-03-01", "earliest = 2023-01-01, "
     "latest = 2023-01-01", "later_editions[1].date", "later than the edition before"),
    (ARRESTS, 'edition = 2\nmetric = "arrests"\nunit = "count"', 'edition = 2\n'
     'metric = "drugs-seized"\nunit = "kg"', "figures[2].id", "another metric"),
    # --- claims
    (HERON, 'figures = ["2345bcdfghjk"]', 'figures = ["2345bcdfghjp"]', "claims[1].figures",
     "no figure of this release"),
    (HERON, 'figures = ["2345bcdfghjk"]', "figures = []", "claims[1].figures", "it is missing"),
    (HERON, 'unit = "tonne"', 'unit = "year"', "claims[1].figures", "can’t be summed"),
    (HERON, 'unit = "tonne"', 'unit = "stone"', "claims[1].unit", "kg"),
    # --- charts
    ("charts/police.toml", '"2345bcdfghjm"]', '"999999999999"]', "charts[1].lines[1].figures",
     "any release"),
    ("charts/police.toml", '"2345bcdfghjm"]', '"2345bcdfghjn"]', "charts[1].lines[1].figures",
     "is of arrests"),
    ("charts/police.toml", 'topic = "seizures"', 'topic = "sports"', "charts[1].topic",
     "topics.toml"),
    ("charts/police.toml", '[[charts.lines]]\nmetric = "arrests"', "", "charts[2].lines",
     "at least one line"),
    ("charts/police.toml", '[[charts.lines]]\nmetric = "arrests"',
     '[[charts.lines]]\nmetric = "arrests"\n[[charts.lines]]\nmetric = "drugs-seized"',
     "charts[2].lines", "two units, count and kg"),
    ("charts/police.toml", '[[charts.lines]]\nmetric = "arrests"',
     '[[charts.lines]]\nmetric = "arrests"\nperiod_kinds = ["month"]', "charts[2].lines[1]",
     "chooses no figure"),
    ("charts/police.toml", '[[charts.lines]]\nmetric = "arrests"',
     '[[charts.lines]]\nmetric = "arrests"\ncategory = "heroin"', "charts[2].lines[1].category",
     "it has none"),
    # --- one thing named twice, or two ways
    ("topics.toml", "[[topics]]", '[[topics]]\nslug = "seizures"\nname = "Again"\n[[topics]]',
     "topics[2].slug", "topics[1] already"),
    ("operations.toml", 'slug = "wren"', 'slug = "heron"', "operations[2].slug", "already"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "field", "reason"), BAD)
def test_a_bad_file_is_refused_with_file_field_and_reason(
    folder: Path, file: str, old: str, new: str, field: str, reason: str
) -> None:
    change(folder, file, old, new)
    found = errors(folder)
    here = [said for where, what, said in found if (where, what) == (file, field)]
    assert here, found
    assert any(reason in said for said in here), found
    assert all(said.endswith(".") for _, _, said in found), "full sentences"


def test_a_person_is_spelt_one_way(folder: Path) -> None:
    change(folder, ARRESTS, "Ada O’Neill", "Ada ONeill")
    [(file, field, reason)] = errors(folder)
    assert (file, field) == (HERON, "quotations[1].speaker")
    assert "Ada ONeill" in reason


def test_a_phase_may_not_end_before_it_starts(folder: Path) -> None:
    change(folder, "operations.toml", "end = 2023-11-12", "end = 2023-11-05")
    assert errors(folder)[0][:2] == ("operations.toml", "operations[1].phases[1].end")


@pytest.mark.parametrize(
    ("until", "as_stated", "reason"),
    [
        (
            "2023-10-29T01:30:00",
            "01:30, Sunday 29 October",
            "twice, since the clocks go back: 00:30 UTC and 01:30 UTC",
        ),
        ("2024-03-31T01:30:00", "01:30, Sunday 31 March", "no 01:30 on Sunday 31 March 2024"),
    ],
)
def test_el_60_an_embargo_in_a_change_of_clocks_is_refused(
    folder: Path, until: str, as_stated: str, reason: str
) -> None:
    change(folder, HERON, "2023-11-17T00:01:00", until)
    change(folder, HERON, "00:01, Friday 17 November", as_stated)
    [(file, field, said)] = errors(folder)
    assert (file, field) == (HERON, "embargo.until")
    assert reason in said


def test_the_hours_beside_a_change_of_clocks_are_accepted(folder: Path) -> None:
    change(folder, HERON, "2023-11-17T00:01:00", "2023-10-29T00:59:00")
    change(folder, HERON, "00:01, Friday 17 November", "00:59, Sunday 29 October")
    heron = next(r for r in read_content(folder).releases if r.slug == "heron-2023")
    assert heron.editions[0].embargo_until is not None
    assert heron.editions[0].embargo_until.astimezone(UTC).hour == 23


def test_every_error_of_a_run_is_in_one_report(folder: Path) -> None:
    change(folder, HERON, "value = 30", 'value = "30"')
    change(folder, HERON, 'category = "cocaine"', 'category = "tea"')
    change(folder, ARRESTS, "value = 91", "value = false")
    change(folder, "topics.toml", 'name = "Seizures"', "")
    (folder / "releases" / "latin.toml").write_bytes(b'title = "Caf\xe9"')
    (folder / "releases" / "deep").mkdir()
    (folder / "releases" / "deep" / "lost.toml").write_text("")
    assert {(file, field) for file, field, _ in errors(folder)} == {
        (HERON, "figures[2].value"),
        (HERON, "figures[1].category"),
        (ARRESTS, "figures[2].value"),
        ("topics.toml", "topics[1].name"),
        ("releases/latin.toml", "byte 12"),
        ("releases/deep/lost.toml", ""),
    }


def test_a_wrong_default_is_reported_once(folder: Path) -> None:
    change(folder, HERON, 'phase = "autumn-2023"', "phase = 7")
    assert [field for _, field, _ in errors(folder)] == ["defaults.phase"]


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_a_folder_without_content_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ContentError, match="Name the content’s folder"):
        read_content(tmp_path / name)
