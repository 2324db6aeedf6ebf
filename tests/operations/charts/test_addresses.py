"""A chart's old addresses lead on for ever, and a chart that is gone says why."""

import threading
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from operations.charts import acts
from operations.charts.addresses import current_chart, gone_chart
from operations.models import Chart, FormerAddress, GoneChart, Metric, Observation
from releases import publishing
from releases.models import Act, Change, Release
from tests import factories
from tests.harness.clients import SiteClient
from tests.harness.databases import World
from tests.operations.content.folders import write

YESTERDAY = timedelta(days=1)
REASON = "It mixed two years."
SHAPES = {"page": "/charts/{}/", "embed": "/charts/{}/embed/"}
FILES = {ending: f"/charts/{{}}.{ending}" for ending in ("svg", "png", "csv", "xlsx", "json")}


def a_chart(slug: str = "first", **fields: Any) -> Chart:
    """A public chart of one figure, public since two days ago, alone or with its release."""
    with_release = fields.pop("with_release", False)
    edition = factories.edition(title=f"Of {slug}")
    metric = factories.metric()
    factories.observation(edition, metric=metric)
    since = timezone.now() - 2 * YESTERDAY
    if with_release:
        fields["release"] = edition.release
    chart = factories.chart([metric], **{"slug": slug, "title": f"Finding of {slug}"} | fields)
    factories.archived(edition, published_from=since)
    if not with_release:
        publishing.archive_reference(chart, by="archivist", published_from=since)
    chart.refresh_from_db()
    return chart


def renamed(chart: Chart, to: str, **options: Any) -> None:
    chart.refresh_from_db()
    acts.rename(chart, to=to, **{"by": "chief", "seen": str(chart.version)} | options)
    chart.refresh_from_db()


def taken_down(chart: Chart, **options: Any) -> GoneChart:
    chart.refresh_from_db()
    gone = acts.take_down(
        chart, **{"by": "chief", "reason": REASON, "seen": str(chart.version)} | options
    )
    chart.refresh_from_db()
    return gone


def never(client: SiteClient) -> Any:
    return client.get("/charts/never-existed/")


# --- another address ------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_an_old_address_leads_to_the_new_one_with_all_that_was_asked(
    world: World, public_client: SiteClient, shape: str
) -> None:
    renamed(a_chart(), "second")
    answer = public_client.get(f"{shape.format('first')}?theme=dark&tab=chart&x=%26%20a")
    assert answer.status_code == 301
    assert answer.headers["Location"] == f"{shape.format('second')}?theme=dark&tab=chart&x=%26%20a"
    assert public_client.get(shape.format("first")).headers["Location"] == shape.format("second")
    assert public_client.get(shape.format("second")).status_code == 200
    assert public_client.head(shape.format("first")).status_code == 301


def test_the_first_of_three_addresses_leads_to_the_last_in_one_step(
    world: World, public_client: SiteClient
) -> None:
    chart = a_chart()
    renamed(chart, "second")
    renamed(chart, "third")
    for old in ("first", "second"):
        assert public_client.get(f"/charts/{old}/").headers["Location"] == "/charts/third/"


def test_the_redirect_of_an_embed_may_be_framed_and_that_of_a_page_not(
    world: World, public_client: SiteClient
) -> None:
    renamed(a_chart(), "second")
    embed = public_client.get("/charts/first/embed/")
    assert "frame-ancestors *" in embed.headers["Content-Security-Policy"]
    assert embed.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "X-Frame-Options" not in embed.headers
    page = public_client.get("/charts/first/")
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["Cache-Control"] == embed.headers["Cache-Control"]
    assert "max-age=2," in page.headers["Cache-Control"]


@pytest.mark.parametrize("shape", FILES.values(), ids=FILES)
def test_a_file_with_an_old_address_is_found_by_whoever_shows_it_elsewhere(
    world: World, public_client: SiteClient, shape: str
) -> None:
    """A redirect that a picture may follow from another site needs the headers of the picture."""
    renamed(a_chart(), "second")
    then = f"as_at={timezone.now() - YESTERDAY:%Y-%m-%dT%H:%M:%S}Z"
    old = public_client.get(f"{shape.format('first')}?{then}")
    assert (old.status_code, old.headers["Location"]) == (301, f"{shape.format('second')}?{then}")
    assert old.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert old.headers["Access-Control-Allow-Origin"] == "*"
    assert public_client.get(f"{shape.format('second')}?{then}").status_code == 200


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_pages_of_the_past_are_there_under_either_address_since_the_chart_was(
    world: World, public_client: SiteClient, shape: str
) -> None:
    renamed(a_chart(), "second")
    then = f"as_at={timezone.now() - YESTERDAY:%Y-%m-%dT%H:%M:%S}Z"
    old = public_client.get(f"{shape.format('first')}?{then}")
    assert (old.status_code, old.headers["Location"]) == (301, f"{shape.format('second')}?{then}")
    assert public_client.get(f"{shape.format('second')}?{then}").status_code == 200
    before = f"as_at={timezone.now() - 3 * YESTERDAY:%Y-%m-%dT%H:%M:%S}Z"
    for slug in ("first", "second", "never-existed"):
        assert public_client.get(f"{shape.format(slug)}?{before}").status_code == 404


def test_nothing_else_of_a_chart_changes_with_its_address(
    world: World, public_client: SiteClient
) -> None:
    chart = a_chart()
    before = chart.published_from
    renamed(chart, "second")
    assert chart.published_from == before
    listed = public_client.get("/charts/").content.decode()
    assert 'href="/charts/second/"' in listed
    assert "/charts/first/" not in listed


def test_el_03_a_former_address_of_a_chart_without_a_figure_in_force_tells_nothing(
    world: World, public_client: SiteClient
) -> None:
    """The chart itself is a 404 then, and a redirect would say that something is to come."""
    chart = factories.chart([factories.metric()], slug="empty")
    publishing.archive_reference(chart, by="archivist", published_from=timezone.now() - YESTERDAY)
    renamed(chart, "still-empty")
    for slug in ("empty", "still-empty"):
        answer = public_client.get(f"/charts/{slug}/")
        assert (answer.status_code, answer.content) == (404, never(public_client).content)
    now = timezone.now()
    assert current_chart("empty", now) is None
    assert gone_chart("empty", now) is None


def test_a_chart_that_is_not_public_has_no_former_address(world: World) -> None:
    chart = factories.chart([factories.metric()], slug="draft")
    with pytest.raises(ValidationError, match="is not public"):
        renamed(chart, "other")
    with pytest.raises(ValidationError, match="is not public"):
        taken_down(chart)
    publishing.publish_reference(chart, by="chief")
    with pytest.raises(ValidationError, match="is not public"):
        renamed(chart, "other")


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("first", "is its address already"),
        ("taken", "is another chart’s"),
        ("left-long-ago", "never used again"),
        ("draft", "is another chart’s"),
        ("gone", "is another chart’s"),
        ("two words", "made of letters"),
        ("../admin", "made of letters"),
        ("", "made of letters"),
        ("x" * 101, "at most 100"),
    ],
)
def test_an_address_that_cannot_be_had_is_refused_with_a_sentence(
    world: World, to: str, why: str
) -> None:
    chart = a_chart()
    a_chart("taken")
    renamed(a_chart("left-long-ago"), "moved")
    factories.chart([factories.metric()], slug="draft")
    taken_down(a_chart("gone"))
    with pytest.raises(ValidationError, match=why):
        renamed(chart, to)
    chart.refresh_from_db()
    assert (chart.slug, chart.version) == ("first", 1)


def test_not_even_its_own_former_address_comes_back(world: World) -> None:
    """A link would lead now here, now there, and caches would lead in a circle."""
    chart = a_chart()
    renamed(chart, "second")
    with pytest.raises(ValidationError, match="never used again"):
        renamed(chart, "first")


# --- a chart that is gone -------------------------------------------------------------------------


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_chart_that_is_gone_leaves_its_last_title_and_a_reason(
    world: World, public_client: SiteClient, shape: str
) -> None:
    chart = a_chart()
    renamed(chart, "second")
    Chart.objects.filter(pk=chart.pk).update(title="Its <last> title")
    taken_down(chart)
    for slug in ("first", "second"):
        answer = public_client.get(shape.format(slug))
        text = answer.content.decode()
        assert answer.status_code == 410
        assert "Its &lt;last&gt; title" in text
        assert REASON in text
        assert f"{timezone.localdate():%-d %B %Y}" in text
        assert "/charts/" in text
        assert "Finding of first" not in text
        then = f"as_at={timezone.now() - YESTERDAY:%Y-%m-%dT%H:%M:%S}Z"
        assert public_client.get(f"{shape.format(slug)}?{then}").status_code == 410
        before = f"as_at={timezone.now() - 3 * YESTERDAY:%Y-%m-%dT%H:%M:%S}Z"
        assert public_client.get(f"{shape.format(slug)}?{before}").status_code == 404


def test_the_notice_in_an_embed_may_be_framed_and_says_its_height(
    world: World, public_client: SiteClient
) -> None:
    taken_down(a_chart())
    answer = public_client.get("/charts/first/embed/?tab=chart&theme=dark")
    assert answer.status_code == 410
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "X-Frame-Options" not in answer.headers
    assert "X-Robots-Tag" in answer.headers
    assert b"data-embed" in answer.content
    assert len(answer.content) < 4000


@pytest.mark.parametrize("shape", FILES.values(), ids=FILES)
def test_a_file_of_a_chart_that_is_gone_says_so_in_plain_words(
    world: World, public_client: SiteClient, shape: str
) -> None:
    chart = a_chart(title="Its <last> title")
    renamed(chart, "second")
    taken_down(chart)
    for slug in ("first", "second"):
        answer = public_client.get(shape.format(slug))
        assert answer.status_code == 410
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
        text = answer.content.decode()
        for words in ("has been taken down", "Its <last> title", REASON, "/charts/"):
            assert words in text


def test_a_file_of_a_withdrawn_chart_says_so_in_plain_words(
    world: World, public_client: SiteClient
) -> None:
    a_chart()
    release = Release.objects.get(editions__title="Of first")
    publishing.withdraw(release, by="chief", reason="A court has asked for it.")
    answer = public_client.get("/charts/first.csv")
    assert (answer.status_code, answer.headers["Content-Type"][:10]) == (410, "text/plain")
    text = answer.content.decode()
    assert "Of first, withdrawn on" in text
    assert "A court has asked for it." in text
    assert "Finding of first" not in text


def test_a_chart_that_is_gone_is_on_no_page_at_any_instant(
    world: World, public_client: SiteClient
) -> None:
    topic = factories.topic(slug="a-topic")
    chart = a_chart(topic=topic)
    edition = Release.objects.get(editions__title="Of first").editions.get()
    edition.release.topics.add(topic)
    publishing.archive_reference(topic, by="a", published_from=timezone.now() - 2 * YESTERDAY)
    metric = Metric.objects.get(chart_lines__chart=chart)
    then = f"?as_at={timezone.now() - YESTERDAY:%Y-%m-%dT%H:%M:%S}Z"
    pages = ["/", "/charts/", "/topics/a-topic/", f"/metrics/{metric.slug}/"]
    pages += [f"/releases/{edition.release.slug}/"]

    def told() -> set[str]:
        asked = [*pages, *(page + then for page in pages)]
        bodies = {page: public_client.get(page).content.decode() for page in asked}
        return {page for page, body in bodies.items() if "Finding of first" in body}

    assert {"/charts/", "/topics/a-topic/", f"/metrics/{metric.slug}/"} <= told()
    assert "/charts/" + then in told()
    taken_down(chart)
    assert told() == set()


def test_staff_keep_the_row_and_its_bound(world: World) -> None:
    chart = a_chart()
    before = chart.published_from
    gone = taken_down(chart)
    assert (chart.published_from, chart.title) == (None, "Finding of first")
    assert gone.published_from == before
    assert gone.recorded_at is not None


def test_taking_down_needs_a_reason(world: World) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        taken_down(a_chart(), reason="  ")


# --- withdrawn with what it was drawn from --------------------------------------------------------


@pytest.mark.parametrize("with_release", [True, False], ids=["its own release", "its sources"])
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_chart_whose_releases_were_withdrawn_says_so_and_why(
    world: World, public_client: SiteClient, shape: str, with_release: bool
) -> None:
    chart = a_chart(with_release=with_release)
    renamed(chart, "second")
    release = Release.objects.get(editions__title="Of first")
    publishing.withdraw(release, by="chief", reason="A court has <asked> for it.")
    then = f"as_at={timezone.now() - YESTERDAY:%Y-%m-%dT%H:%M:%S}Z"
    for slug in ("first", "second"):
        for address in (shape.format(slug), f"{shape.format(slug)}?{then}"):
            answer = public_client.get(address)
            text = answer.content.decode()
            assert answer.status_code == 410, address
            assert "Of first" in text
            assert "A court has &lt;asked&gt; for it." in text
            assert "Finding of first" not in text
    before = f"as_at={timezone.now() - 3 * YESTERDAY:%Y-%m-%dT%H:%M:%S}Z"
    answer = public_client.get(f"{shape.format('second')}?{before}")
    assert answer.status_code == 404


def test_the_title_that_a_gone_chart_left_goes_with_the_figures_that_it_told_of(
    world: World, public_client: SiteClient
) -> None:
    """A court would not be content with a figure that stands in a title still."""
    renamed(a_chart(), "second")
    taken_down(Chart.objects.get(slug="second"))
    assert "Finding of first" in public_client.get("/charts/first/").content.decode()
    release = Release.objects.get(editions__title="Of first")
    publishing.withdraw(release, by="chief", reason="A court has asked for it.")
    for slug in ("first", "second"):
        answer = public_client.get(f"/charts/{slug}/embed/")
        text = answer.content.decode()
        assert answer.status_code == 410
        assert "A court has asked for it." in text
        assert "Finding of first" not in text
        assert REASON not in text


def test_a_chart_with_one_source_left_is_shown(world: World, public_client: SiteClient) -> None:
    chart = a_chart()
    metric = Metric.objects.get(chart_lines__chart=chart)
    other = factories.edition()
    factories.observation(other, metric=metric, value=9)
    factories.archived(other)
    publishing.withdraw(
        Release.objects.get(editions__title="Of first"), by="chief", reason="A court."
    )
    assert public_client.get("/charts/first/").status_code == 200
    publishing.withdraw(other.release, by="chief", reason="Another court.")
    text = public_client.get("/charts/first/").content.decode()
    assert text.index("A court.") < text.index("Another court.")


def test_el_02_what_is_hidden_decides_nothing_of_what_a_withdrawn_chart_says(
    world: World, public_client: SiteClient
) -> None:
    """A figure under embargo in the same chart: the notice is what it would be without it."""
    chart = a_chart()
    metric = Metric.objects.get(chart_lines__chart=chart)
    publishing.withdraw(
        Release.objects.get(editions__title="Of first"), by="chief", reason="A court."
    )
    before = public_client.get("/charts/first/embed/")
    hidden = factories.edition(embargo_until=timezone.now() + YESTERDAY)
    factories.observation(hidden, metric=metric, value=9)
    factories.published(hidden)
    after = public_client.get("/charts/first/embed/")
    assert (before.status_code, after.status_code) == (410, 410)
    assert before.content == after.content


def test_el_54_a_correction_that_its_withdrawn_release_planned_changes_nothing_at_its_moment(
    world: World, public_client: SiteClient
) -> None:
    """A figure that it was to end counts as in force for ever, one that it was to state never."""
    shown, planned = factories.metric(), factories.metric()
    first = factories.edition(title="To be corrected")
    figure = factories.observation(first, metric=shown)
    factories.archived(first)
    since = timezone.now() - YESTERDAY
    for slug, metric in (("stood", shown), ("planned", planned)):
        chart = factories.chart([metric], slug=slug)
        publishing.archive_reference(chart, by="archivist", published_from=since)
    draft = publishing.correct(first.release, by="writer", reason="More.", kind="revision")
    factories.observation(draft, "8 arrests", metric=planned, value=8)
    factories.observation(draft, "9 arrests", metric=planned, value=9, figure_id=figure.figure_id)
    soon = timezone.now() + timedelta(seconds=8)
    type(draft).objects.filter(pk=draft.pk).update(embargo_until=soon)
    draft.refresh_from_db()
    factories.published(draft)
    figure.refresh_from_db()
    assert figure.published_until == soon
    publishing.withdraw(first.release, by="chief", reason="A court.")

    def answers() -> list[tuple[int, bytes]]:
        got = [public_client.get(f"/charts/{slug}/embed/") for slug in ("stood", "planned")]
        return [(answer.status_code, answer.content) for answer in got]

    before = answers()
    assert [status for status, _ in before] == [410, 404]
    with world.connect("owner") as owner:
        owner.execute("SELECT pg_sleep_until(%s)", [soon + timedelta(seconds=1)])
    assert answers() == before


# --- what the database holds ----------------------------------------------------------------------


@pytest.fixture
def refused(world: World) -> Callable[..., str]:
    """What staff's login is told when it tries raw SQL; the transaction ends with a commit."""

    def tried(*statements: str) -> str:
        with world.connect("staff") as staff:
            try:
                with staff.transaction():
                    for statement in statements:
                        staff.execute(statement)
            except psycopg.errors.RestrictViolation as refusal:
                return str(refusal)
        pytest.fail("It was done.")

    return tried


RECORD = (
    "INSERT INTO operations_formeraddress (chart_id, slug, left_by, published_from, recorded_at) "
    "SELECT id, {slug}, '', published_from, now() FROM operations_chart WHERE slug = 'first'"
)
MOVE = "UPDATE operations_chart SET slug = 'second' WHERE slug = 'first'"


def test_raw_sql_moves_no_chart_without_recording_its_address(
    world: World, refused: Callable[..., str]
) -> None:
    chart = a_chart()
    assert "stays for ever" in refused(MOVE)
    assert "stays for ever" in refused(RECORD.format(slug="'elsewhere'"), MOVE)
    assert "is no former one" in refused(RECORD.format(slug="slug"))
    with world.connect("staff") as staff:
        staff.execute(RECORD.format(slug="'alias'"))
    assert "stays for ever" in refused(
        "UPDATE operations_chart SET slug = 'x' WHERE slug = 'first'"
    )
    with world.connect("staff") as staff, staff.transaction():
        staff.execute(RECORD.format(slug="slug"))
        staff.execute(MOVE)
    chart.refresh_from_db()
    assert chart.slug == "second"
    # What an earlier transaction recorded lets nobody move it again.
    assert "stays for ever" in refused(
        "UPDATE operations_chart SET slug = 'third' WHERE slug = 'second'"
    )


def test_raw_sql_uses_no_address_again(world: World, refused: Callable[..., str]) -> None:
    renamed(a_chart(), "second")
    draft = factories.chart([factories.metric()], slug="draft")
    a_chart("third")
    take = f"UPDATE operations_chart SET slug = 'first' WHERE id = {draft.pk}"
    assert "never used again" in refused(take)
    with pytest.raises(IntegrityError, match="never used again"), transaction.atomic():
        factories.chart([factories.metric()], slug="first")
    for table in ("operations_formeraddress", "operations_gonechart"):
        lead_on = f"UPDATE {table} SET chart_id = {draft.pk}"
        if table == "operations_gonechart":
            taken_down(Chart.objects.get(slug="third"))
        assert "can't be changed" in refused(lead_on)
        assert "can't be deleted" in refused(f"DELETE FROM {table}")
    assert FormerAddress.objects.get().chart.slug == "second"


def test_two_who_want_one_address_at_once_do_not_both_get_it(world: World) -> None:
    """One waits for the other's commit, and sees then that it was left."""
    chart = a_chart()
    with world.connect("staff") as one, world.connect("staff") as other:
        one.autocommit = other.autocommit = False
        one.execute(RECORD.format(slug="slug"))
        one.execute(MOVE)
        other.execute("SET lock_timeout = '20s'")
        told: list[BaseException | None] = []

        def take() -> None:
            try:
                other.execute(
                    "INSERT INTO operations_chart (slug, title, subtitle, note, alt, kind, along, "
                    "is_horizontal, position, version, annotations) "
                    "VALUES ('first', 't', '', '', 'a', 'bar', 'period', false, 1, 1, '')"
                )
                other.commit()
                told.append(None)
            except BaseException as error:
                told.append(error)

        thread = threading.Thread(target=take)
        thread.start()
        with world.connect("owner") as owner:
            for _ in range(100):
                row = owner.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()
                if row and row[0]:
                    break
                owner.execute("SELECT pg_sleep(0.05)")
            else:
                pytest.fail("Nobody waited, so nothing was tried.")
        one.commit()
        thread.join(20)
        assert isinstance(told[0], psycopg.errors.RestrictViolation), told
        other.rollback()
    chart.refresh_from_db()
    assert chart.slug == "second"


def test_raw_sql_hides_no_chart_without_a_notice_and_shows_none_again(
    world: World, refused: Callable[..., str]
) -> None:
    chart = a_chart()
    hide = f"UPDATE operations_chart SET published_from = NULL WHERE id = {chart.pk}"
    assert "date can't be moved" in refused(hide)
    taken_down(chart)
    again = f"published_from = now() + interval '1 hour' WHERE id = {chart.pk}"
    assert "stays down" in refused(f"UPDATE operations_chart SET {again}")
    assert "says why it is gone" in refused(
        f"UPDATE operations_chart SET slug = 'x' WHERE id = {chart.pk}"
    )
    assert "can't be deleted" in refused(f"DELETE FROM operations_chart WHERE id = {chart.pk}")
    with pytest.raises(IntegrityError, match="stays down"), transaction.atomic():
        publishing.publish_reference(chart, by="chief")


def test_a_chart_withdrawn_with_its_release_keeps_its_address(
    world: World, refused: Callable[..., str]
) -> None:
    chart = a_chart(with_release=True)
    publishing.withdraw(chart.release, by="chief", reason="A court.")  # type: ignore[arg-type]
    assert "says why it is gone" in refused(
        f"UPDATE operations_chart SET slug = 'x' WHERE id = {chart.pk}"
    )
    delete = f"WITH lines AS (DELETE FROM operations_chartline WHERE chart_id = {chart.pk}) "
    assert "can't be deleted" in refused(
        f"{delete} DELETE FROM operations_chart WHERE id = {chart.pk}"
    )


# --- content that is loaded again -----------------------------------------------------------------


def test_a_chart_that_was_given_another_address_is_not_loaded_again(
    world: World, tmp_path: Path
) -> None:
    """Nor one that was taken down, though its file is under another name by now."""
    folder = write(tmp_path / "content")
    call_command("load_content", str(folder), stdout=StringIO())
    charts = list(Chart.objects.order_by("pk"))
    renamed(charts[0], "another-address")
    before = set(Chart.objects.values_list("slug", flat=True))
    for number, file in enumerate(sorted((folder / "charts").iterdir())):
        file.rename(file.with_name(f"again-{number}.toml"))
    call_command("load_content", str(folder), stdout=StringIO())
    assert set(Chart.objects.values_list("slug", flat=True)) == before
    taken_down(charts[0])
    for number, file in enumerate(sorted((folder / "charts").iterdir())):
        file.rename(file.with_name(f"once-more-{number}.toml"))
    call_command("load_content", str(folder), stdout=StringIO())
    assert set(Chart.objects.values_list("slug", flat=True)) == before
    charts[0].refresh_from_db()
    assert charts[0].published_from is None


# --- what was done, and who comes second ----------------------------------------------------------


def test_both_acts_are_in_the_record_and_the_ledger(world: World, staff_client: SiteClient) -> None:
    chart = a_chart()
    renamed(chart, "second")
    taken_down(chart)
    acts = list(Act.objects.filter(verb__in=["rename", "take_down"]).order_by("pk"))
    assert [(act.verb, act.by, act.reason) for act in acts] == [
        ("rename", "chief", ""),
        ("take_down", "chief", REASON),
    ]
    assert acts[0].detail["was"] == "first"
    assert acts[0].detail["is"] == "second"
    changed = Change.objects.filter(table="operations_chart", row=chart.pk, verb="update")
    assert {"first", "second"} <= {change.before["slug"] for change in changed if change.before}
    history = staff_client.get(reverse("admin:operations_chart_history", args=[chart.pk]))
    text = history.content.decode()
    for told in ("ormer address “first” added", "hart taken down", "iven another address"):
        assert told in text


def test_of_two_people_the_second_is_told(world: World) -> None:
    chart = a_chart()
    renamed(chart, "second", seen="1")
    for act in (
        lambda: renamed(chart, "third", seen="1"),
        lambda: taken_down(chart, seen="1"),
        lambda: taken_down(chart, seen="nonsense"),
    ):
        with pytest.raises(ValidationError, match="Somebody else has changed"):
            act()
    assert chart.slug == "second"
    assert Observation.objects.count() == 1
