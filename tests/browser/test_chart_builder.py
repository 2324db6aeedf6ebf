"""The chart builder as a press officer uses it: choose, look, mend, save; then the public page."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from operations.models import Chart, Metric
from releases import publishing
from tests import factories
from tests.browser import axe, staff
from tests.harness.servers import Sites

SETTLED = "() => document.querySelector('[data-chart-builder]').ariaBusy === 'false'"


def year(first: int) -> dict[str, Any]:
    return {
        "period_kind": "year",
        "period_start": date(first, 1, 1),
        "period_end": date(first, 12, 31),
    }


@pytest.fixture
def figures(world: Any) -> Metric:
    """Seizures of two drugs in three years, the last of which leaves out a force."""
    edition = factories.edition(title="Seizures in three years")
    heroin = factories.category(name="Heroin")
    cocaine = factories.category(name="Cocaine", dimension=heroin.dimension)
    metric = factories.metric(
        name="Seizures", counted="seizures", dimension=heroin.dimension, slug="seizures"
    )
    for drug, values in ((heroin, (120, 140, 90)), (cocaine, (300, 420, 310))):
        for first, value in zip((2021, 2022, 2023), values, strict=True):
            factories.observation(
                edition, metric=metric, category=drug, value=value,
                coverage="excludes Kent" if first == 2023 else "", **year(first),
            )  # fmt: skip
    factories.archived(edition)
    return metric


@pytest.fixture
def builder(figures: Metric, world_sites: Sites, new_page: Callable[..., Any]) -> Any:
    """The form of a new chart, logged in."""
    page = new_page(width=1280, height=1000)
    staff.log_in(page, world_sites.staff, staff.add_officer())
    page.goto(f"{world_sites.staff}/admin/operations/chart/add/")
    return page


def after(page: Any, act: Callable[[], Any]) -> None:
    """Do something to the form and wait until the answer to it is shown."""
    act()
    page.wait_for_function(SETTLED)


def choose(page: Any, name: str, words: str) -> None:
    """In a box of select2, as one types and presses Enter."""
    page.locator(f"[name={name}]").locator("xpath=following-sibling::span").click()
    page.locator(".select2-search__field").last.fill(words)
    page.locator(".select2-results__option", has_text=words).first.click()


def inside(page: Any) -> Any:
    return page.frame_locator("[data-frame]")


def svg_in(page: Any) -> str:
    """The server's picture, which stays on the page under the canvas."""
    found = page.locator("figure .chart-picture svg").first
    markup: str = found.evaluate("one => one.outerHTML")
    return markup


def status(page: Any) -> str:
    text: str = page.locator("[data-status]").inner_text()
    return text


def add_line(page: Any) -> None:
    page.locator("#lines-group .add-row a").click()


def test_a_chart_is_made_by_looking_at_it(
    builder: Any, world_sites: Sites, new_page: Callable[..., Any]
) -> None:
    page = builder
    page.locator("[name=kind]").select_option("bar")
    after(page, lambda: choose(page, "lines-0-metric", "Seizures"))
    assert "Drawn" in status(page)
    picture = inside(page)
    picture.locator("canvas").wait_for()
    assert picture.locator("figure").get_attribute("data-chart-ready") == "true"

    # One line becomes one for each drug; the page comes back with nothing saved.
    page.get_by_role("button", name=re.compile(r"One line for each category \(2\)")).click()
    page.wait_for_load_state()
    assert page.locator("[name=lines-TOTAL_FORMS]").input_value() == "2"
    assert "Nothing was saved." in status(page)
    assert not Chart.objects.exists()
    picture.locator("canvas").wait_for()
    assert "Heroin" in picture.locator("figure").text_content()

    # The kind changes, and the picture with it.
    after(page, lambda: page.locator("[name=kind]").select_option("line"))
    config = picture.locator("figure script[type='application/json']").text_content()
    assert '"kind": "line"' in config
    page.locator("[data-odd]").get_by_text("2023 leaves out Kent.").wait_for()

    # A number that the figures do not have is doubted; a right one is not.
    title = page.locator("[name=title]")
    after(page, lambda: title.fill("Seizures of cocaine peaked at 240"))
    doubt = page.get_by_text("The title says “240”, which no figure of this chart bears out.")
    doubt.wait_for()
    after(page, lambda: title.fill("Seizures of cocaine peaked at 420"))
    assert doubt.count() == 0
    assert picture.locator("h1").inner_text() == "Seizures of cocaine peaked at 420"

    # A line more is drawn, and one that is taken away again is not.
    add_line(page)
    after(page, lambda: choose(page, "lines-2-metric", "Seizures"))
    after(page, lambda: page.locator("[name=lines-2-label]").fill("All drugs together"))
    assert "All drugs together" in picture.locator("figure").text_content()
    after(page, lambda: page.locator("#lines-2 .inline-deletelink").click())
    assert "All drugs together" not in picture.locator("figure").text_content()

    # A draft of the words for who cannot see it.
    after(page, lambda: page.get_by_role("button", name="Use this draft").click())
    assert "420" in page.locator("[name=alt]").input_value()
    assert page.evaluate("document.activeElement.name") == "alt"

    after(page, lambda: page.locator("[name=slug]").fill("cocaine-peaked"))
    served = svg_in(picture)
    page.locator("[name=_continue]").click()
    page.get_by_text("was added successfully").wait_for()
    chart = Chart.objects.get()
    assert chart.lines.count() == 2
    assert svg_in(inside(page)) == served

    publishing.archive_reference(chart, by="chief", published_from=chart_moment())
    public = new_page()
    public.goto(f"{world_sites.public}/charts/cocaine-peaked/")
    assert svg_in(public) == served


def chart_moment() -> Any:
    from django.utils import timezone

    return timezone.now()


def test_figures_are_ticked_and_an_old_picture_says_that_it_is_old(builder: Any) -> None:
    page = builder
    page.locator("[name=kind]").select_option("bar")
    after(page, lambda: choose(page, "lines-0-metric", "Seizures"))
    page.get_by_role("button", name="Choose figures of Seizures").press("Enter")
    page.get_by_role("checkbox", name=re.compile("420 seizures")).wait_for()
    assert page.evaluate("document.activeElement.type") == "checkbox"
    after(page, lambda: page.get_by_role("checkbox", name=re.compile("420 seizures")).check())
    after(page, lambda: page.get_by_role("checkbox", name=re.compile("120 seizures")).check())
    ids = page.locator("[name=lines-0-figure_ids]").input_value().split(",")
    assert len(ids) == 2
    assert "420 seizures" in inside(page).locator("figure").text_content()
    page.get_by_role("button", name="Done").click()
    assert page.locator("[data-figures-of]").count() == 0

    notes = page.locator("[name=annotations]")
    after(page, lambda: notes.fill("a day without a date"))
    page.get_by_text("This picture is of before your last changes.").wait_for()
    assert "Not drawn" in status(page)
    assert inside(page).locator("figure").is_visible()
    after(page, lambda: notes.fill(""))
    assert not page.get_by_text("This picture is of before your last changes.").is_visible()


def test_the_last_answer_wins_however_late_the_first_comes(builder: Any) -> None:
    page = builder
    page.locator("[name=kind]").select_option("bar")
    after(page, lambda: choose(page, "lines-0-metric", "Seizures"))
    held: list[Any] = []

    def hold_first(route: Any) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/picture/", hold_first)
    page.locator("[name=title]").fill("The first")
    page.wait_for_timeout(700)
    assert held
    after(page, lambda: page.locator("[name=title]").fill("The second"))
    held[0].continue_()
    page.wait_for_timeout(500)
    assert inside(page).locator("h1").inner_text() == "The second"


def test_without_scripts_a_button_shows_the_same(
    figures: Metric, world_sites: Sites, new_page: Callable[..., Any]
) -> None:
    chart = factories.chart([figures], title="The saved title", kind="line")
    password = staff.add_officer()
    page = new_page(java_script_enabled=False)
    staff.log_in(page, world_sites.staff, password)
    page.goto(f"{world_sites.staff}/admin/operations/chart/{chart.pk}/change/")
    assert inside(page).locator("svg:visible").count() == 1
    page.locator("[name=title]").fill("Another title")
    page.get_by_role("button", name="Preview").click()
    assert inside(page).locator("h1").inner_text() == "Another title"
    assert page.locator("[name=title]").input_value() == "Another title"
    chart.refresh_from_db()
    assert chart.title == "The saved title"


@pytest.mark.parametrize("width", [1280, 800, 360])
def test_nothing_is_cut_off_and_axe_finds_nothing(
    figures: Metric, world_sites: Sites, new_page: Callable[..., Any], width: int
) -> None:
    chart = factories.chart([figures], kind="line")
    page = new_page(width=width, height=900)
    staff.log_in(page, world_sites.staff, staff.add_officer())
    page.goto(f"{world_sites.staff}/admin/operations/chart/{chart.pk}/change/")
    page.wait_for_function("() => document.querySelector('[data-without-script]').hidden")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width == 1280:
        box, field = (page.locator(one).bounding_box() for one in (".builder", "[name=title]"))
        assert box["x"] >= field["x"] + field["width"]
    assert axe.violations({"builder": page}) == []
