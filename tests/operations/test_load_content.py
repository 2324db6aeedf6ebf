"""Loading content: all or nothing, dated in order, and never over what staff did meanwhile."""

import os
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from operations.content.loading import Loaded, load
from operations.content.problems import ContentError
from operations.models import (
    Category,
    Chart,
    ChartLine,
    Claim,
    Evidence,
    Metric,
    Observation,
    Operation,
    Organisation,
    Phase,
)
from releases import publishing
from releases.models import Act, Edition, LoadedFile, Publisher, Quotation, Release, Speaker, Topic
from releases.published import Published
from releases.reading.embargoes import LONDON
from tests.harness.databases import World
from tests.operations.content.folders import ARRESTS, HERON, change, write

EMBARGO = datetime(2023, 11, 17, 0, 1, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "content")


def run(folder: Path) -> str:
    out = StringIO()
    call_command("load_content", str(folder), stdout=out)
    return out.getvalue()


def everything() -> dict[str, list[Any]]:
    """Every row of every table that a load may touch."""
    models = [*Published.concrete(), ChartLine, LoadedFile, Act]
    return {
        model.__name__: list(model._default_manager.order_by("pk").values()) for model in models
    }


@pytest.mark.django_db
class TestFirstLoad:
    @pytest.fixture(autouse=True)
    def loaded(self, folder: Path) -> str:
        return run(folder)

    def test_says_what_was_added(self, loaded: str) -> None:
        assert "2 releases" in loaded
        assert "5 figures" in loaded
        assert "2 charts" in loaded
        assert "1 dimension, 2 categories" in loaded
        assert loaded.count("\n") == 1

    def test_a_release_has_what_its_file_says(self) -> None:
        edition = Edition.objects.get(release__slug="heron-2023")
        assert (edition.title, edition.embargo_until) == ("Smugglers stopped", EMBARGO)
        assert edition.embargo_as_stated == "Embargoed until 00:01, Friday 17 November"
        assert edition.issued_day is not None
        figures = list(edition.observations.all())
        assert [(f.figure_id, f.value, f.qualifier) for f in figures] == [
            ("2345bcdfghjk", Decimal("1200.5"), "exact"),
            ("2345bcdfghjm", Decimal(30), "about"),
            ("2345bcdfghjn", Decimal(0), "exact"),
        ]
        cocaine = figures[0]
        assert str(cocaine.phase) == "Operation Heron: Autumn 2023"
        assert cocaine.category == Category.objects.get(slug="cocaine")
        assert [e.words for e in cocaine.evidence.all()] == ["1,200.5kg of cocaine", "over a tonne"]
        assert Claim.objects.get().figure_ids == ["2345bcdfghjk"]
        quotation = Quotation.objects.get(edition=edition)
        assert (quotation.speaker.slug, quotation.role) == ("ada-oneill", "Chief Constable")
        assert list(edition.release.operations.values_list("slug", flat=True)) == ["heron"]
        assert Organisation.objects.get(slug="avon").rocu == Organisation.objects.get(
            slug="north-unit"
        )

    def test_an_edition_is_public_from_its_embargo_or_the_day_after_it_was_issued(self) -> None:
        dates = {
            (e.release.slug, e.number): e.published_from
            for e in Edition.objects.select_related("release")
        }
        assert dates == {
            ("arrests-2022", 1): datetime(2023, 2, 4, tzinfo=LONDON),
            ("arrests-2022", 2): datetime(2023, 3, 2, tzinfo=LONDON),
            ("heron-2023", 1): EMBARGO,
        }

    def test_the_archive_is_recorded_now_by_content(self) -> None:
        for edition in Edition.objects.all():
            assert edition.recorded_at is not None
            assert timezone.now() - edition.recorded_at < timedelta(minutes=1)
            assert (edition.written_by, edition.approved_by) == ("content", "content")
        assert Act.objects.filter(verb="archive", by="content").count() == 3

    def test_a_corrected_figure_ends_where_the_next_begins(self) -> None:
        first, second = Observation.objects.filter(figure_id="2345bcdfghjp").order_by("pk")
        assert (first.value, second.value) == (90, 91)
        assert first.published_until == second.published_from
        assert second.published_until is None
        assert second.edition.change_note == "One arrest had been left out."
        assert second.edition.summary == "Arrests of 2022, counted again."

    def test_a_later_edition_keeps_the_quotations(self) -> None:
        now = timezone.now()
        kept = Quotation.objects.public(now).get(release__slug="arrests-2022")
        assert (kept.edition.number, kept.words) == (2, "Ninety is too many")

    def test_what_releases_share_is_as_old_as_the_first_of_them(self) -> None:
        first = datetime(2023, 2, 4, tzinfo=LONDON)
        assert Metric.objects.get(slug="arrests").published_from == first
        assert Publisher.objects.get().published_from == first
        assert Speaker.objects.get().published_from == first
        assert Metric.objects.get(slug="drugs-seized").published_from == EMBARGO

    def test_topics_and_organisations_are_public_knowledge(self) -> None:
        first = datetime(2023, 2, 4, tzinfo=LONDON)
        for model in (Topic, Organisation):
            assert set(model.objects.values_list("published_from", flat=True)) == {first}

    def test_an_operation_that_no_release_tells_of_stays_a_draft(self) -> None:
        assert Operation.objects.get(slug="wren").published_from is None
        assert Operation.objects.get(slug="heron").published_from == EMBARGO
        assert Phase.objects.get().published_from == EMBARGO

    def test_a_chart_is_public_with_its_release_or_with_the_last_that_it_shows(self) -> None:
        drugs, arrests = Chart.objects.get(slug="heron-drugs"), Chart.objects.get(slug="arrests")
        assert drugs.release == Release.objects.get(slug="heron-2023")
        assert (arrests.release, arrests.lines.count()) == (None, 1)
        assert (drugs.published_from, arrests.published_from) == (EMBARGO, EMBARGO)
        assert drugs.lines.get().figure_ids == ["2345bcdfghjk", "2345bcdfghjm"]

    def test_all_that_hangs_on_an_edition_has_its_bounds(self) -> None:
        for row in Evidence.objects.select_related("observation__edition"):
            figure = row.observation
            assert row.published_from == figure.published_from == figure.edition.published_from
            assert row.published_until == figure.published_until


def test_what_is_committed_is_seen_by_the_public_login(world: World, folder: Path) -> None:
    run(folder)
    assert run(folder) == "Content: nothing to add.\n"
    with world.connect() as public:
        figures = public.execute("SELECT count(*) FROM operations_observation").fetchone()
        held = public.execute("SELECT count(*) FROM operations_operation").fetchone()
    assert figures == (4,)  # five, but one is the version that was corrected
    assert held == (1,)  # no release tells of the other


@pytest.mark.django_db
class TestSecondLoad:
    @pytest.fixture(autouse=True)
    def loaded(self, folder: Path) -> None:
        run(folder)

    def test_changes_nothing(self, folder: Path) -> None:
        before = everything()
        assert run(folder) == "Content: nothing to add.\n"
        assert everything() == before

    def test_is_fast(self, folder: Path) -> None:
        start = monotonic()
        with connection.execute_wrapper(_only_reading):
            load(folder)
        assert monotonic() - start < 0.5

    def test_leaves_what_staff_did(self, folder: Path) -> None:
        Metric.objects.filter(slug="arrests").update(name="People arrested")
        release = Release.objects.get(slug="heron-2023")
        correction = publishing.correct(release, by="ann", reason="A slip.")
        Edition.objects.filter(pk=correction.pk).update(title="Smugglers caught")
        before = everything()
        (folder / "releases" / "third.toml").write_text(third())
        assert run(folder) == "Content: added 1 release, 1 figure.\n"
        after = everything()
        for name, rows in before.items():
            kept = {row["id"]: row for row in after[name]}
            assert all(kept[row["id"]] == row for row in rows), name
        assert Metric.objects.get(slug="arrests").name == "People arrested"

    def test_a_changed_release_is_named_and_not_applied(self, folder: Path) -> None:
        change(folder, HERON, "value = 30", "value = 31")
        before = everything()
        said = run(folder)
        assert f"{HERON} has changed since it was loaded: not applied" in said
        assert "admin" in said
        assert "already" not in said
        assert everything() == before
        assert run(folder) == said, "it is said each time"

    def test_a_changed_list_brings_what_is_new_in_it(self, folder: Path) -> None:
        change(folder, "organisations.toml", 'name = "Avon Police"', 'name = "Avon Constabulary"')
        with (folder / "organisations.toml").open("a") as file:
            file.write(
                '[[organisations]]\nslug = "severn"\nname = "Severn Police"\nkind = "force"\n'
            )
        said = run(folder)
        assert "added 1 organisation.\n" in said
        assert "organisations.toml has changed since it was loaded" in said
        assert Organisation.objects.get(slug="avon").name == "Avon Police"
        assert Organisation.objects.get(slug="severn").published_from is not None

    def test_a_new_release_joins_what_is_there(self, folder: Path) -> None:
        (folder / "releases" / "third.toml").write_text(third())
        run(folder)
        figure = Observation.objects.get(figure_id="2345bcdfghjq")
        assert figure.metric == Metric.objects.get(slug="arrests")
        assert figure.is_public(timezone.now())

    def test_a_release_that_staff_entered_themselves_is_left(self, folder: Path) -> None:
        Release.objects.create(slug="third", publisher=Publisher.objects.get())
        (folder / "releases" / "third.toml").write_text(third())
        assert "third is in the database already: left as it is." in run(folder)
        assert not Edition.objects.filter(release__slug="third").exists()
        assert run(folder) == "Content: nothing to add.\n"

    def test_an_id_that_staff_use_is_refused(self, folder: Path) -> None:
        draft = publishing.correct(
            Release.objects.get(slug="arrests-2022"), by="ann", reason="More."
        )
        Observation.objects.create(
            figure_id="2345bcdfghjq",
            edition=draft,
            release=draft.release,
            metric=Metric.objects.get(slug="arrests"),
            period_kind="not_stated",
            value=1,
        )
        (folder / "releases" / "third.toml").write_text(third())
        with pytest.raises(ContentError, match="is a figure of arrests-2022 in the database"):
            load(folder)

    def test_what_staff_removed_is_asked_for(self, folder: Path) -> None:
        Operation.objects.get(slug="wren").delete()
        (folder / "releases" / "third.toml").write_text(third('operations = ["wren"]'))
        with pytest.raises(ContentError, match="staff have removed the operation “wren”"):
            load(folder)


def third(more: str = "") -> str:
    return f"""
slug = "third"
publisher = "council"
title = "A third"
{more}
[date]
basis = "not recorded in the source"
[edition]
summary = "Arrests, undated."
[[figures]]
id = "2345bcdfghjq"
metric = "arrests"
unit = "count"
value = 12
words = "12 arrests"
period = {{ kind = "not_stated" }}
"""


@pytest.mark.django_db
class TestClock:
    def test_an_undated_release_is_public_from_now(self, folder: Path) -> None:
        (folder / "releases" / "third.toml").write_text(third())
        before = timezone.now()
        run(folder)
        edition = Edition.objects.get(release__slug="third")
        assert edition.published_from is not None
        assert edition.published_from == edition.recorded_at
        assert before - timedelta(seconds=1) <= edition.published_from <= timezone.now()
        assert edition.issued_basis == "not recorded in the source"

    def test_one_issued_today_is_public_from_now(self, folder: Path) -> None:
        today = timezone.now().astimezone(LONDON).date()
        (folder / "releases" / "third.toml").write_text(
            third().replace("[date]", f"[date]\nearliest = {today}\nlatest = {today}")
        )
        run(folder)
        edition = Edition.objects.get(release__slug="third")
        assert edition.published_from == edition.recorded_at

    def test_one_dated_in_the_future_without_an_embargo_is_refused(self, folder: Path) -> None:
        day = timezone.now().astimezone(LONDON).date() + timedelta(days=2)
        (folder / "releases" / "third.toml").write_text(
            third().replace("[date]", f"[date]\nearliest = {day}\nlatest = {day}")
        )
        with pytest.raises(ContentError, match=r"third\.toml: date: .* is to come"):
            load(folder)


def test_two_loads_at_once_add_each_row_once(world: World, folder: Path) -> None:
    together = threading.Barrier(2)
    done: list[Loaded | Exception] = []

    def one() -> None:
        try:
            together.wait()
            done.append(load(folder))
        except Exception as error:
            done.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(loaded.added["releases"] for loaded in done if isinstance(loaded, Loaded)) == [
        0,
        2,
    ]
    assert Release.objects.count() == 2


def test_an_embargo_to_come_waits_for_another_persons_approval(world: World, folder: Path) -> None:
    until = (timezone.now().astimezone(LONDON) + timedelta(days=40)).replace(
        microsecond=0, hour=12, tzinfo=None
    )
    words = f"{until:%A} {until.day} {until:%B %Y, %H:%M}"
    change(folder, HERON, "Embargoed until 00:01, Friday 17 November", words)
    change(folder, HERON, "2023-11-17T00:01:00", until.isoformat())
    run(folder)
    moment = until.replace(tzinfo=LONDON)
    edition = Edition.objects.get(release__slug="heron-2023")
    assert (edition.published_from, edition.state(timezone.now())) == (None, "submitted")
    publishing.approve(edition, by="approver")
    edition.refresh_from_db()
    assert (edition.published_from, edition.recorded_at) == (moment, None)
    # Both charts show its figures; what shares nothing with it is public already.
    assert set(Chart.objects.values_list("published_from", flat=True)) == {moment}
    assert Operation.objects.get(slug="heron").published_from == moment
    assert Organisation.objects.get(slug="avon").is_public(timezone.now())
    with world.connect() as public:
        seen = public.execute("SELECT slug FROM releases_release").fetchall()
        charts = public.execute("SELECT slug FROM operations_chart").fetchall()
    assert (seen, charts) == ([("arrests-2022",)], [])


BAD = [
    (HERON, "value = 30", 'value = "30"', "figures[2].value"),
    (HERON, 'publisher = "council"', 'publisher = "ministry"', "publisher"),
    (HERON, "00:01, Friday", "00:01, Thursday", "embargo.until"),
    (ARRESTS, "slug", "slag", "slug"),
    (ARRESTS, "number = 2", "number = 1", "later_editions[1].number"),
    ("topics.toml", "name", "nom", "topics[1].name"),
    ("metrics/police.toml", 'kind = "flow"\ndefinition = "P', 'kind = "tide"\ndefinition = "P',
     "metrics[2].kind"),
    ("charts/police.toml", "2345bcdfghjm", "2345bcdfghjz", "charts[1].lines[1].figures"),
    # What only the clock, the settings or the database can tell.
    (HERON, 'summary = "Drugs', 'video_url = "https://videos.example/1"\nsummary = "Drugs',
     "edition.video_url"),
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("file", "old", "new", "field"), BAD)
def test_a_bad_file_leaves_no_row_behind(
    folder: Path, file: str, old: str, new: str, field: str
) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CommandError) as caught:
        run(folder)
    assert f"{file}: {field}: " in str(caught.value)
    assert {name: rows for name, rows in everything().items() if rows} == {}


class TestRefusal:
    def test_a_failure_of_the_database_half_way_leaves_no_row_behind(
        self, world: World, folder: Path
    ) -> None:
        # Staff may not write here any more: the very last step fails.
        with world.connect("owner") as owner:
            owner.execute(f"REVOKE INSERT ON releases_loadedfile FROM {settings.STAFF_LOGIN}")
        with pytest.raises(CommandError, match="nothing was loaded"):
            run(folder)
        assert {name: rows for name, rows in everything().items() if rows} == {}

    def test_a_bad_file_stops_the_good_ones_of_a_second_load(
        self, world: World, folder: Path
    ) -> None:
        run(folder)
        before = everything()
        (folder / "releases" / "third.toml").write_text(third())
        change(folder, HERON, "value = 30", 'value = "30"')
        with pytest.raises(CommandError):
            run(folder)
        assert everything() == before

    def test_as_a_command_it_exits_with_1_and_one_report(
        self, world: World, folder: Path, tmp_path: Path
    ) -> None:
        change(folder, HERON, "value = 30", 'value = "30"')
        change(folder, ARRESTS, "value = 91", "value = false")
        done = _as_a_command(world, "load_content", str(folder))
        assert done.returncode == 1
        assert done.stdout == ""
        assert "2 errors in the content; nothing was loaded." in done.stderr
        assert f"{HERON}: figures[2].value: it must be a number" in done.stderr
        assert f"{ARRESTS}: figures[2].value: it must be a number" in done.stderr
        assert "Traceback" not in done.stderr
        assert not Release.objects.exists()


def _as_a_command(world: World, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "npcc_site.settings.staff",
        "STAFF_DATABASE_URL": world.url("staff"),
        "OWNER_LOGIN": settings.OWNER_LOGIN,
        "STAFF_LOGIN": settings.STAFF_LOGIN,
        "PUBLIC_LOGIN": settings.PUBLIC_LOGIN,
        "SECRET_KEY": "not a secret",
        "ALLOWED_HOSTS": "localhost",
        "SITE_ORIGIN": "http://localhost:8000",
        "STAFF_ORIGIN": "http://localhost:8001",
        "REPORT_ADDRESS": "figures@example.org",
    }
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def _only_reading(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    assert sql.startswith("SELECT"), sql
    return execute(sql, params, many, context)
