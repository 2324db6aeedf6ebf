"""From a pasted text to its public page, as a press officer goes: by keyboard, and offline too."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from operations.models import Candidate, Decision, Intake, Observation
from releases import publishing
from releases.models import Edition
from tests.browser import axe, long_release, staff
from tests.harness.servers import Sites

pytestmark = pytest.mark.slow


@pytest.fixture
def review(world: Any, world_sites: Sites, new_page: Callable[..., Any]) -> Callable[..., Any]:
    """Open the review of the long release, pasted; options are those of ``new_page``."""
    long_release.make_metrics()
    password = staff.add_officer()

    def opened(**options: Any) -> Any:
        page = new_page(**options)
        staff.log_in(page, world_sites.staff, password)
        known = Intake.objects.first()
        if known is not None:
            page.goto(f"{world_sites.staff}/admin/operations/intake/{known.pk}/review/")
            return page
        page.goto(f"{world_sites.staff}/admin/operations/intake/add/")
        page.locator("textarea[name=text]").fill(long_release.TEXT)
        page.locator("form [type=submit]").last.click()
        page.wait_for_url(re.compile(r"/review/$"))
        return page

    return opened


def settled(page: Any) -> None:
    """Until nothing is on its way to the site."""
    page.wait_for_function(
        "() => !Object.keys(localStorage).some((key) => key.includes(':change:'))"
    )


def waiting(page: Any) -> Any:
    return page.locator(".intake-card--waiting")


def refuse(page: Any, name: str, reason: str) -> None:
    page.locator(f"#{name}").focus()
    page.keyboard.press("r")
    page.keyboard.type(reason)
    page.keyboard.press("Enter")


def decide_all(page: Any) -> int:
    """Decide every card with single keys; returns how many keys were pressed, reasons aside."""
    keys = 0
    while waiting(page).count():
        card = page.locator(".intake-card--waiting:focus")
        if card.count() == 0:
            waiting(page).first.focus()
            card = page.locator(".intake-card--waiting:focus")
        name = card.get_attribute("id")
        metric = card.locator("[name=metric]")
        is_quotation = card.get_attribute("data-quotation") is not None
        has_parts = card.locator("[name=parts] option:checked").count() > 0
        same = card.locator("[name=same_as]")
        repeats = same.count() and same.input_value()
        if is_quotation or has_parts or repeats or metric.input_value():
            page.keyboard.press("a")
            keys += 1
        else:
            page.keyboard.press("r")
            page.keyboard.type("an example of one case")
            page.keyboard.press("Enter")
            keys += 2
        page.wait_for_function(
            "(id) => !document.getElementById(id)?.matches('.intake-card--waiting')"
            " || document.querySelector(`#${id} .errorlist`)",
            arg=name,
        )
        wrong = page.locator(f"#{name} .errorlist")
        assert wrong.count() == 0, wrong.first.inner_text()
    settled(page)
    return keys


def test_a_pasted_text_becomes_a_public_page_by_keyboard_alone(
    review: Callable[..., Any], world_sites: Sites, new_page: Callable[..., Any]
) -> None:
    page = review()
    assert page.locator(".intake-text").inner_text().strip().startswith(long_release.TITLE)
    figures = page.locator("#intake-cards .intake-card").count()
    assert figures >= 30
    keys = decide_all(page)
    # One key for a figure that is as it was read, two for one that is refused.
    assert keys <= 2 * (figures + page.locator("[data-quotation]").count())
    assert "0 not accounted for" in page.locator("#intake-meter").inner_text()
    page.locator("[name=summary]").fill("River units jailed boat thieves and took their engines.")
    page.get_by_role("button", name="Save these: title, embargo and notes").press("Enter")
    settled(page)
    page.locator("#intake-save [type=submit]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/releases/edition/\d+/change/"))
    edition = Edition.objects.get()
    assert edition.observations.count() >= 10
    page.goto(f"{world_sites.staff}/admin/releases/edition/{edition.pk}/submit/")
    page.get_by_role("button", name="Submit for approval").press("Enter")
    page.wait_for_url(re.compile(r"/change/"))
    publishing.approve(edition, by="colleague")  # nobody approves what they wrote themselves
    edition.refresh_from_db()
    assert edition.published_from is not None
    public = new_page()
    address = f"{world_sites.public}{edition.get_absolute_url()}"
    public.wait_for_timeout(5_500)  # five seconds pass between the verb and the page
    public.goto(address)
    text = public.locator("main").inner_text()
    for words in ("96 boats", "£1.4 million", "684 years", "Alex Example", "Jo Placeholder"):
        assert words in text
    assert public.locator("mark, .marked, [id^='f-']").count() >= 10


def test_nothing_is_lost_with_the_connection(review: Callable[..., Any]) -> None:
    page = review()
    first = waiting(page).nth(2)
    second = waiting(page).nth(3)
    names = [first.get_attribute("id"), second.get_attribute("id")]
    page.context.set_offline(True)
    for card in (first, second):
        card.focus()
        page.keyboard.press("r")
        page.keyboard.type("not for certain")
        page.keyboard.press("Enter")
        page.locator(f"#{card.get_attribute('id')}.intake-card--kept").wait_for()
    assert page.locator("#intake-kept").is_visible()
    assert "2 changes are kept" in page.locator("#intake-kept").inner_text()
    assert Candidate.objects.filter(decision=Decision.REFUSED).count() == 0
    page.locator("[name=notes]").fill("Half a sentence, and then")
    address, context = page.url, page.context
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(address)
    settled(page)
    for name in names:
        page.locator(f"#{name}.intake-card--refused").wait_for()
    refused = Candidate.objects.filter(decision=Decision.REFUSED)
    assert {f"candidate-{one.pk}" for one in refused} == set(names)
    assert page.locator("[name=notes]").input_value() == "Half a sentence, and then"


@pytest.mark.parametrize("choice", ["Leave it as it is now", "Put mine in its place"])
def test_two_people_at_one_figure(review: Callable[..., Any], choice: str) -> None:
    page = review()
    other = review()
    name = page.locator("#intake-cards .intake-card--waiting").nth(2).get_attribute("id")
    for one, reason in ((other, "no figure"), (page, "of another release")):
        refuse(one, name, reason)
        one.locator(f"#{name}.intake-card--refused").wait_for()
    page.locator(f"#{name} .intake-stale").wait_for()
    told = page.locator(f"#{name} .intake-stale").inner_text()
    assert "Somebody else changed this meanwhile" in told
    assert "no figure" in told
    assert "of another release" in told
    candidate = Candidate.objects.get(pk=int(name.removeprefix("candidate-")))
    assert candidate.reason == "no figure"
    page.reload()  # what was not chosen yet is not lost either
    page.get_by_role("button", name=choice).click()
    settled(page)
    candidate.refresh_from_db()
    mine = choice.startswith("Put mine")
    assert candidate.reason == ("of another release" if mine else "no figure")
    assert page.locator(".intake-stale").count() == 0


def test_one_figure_changed_twice_without_a_connection(review: Callable[..., Any]) -> None:
    page = review()
    name = page.locator("#intake-cards .intake-card--waiting").nth(2).get_attribute("id")
    page.context.set_offline(True)
    refuse(page, name, "no figure")
    page.locator(f"#{name}.intake-card--kept").wait_for()
    page.get_by_role("button", name=re.compile("^Take it back")).click()
    assert page.locator("#intake-kept").is_hidden()
    refuse(page, name, "not for certain")
    page.context.set_offline(False)
    settled(page)
    candidate = Candidate.objects.get(decision=Decision.REFUSED)
    assert (candidate.reason, candidate.version) == ("not for certain", 2)


def test_a_change_whose_answer_was_lost_is_not_made_twice(review: Callable[..., Any]) -> None:
    page = review()
    names = [page.locator("#intake-cards .intake-card--waiting").nth(2).get_attribute("id")]
    lost = []

    def lose(route: Any) -> None:
        lost.append(route.fetch())  # the site has done it, and nobody hears of it
        route.abort()

    page.route("**/candidates/*/", lose, times=1)
    refuse(page, names[0], "no figure")
    page.locator(f"#{names[0]}.intake-card--refused").wait_for()
    settled(page)
    assert [answer.status for answer in lost] == [200]
    assert page.locator(".intake-stale").count() == 0
    assert Candidate.objects.get(decision=Decision.REFUSED).version == 2


def test_who_is_signed_out_is_told_and_loses_nothing(review: Callable[..., Any]) -> None:
    page = review()
    name = page.locator("#intake-cards .intake-card--waiting").nth(2).get_attribute("id")
    cookies = page.context.cookies()
    page.context.clear_cookies()
    refuse(page, name, "no figure")
    page.get_by_role("link", name="Sign in again, in another tab").wait_for()
    assert "You are signed out" in page.locator("#intake-kept").inner_text()
    page.context.add_cookies(cookies)
    page.get_by_role("button", name="Send now").click()
    page.locator(f"#{name}.intake-card--refused").wait_for()


def test_logging_out_asks_before_decisions_are_lost(review: Callable[..., Any]) -> None:
    page = review()
    asked: list[str] = []

    def answer(dialog: Any) -> None:
        asked.append(dialog.message)
        dialog.dismiss() if len(asked) == 1 else dialog.accept()

    page.on("dialog", answer)
    page.route("**/candidates/*/", lambda route: route.abort())
    name = page.locator("#intake-cards .intake-card--waiting").nth(2).get_attribute("id")
    refuse(page, name, "no figure")
    page.locator(f"#{name}.intake-card--kept").wait_for()
    page.locator("#logout-form button").click()
    assert page.locator(f"#{name}.intake-card--kept").is_visible()
    page.locator("#logout-form button").click()
    page.wait_for_url(re.compile("/logout/$"))
    assert asked == ["Log out and lose 1 decision on a text that could not be sent yet?"] * 2
    assert (
        page.evaluate("Object.keys(localStorage).filter((key) => /change|typed/.test(key))") == []
    )


def test_keys_act_on_the_card_and_never_while_somebody_types(review: Callable[..., Any]) -> None:
    page = review()
    unnamed = page.locator("#intake-cards .intake-card--waiting", has_text="No metric yet")
    name = unnamed.first.get_attribute("id")
    card = page.locator(f"#{name}")
    card.focus()
    page.keyboard.press("a")
    page.keyboard.press("a")
    assert "Choose what is measured" in card.locator(".errorlist").inner_text()
    page.keyboard.press("e")
    page.keyboard.type("jakru")
    assert card.locator("[name=metric]").input_value() == "jakru"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == name
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") != name
    page.reload()
    assert card.locator("[name=metric]").input_value() == "jakru"
    assert Candidate.objects.exclude(decision=Decision.WAITING).count() == 0


def test_undo_takes_the_last_decision_back(review: Callable[..., Any]) -> None:
    page = review()
    name = page.locator("#intake-cards .intake-card--waiting").nth(2).get_attribute("id")
    refuse(page, name, "no figure")
    page.locator(f"#{name}.intake-card--refused").wait_for()
    assert page.evaluate("document.activeElement.id") != name
    page.keyboard.press("u")
    page.locator(f"#{name}.intake-card--waiting.intake-card--open:focus").wait_for()
    assert Candidate.objects.exclude(decision=Decision.WAITING).count() == 0


def test_a_number_is_accounted_for_by_keys(review: Callable[..., Any]) -> None:
    page = review()
    page.locator(".intake-meter__dismissed summary").click()
    page.get_by_role("button", name=re.compile("^Bring back 2021")).click()
    settled(page)
    assert page.locator(".intake-meter__dismissed").get_attribute("open") is not None
    waiting(page).first.focus()
    page.keyboard.press("n")
    page.locator("#intake-selected").wait_for()
    page.keyboard.press("d")
    page.keyboard.type("a year")
    page.keyboard.press("Enter")
    settled(page)
    assert Intake.objects.get().dismissed.get(reason="a year").words == "2021"
    assert page.locator("#intake-selected").is_hidden()


def test_words_that_are_selected_become_a_figure(review: Callable[..., Any]) -> None:
    page = review()
    page.evaluate(
        """() => {
            const walker = document.createTreeWalker(
                document.querySelector("#intake-text"), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const node = walker.currentNode;
                if (node.data.trim() === "seven") {
                    const range = document.createRange();
                    range.setStart(node, 0);
                    range.setEnd(node.parentElement.nextSibling.firstChild, 13);
                    getSelection().removeAllRanges();
                    getSelection().addRange(range);
                    return;
                }
            }
        }"""
    )
    page.locator("#intake-selected").wait_for()
    page.get_by_role("button", name="Add as a figure").click()
    page.locator(".intake-card", has_text="seven month period").wait_for()
    added = Candidate.objects.get(by_hand=True)
    text = Intake.objects.get().text
    assert text[added.start : added.end] == "seven month period"
    assert added.value == 7
    assert page.evaluate("document.activeElement.id") == f"candidate-{added.pk}"
    heads = page.locator("#intake-cards .intake-card__number").all_inner_texts()
    assert heads == [str(number) for number in range(1, len(heads) + 1)]
    order = page.locator("#intake-cards .intake-card").evaluate_all(
        "(all) => all.map((one) => Number(one.dataset.candidate))"
    )
    assert order == list(Candidate.objects.values_list("pk", flat=True))


def test_single_keys_can_be_switched_off(review: Callable[..., Any]) -> None:
    page = review()
    page.keyboard.press("?")
    page.locator("#intake-keys-on").uncheck()
    waiting(page).first.focus()
    page.keyboard.press("a")
    page.reload()
    assert not page.locator("#intake-keys-on").is_checked()
    assert Candidate.objects.exclude(decision=Decision.WAITING).count() == 0


def test_axe_finds_nothing_in_any_scheme_or_width(review: Callable[..., Any]) -> None:
    page = review()
    names = [card.get_attribute("id") for card in waiting(page).all()]
    refuse(page, names[2], "no figure")
    page.locator(f"#{names[2]}.intake-card--refused").wait_for()
    page.route("**/candidates/*/", lambda route: route.abort())
    refuse(page, names[3], "no figure")  # kept, and said so
    page.locator(f"#{names[3]}.intake-card--kept").wait_for()
    page.locator("#intake-text").evaluate("(text) => getSelection().selectAllChildren(text)")
    page.locator("#intake-selected").wait_for()
    assert axe.violations({"review": page}) == []


def test_nothing_scrolls_sideways_on_a_phone(review: Callable[..., Any]) -> None:
    page = review(width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_scripts_every_decision_is_a_page(review: Callable[..., Any]) -> None:
    page = review(java_script_enabled=False)
    card = page.locator("#intake-cards .intake-card--waiting").nth(2)
    name = card.get_attribute("id")
    card.locator("[name=reason]").fill("no figure")
    card.get_by_role("button", name=re.compile("^Refuse")).click()
    page.wait_for_url(re.compile(f"#{name}$"))
    assert Candidate.objects.get(decision=Decision.REFUSED).reason == "no figure"
    assert Observation.objects.count() == 0
