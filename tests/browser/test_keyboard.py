"""Everything can be reached and used with the keyboard alone, and it is seen where one is."""

import pytest

from tests.browser import drawing, keyboard, staff

PAGES = [
    "/",
    "/releases/",
    "/charts/regional-units-drugs-seized-2022-23/",
    "/releases/police-attend-67-protests-in-four-days/",
    "/figures/b63hf4dmb7fn/",
    "/charts/weekly-hate-crime-october-2023/embed/",
]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [1280, 320])
def test_tab_reaches_everything_and_can_be_seen(sites, new_page, path, width):
    page = new_page(width=width)
    drawing.visit(page, sites.public + path)
    walked = keyboard.walk(page)
    assert walked.stops >= 3
    assert walked.unreached == []
    assert walked.unseen == []
    assert walked.out_of_view == []


@pytest.mark.parametrize("path", ["/", "/releases/"])
def test_tab_reaches_everything_without_javascript(sites, new_page, path):
    page = new_page(java_script_enabled=False)
    page.goto(sites.public + path)
    assert keyboard.walk(page).unreached == []


def test_a_focus_is_seen_in_the_dark_too(sites, new_page):
    page = new_page(color_scheme="dark")
    drawing.visit(page, sites.public)
    assert keyboard.walk(page).unseen == []


def test_the_first_stop_skips_to_the_content(sites, page):
    page.goto(f"{sites.public}/releases/")
    page.keyboard.press("Tab")
    skip = page.locator(".govuk-skip-link")
    assert page.evaluate("document.activeElement.className") == "govuk-skip-link"
    assert skip.bounding_box()["height"] > 10
    page.keyboard.press("Enter")
    assert page.url.endswith("#main-content")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_enter_opens_and_shuts_a_table(sites, page):
    drawing.visit(page, f"{sites.public}/charts/?topic=seizures")
    details = page.locator("figure.chart details").first
    details.locator("summary").focus()
    assert not details.locator("table").is_visible()
    page.keyboard.press("Enter")
    assert details.locator("table").is_visible()
    page.keyboard.press("Enter")
    assert not details.locator("table").is_visible()


def test_a_copy_button_copies_and_says_so(sites, new_page):
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    drawing.visit(page, f"{sites.public}{PAGES[2]}")
    box = page.locator(".copy", has=page.locator("#embed-code"))
    box.get_by_role("button").focus()
    page.keyboard.press("Enter")
    page.wait_for_function(
        "() => [...document.querySelectorAll('[role=status]')]"
        ".some((status) => status.textContent === 'Copied')"
    )
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#embed-code").input_value()
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"


# --- the admin -----------------------------------------------------------------------------------


@pytest.fixture
def officer(world_sites, page):
    """A page of the staff site with somebody logged in, in a world of its own."""
    staff.log_in(page, world_sites.staff, staff.add_officer())
    return page


def test_tab_reaches_everything_on_a_drafts_page(officer, world_sites):
    draft = staff.make_draft()
    officer.goto(f"{world_sites.staff}/admin/releases/edition/{draft.pk}/change/")
    for folded in officer.query_selector_all("details:not([open]) > summary"):
        folded.focus()
        officer.keyboard.press("Enter")
    walked = keyboard.walk(officer)
    assert walked.stops > 40
    assert walked.unreached == []
    assert walked.unseen == []


def test_a_draft_is_published_with_the_keyboard_alone(officer, world_sites):
    draft = staff.submitted(staff.make_draft())
    officer.goto(f"{world_sites.staff}/admin/releases/edition/{draft.pk}/change/")
    officer.get_by_role("link", name="Approve").focus()
    officer.keyboard.press("Enter")
    officer.wait_for_url("**/approve/")
    button = officer.get_by_role("button", name="Publish now")
    while not button.evaluate("(one) => one === document.activeElement"):
        officer.keyboard.press("Tab")
        if officer.evaluate("document.activeElement.name === 'typed'"):
            officer.keyboard.type("publish now")
    officer.keyboard.press("Enter")
    officer.wait_for_url("**/edition/*/change/")
    assert "Approved. It is public from" in officer.locator(".messagelist").inner_text()
