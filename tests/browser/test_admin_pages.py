"""The admin in a real browser: axe finds nothing, nobody else is asked, and previews are drawn.

The list of pages is read from the admin's own registry, so a model that is added is looked at too.
"""

import pytest
from django.apps import apps
from django.contrib import admin
from django.db.models import F
from django.urls import reverse

from operations.models import Chart, Observation
from releases.models import Edition
from tests import factories
from tests.browser import axe, staff
from tests.harness import browsers

CHANGELISTS = sorted(
    f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
    for model in admin.site._registry
)
OURS = ("releases", "operations")
# Edited inside another's page, or (LoadedFile) kept by the loader of content for itself.
NO_LIST = {
    "Quotation", "SourceText", "Evidence", "Claim", "ChartLine", "LoadedFile",
    "Candidate", "SpokenCandidate", "DismissedNumber", "BringForward", "Wording", "Notice",
    "NoticeChange", "PublicChange", "EarlyView", "SurfaceSeen", "Seal", "Salt", "Checkpoint",
    "FormerAddress", "GoneChart", "ImportedCells", "ImportedRow", "StandingFigure",
    "Conflict", "FigureCount",
}  # fmt: skip


@pytest.fixture(scope="module")
def rows(content_world):
    """The keys of what the pages below are about; some is added to the content."""
    draft = staff.begin_correction()
    return {
        "draft": draft.pk,
        "public": Edition.objects.get(release__slug=staff.GANGLAND, number=1).pk,
        "few": Edition.objects.get(release__slug="watch-apcc-npcc-partnership-summit-2023-live").pk,
        "figure": Observation.objects.get(edition=draft).pk,
        "bars": Chart.objects.get(slug="regional-units-drugs-seized-2022-23").pk,
        "numbers": Chart.objects.get(slug="protests-2-to-5-november-2023").pk,
        "waiting": factories.chart([]).pk,
        "gone": staff.gone_chart().pk,
        "submitted": staff.submitted(staff.make_draft()).pk,
        "scheduled": staff.scheduled().pk,
        "asked": staff.asked_for_earlier().pk,
        "checked": staff.checked_spreadsheet(draft).pk,
        "wrong": staff.wrong_spreadsheet(draft).pk,
        "unmatched": staff.spreadsheet(draft, b"What,How many\na,1\n", "unmatched.csv").pk,
    }


@pytest.fixture(scope="module")
def cookies(sites, browser):
    """Those of somebody who logged in through the form."""
    password = staff.add_officer()
    with browsers.context(browser, browsers.Watch()) as context:
        staff.log_in(context.new_page(), sites.staff, password)
        return context.cookies()


# What each page is called, its route, and which row it is about.
PAGES = {
    "index": ("admin:index", None),
    "releases": ("admin:app_list", "releases"),
    "operations": ("admin:app_list", "operations"),
    "draft": ("admin:releases_edition_change", "draft"),
    "public edition": ("admin:releases_edition_change", "public"),
    "edition without figures": ("admin:releases_edition_change", "few"),
    "submit": ("admin:releases_edition_submit", "draft"),
    "approve": ("admin:releases_edition_approve", "submitted"),
    "move": ("admin:releases_edition_move", "scheduled"),
    "ask for an earlier moment": ("admin:releases_edition_ask_earlier", "scheduled"),
    "agree to an earlier moment": ("admin:releases_edition_grant_earlier", "asked"),
    "scheduled edition": ("admin:releases_edition_change", "scheduled"),
    "hold everything": ("admin:releases_hold_everything", None),
    "correct": ("admin:releases_edition_correct", "few"),
    "withdraw": ("admin:releases_edition_withdraw", "public"),
    "history": ("admin:releases_edition_history", "draft"),
    "figures in force": ("admin:operations_observation_in_force", "draft"),
    "figure": ("admin:operations_observation_change", "figure"),
    "chart of bars": ("admin:operations_chart_change", "bars"),
    "chart of numbers": ("admin:operations_chart_change", "numbers"),
    "chart without lines": ("admin:operations_chart_change", "waiting"),
    "new chart": ("admin:operations_chart_add", None),
    "letting out a chart": ("admin:operations_chart_let_out", "waiting"),
    "a chart's new address": ("admin:operations_chart_rename", "bars"),
    "taking a chart down": ("admin:operations_chart_take_down", "bars"),
    "chart that is gone": ("admin:operations_chart_change", "gone"),
    "rehearse": ("admin:releases_rehearsal_make", "scheduled"),
    "early reader": ("admin:releases_earlyaccess_give", "scheduled"),
    "announce": ("admin:releases_announcement_add", None),
    "release from text": ("admin:operations_intake_add", None),
    "figures from a spreadsheet": ("admin:operations_figureimport_add", None),
    "spreadsheet checked": ("admin:operations_figureimport_import", "checked"),
    "spreadsheet with errors": ("admin:operations_figureimport_import", "wrong"),
    "spreadsheet to match": ("admin:operations_figureimport_import", "unmatched"),
    "password": ("admin:password_change", None),
}


@pytest.fixture
def opened(sites, cookies, new_page):
    """Open a path of the staff site, logged in, with scripts and without: two pages by name."""

    def open_both(path, logged_in=True):
        pages = {}
        for name, on in (("with scripts", True), ("without", False)):
            page = pages[name] = new_page()
            page.context.add_cookies(cookies if logged_in else [])
            with axe.scripts(page, on=on):
                assert page.goto(sites.staff + path).status == 200
            assert page.url == sites.staff + path
        return pages

    return open_both


def path_of(route, row=None, rows=None):
    args = [] if row is None else [(rows or {}).get(row, row)]
    return reverse(route, "npcc_site.urls_staff", args=args)


# Fifty rows and a hundred choices are alike, and axe takes its time over each.
SHORTEN = """() => {
  const more = "#result_list tbody tr:nth-child(n+9), #changelist-filter li:nth-child(n+9)";
  document.querySelectorAll(more).forEach((one) => one.remove());
}"""


@pytest.mark.parametrize("route", CHANGELISTS)
def test_axe_finds_nothing_on_a_list(opened, route):
    pages = opened(path_of(route))
    for page in pages.values():
        page.evaluate(SHORTEN)
    assert axe.violations(pages) == []


@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing_on_a_page(opened, rows, page):
    assert axe.violations(opened(path_of(*PAGES[page], rows))) == []


def test_what_an_approval_changes_is_read_on_a_telephone(sites, cookies, new_page, rows):
    """Each cell below the one before with its heading, and still a table to a screen reader."""
    page = new_page(width=360)
    page.context.add_cookies(cookies)
    page.goto(sites.staff + path_of(*PAGES["approve"], rows))
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    table = page.get_by_role("table").first
    assert table.bounding_box()["width"] <= 360
    assert table.get_by_role("columnheader").count() == 4
    was, will = (table.get_by_role("cell").nth(place).bounding_box() for place in (0, 1))
    assert will["y"] >= was["y"] + was["height"]


def test_axe_finds_nothing_where_one_logs_in(opened):
    assert axe.violations(opened("/admin/login/", logged_in=False)) == []


def test_axe_finds_nothing_on_a_page_with_errors(opened, rows):
    pages = opened(path_of("admin:releases_edition_change", "draft", rows))
    for page in pages.values():
        page.locator("[name=title]").fill("")
        page.locator("[name=_save]").first.click()
        page.wait_for_selector(".errornote")
    assert axe.violations(pages) == []


def test_axe_finds_nothing_on_a_page_that_somebody_else_saved_first(opened, rows):
    pages = opened(path_of("admin:releases_edition_change", "draft", rows))
    theirs = Edition.objects.filter(pk=rows["draft"])
    theirs.update(notes="Theirs.", version=F("version") + 1)
    for page in pages.values():
        page.locator("[name=notes]").fill("Mine.")
        page.locator("[name=_save]").first.click()
        page.wait_for_selector(".conflict__fields")
        assert "Theirs." in page.locator(".conflict").inner_text()
        assert page.locator("[name=notes]").input_value() == "Mine."
    assert axe.violations(pages) == []


def test_every_model_of_ours_is_in_the_admin():
    ours = [model for model in apps.get_models() if model._meta.app_label in OURS]
    listed = {model for model in admin.site._registry if model._meta.app_label in OURS}
    assert {model.__name__ for model in ours if model not in listed} == NO_LIST


@pytest.mark.parametrize("page", ["index", "draft", "chart of bars", "approve"])
def test_the_admin_asks_nobody_and_has_no_error(sites, cookies, new_page, rows, page):
    opened = new_page()
    opened.context.add_cookies(cookies)
    asked, console = [], []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda said: console.append(f"{said.type}: {said.text}"))
    opened.goto(sites.staff + path_of(*PAGES[page], rows))
    opened.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith((sites.staff, "data:"))] == []
    assert console == []


def test_a_charts_page_shows_the_saved_chart(sites, cookies, page, rows):
    page.context.add_cookies(cookies)
    page.goto(sites.staff + path_of("admin:operations_chart_change", "bars", rows))
    picture = page.frame_locator("[data-frame]").locator("figure")
    assert "2,780 kg" in picture.text_content()
    page.goto(sites.staff + path_of("admin:operations_chart_change", "numbers", rows))
    assert "67 protests" in picture.inner_text()
    page.goto(sites.staff + path_of("admin:operations_chart_change", "waiting", rows))
    assert "Choose the metric of a line" in page.locator("[data-odd]").inner_text()


def test_the_confirmation_says_what_will_become_public(sites, cookies, page, rows):
    page.context.add_cookies(cookies)
    page.goto(sites.staff + path_of("admin:releases_edition_approve", "submitted", rows))
    words = page.locator("#content-main").inner_text()
    assert "Forty arrests in a week of action" in words
    assert "1 figure" in words
    assert "Nobody outside can see these yet" in words


def test_an_autocomplete_finds_a_metric_by_keyboard(sites, cookies, page, rows):
    page.context.add_cookies(cookies)
    page.goto(sites.staff + path_of("admin:releases_release_changelist"))
    page.goto(sites.staff + path_of("admin:operations_observation_change", "figure", rows))
    page.locator(".field-organisation .select2-selection").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("north wales")
    page.locator(".select2-results__option--highlighted", has_text="North Wales").wait_for()
    page.keyboard.press("Enter")
    assert "North Wales" in page.locator(".field-organisation .select2-selection").inner_text()
