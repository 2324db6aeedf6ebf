"""The embargo in the text, its weekday and the field agree, or somebody says why not (EL-61)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.utils import timezone

from operations.intake.forms import HeaderForm
from releases import publishing
from releases.embargo_agreement import disagreements, in_the_text
from releases.forms import EditionForm
from releases.models import Edition
from releases.moment_fields import LondonMomentField, SplitLondonMomentField
from releases.moments import moment_words
from tests import factories

TODAY = date(2023, 11, 14)
FRIDAY = datetime(2023, 11, 17, 0, 1, tzinfo=UTC)
TEXT = "Knives found\n\nEMBARGOED UNTIL 00:01 FRIDAY 17 NOVEMBER\n\nForces found 40 knives.\n"
SUMMER = datetime(2023, 7, 6, 23, 1, tzinfo=UTC)  # 00:01 on Friday 7 July in London
IN_SUMMER = "Knives found\n\nEmbargo: 00:01 Friday 7 July 2023\n\nForces found 40 knives.\n"
NO_WORDS = "Knives found\n\nForces found 40 knives.\n"
HOURS = timedelta(hours=1)

AGREEING: list[tuple[str, str, datetime | None]] = [
    (TEXT, "", FRIDAY),
    (TEXT, "00:01 Friday 17 November", FRIDAY),
    (IN_SUMMER, "00:01 Friday 7 July", SUMMER),
    (NO_WORDS, "", None),
    (NO_WORDS, "", FRIDAY),  # an embargo that only a letter names
    ("", "", FRIDAY),
    ("", "Friday 17 November 2023 at one minute past midnight", FRIDAY),
    ("", "for immediate release", None),
    ("Knives\n\nFOR IMMEDIATE RELEASE\n\nText.", "", None),
    # Words that leave a moment open are met by each that they may mean.
    ("Knives\n\nUNDER EMBARGO\n\nText.", "", FRIDAY),
    ("", "midnight on Friday 17 November", FRIDAY - timedelta(minutes=1)),
    ("", "midnight on Friday 17 November", FRIDAY + 24 * HOURS - timedelta(minutes=1)),
    ("", "6.30 on Friday 17 November", FRIDAY + 18 * HOURS + timedelta(minutes=29)),
    ("", "23:01 UTC on Thursday 6 July", SUMMER),
]
DIFFERING: list[tuple[str, str, datetime | None, str]] = [
    (TEXT, "", None, "no embargo is set"),
    ("", "00:01 Friday 17 November", None, "no embargo is set"),
    (TEXT, "", FRIDAY + 9.5 * HOURS, "Friday 17 November 2023, 00:01 London time (00:01 UTC)"),
    (TEXT, "", FRIDAY.replace(year=2017), "The embargo that is set is Friday 17 November 2017"),
    (IN_SUMMER, "", SUMMER + HOURS, "Friday 7 July 2023, 00:01 London time (23:01 UTC)"),
    ("", "Saturday 17 November, 00:01", FRIDAY, "the weekday Saturday (not Friday)"),
    ("", "Friday 17 November 2023, 09:30", FRIDAY, "the time 09:30 (not 00:01)"),
    ("", "Friday 17 November 2022", FRIDAY, "the year 2022 (not 2023)"),
    # The text's own weekday and date contradict each other: neither may be taken quietly.
    ("T\n\nEmbargo: 00:01 Saturday 17 November 2023\n\nText.", "", FRIDAY, "which may be"),
    (
        "T\n\nEmbargo: 00:01 Saturday 17 November 2023\n\nText.", "", FRIDAY + 24 * HOURS,
        "which may be",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "as_stated", "until"), AGREEING)
def test_el_61_what_may_be_meant_agrees(text: str, as_stated: str, until: datetime | None) -> None:
    assert disagreements(text, as_stated, until, today=TODAY) == ()


@pytest.mark.parametrize(("text", "as_stated", "until", "told"), DIFFERING)
def test_el_61_what_differs_is_told_with_both_moments(
    text: str, as_stated: str, until: datetime | None, told: str
) -> None:
    [sentence] = disagreements(text, as_stated, until, today=TODAY)
    assert told in sentence
    if until is not None:
        assert moment_words(until) in sentence


def test_the_page_tells_what_the_text_says() -> None:
    assert in_the_text(TEXT, today=TODAY) == (
        "The text says “EMBARGOED UNTIL 00:01 FRIDAY 17 NOVEMBER”: "
        "Friday 17 November 2023, 00:01 London time (00:01 UTC)."
    )
    assert in_the_text(NO_WORDS, today=TODAY) == "The text states no embargo."


# --- the edition's page --------------------------------------------------------------------------


PAGE = forms.modelform_factory(Edition, form=EditionForm, exclude=["release"])


def posted(edition: Edition, text: str | None = None, **changed: Any) -> EditionForm:
    """The form of the edition's page as somebody sends it, with the text of its inline."""
    until = timezone.localtime(edition.embargo_until) if edition.embargo_until else None
    data: dict[str, Any] = {
        "title": edition.title,
        "summary": edition.summary,
        "slug": edition.release.slug,
        "publisher": edition.release.publisher_id,
        "embargo_until": f"{until:%Y-%m-%d %H:%M}" if until else "",
        "embargo_as_stated": edition.embargo_as_stated,
        "embargo_reason": edition.embargo_reason,
    }
    if text is not None:
        data |= {"source_text-TOTAL_FORMS": "1", "source_text-0-text": text}
    return PAGE({**data, **changed}, instance=edition)


@pytest.mark.django_db
def test_el_61_a_difference_is_not_saved_until_someone_says_why() -> None:
    edition = factories.edition(embargo_until=FRIDAY)
    factories.source_text(edition, TEXT)
    assert posted(edition).is_valid()
    late = posted(edition, embargo_until="2023-11-17 09:30")
    assert set(late.errors) == {"embargo_until", "embargo_reason"}
    assert moment_words(FRIDAY) in late.errors["embargo_reason"][0]
    assert posted(
        edition, embargo_until="2023-11-17 09:30", embargo_reason="They rang: half past nine."
    ).is_valid()


@pytest.mark.django_db
def test_el_61_the_text_counts_as_it_is_posted() -> None:
    edition = factories.edition(embargo_until=FRIDAY)
    moved = TEXT.replace("FRIDAY 17", "SATURDAY 18")
    assert posted(edition, text=TEXT.replace("\n", "\r\n")).is_valid()
    assert not posted(edition, text=moved).is_valid()
    factories.source_text(edition, moved)
    assert not posted(edition).is_valid()
    assert posted(edition, text=TEXT).is_valid()
    assert posted(edition, text=moved, **{"source_text-0-DELETE": "on"}).is_valid()


@pytest.mark.django_db
def test_el_61_a_reason_covers_only_the_difference_that_it_was_given_for() -> None:
    edition = factories.edition(embargo_until=FRIDAY + 9 * HOURS, embargo_reason="They rang.")
    factories.source_text(edition, TEXT)
    assert posted(edition, title="Another title").is_valid()
    other = posted(edition, embargo_until="2023-11-16 09:30")
    assert "say why of this one" in other.errors["embargo_reason"][-1]
    assert posted(
        edition, embargo_until="2023-11-16 09:30", embargo_reason="They rang again."
    ).is_valid()


@pytest.mark.django_db
def test_el_61_it_is_neither_submitted_nor_approved_either() -> None:
    """By whatever way it was written: a verb asks once more."""
    tomorrow = timezone.now().replace(second=0, microsecond=0) + timedelta(days=1)
    edition = factories.edition(embargo_until=tomorrow, embargo_as_stated="00:01 on 1 May 2011")
    with pytest.raises(ValidationError, match="1 May 2011"):
        publishing.submit(edition, by="writer")
    Edition.objects.filter(pk=edition.pk).update(embargo_as_stated="")
    publishing.submit(edition, by="writer")
    Edition.objects.filter(pk=edition.pk).update(embargo_as_stated="00:01 on 1 May 2011")
    with pytest.raises(ValidationError, match="1 May 2011"):
        publishing.approve(edition, by="approver")
    Edition.objects.filter(pk=edition.pk).update(embargo_reason="The words are of last year.")
    publishing.approve(edition, by="approver")


# --- the hours of the clock changes, wherever a moment is typed ----------------------------------

TWICE = ("2026-10-25 01:30", "2026-10-25 01:00", "2026-10-25 01:59")
NEVER = ("2027-03-28 01:30", "2027-03-28 01:00", "2027-03-28 01:59")
ONCE = {
    "2026-10-25 00:59": datetime(2026, 10, 24, 23, 59, tzinfo=UTC),
    "2026-10-25 02:00": datetime(2026, 10, 25, 2, 0, tzinfo=UTC),
    "2027-03-28 00:59": datetime(2027, 3, 28, 0, 59, tzinfo=UTC),
    "2027-03-28 02:00": datetime(2027, 3, 28, 1, 0, tzinfo=UTC),
}


def typed(field: forms.Field, text: str) -> datetime:
    """What the field makes of the text: in its two boxes where it has them."""
    moment: datetime = field.clean(text.split(" ") if hasattr(field, "compress") else text)
    return moment


FIELDS = [LondonMomentField(), SplitLondonMomentField()]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("text", TWICE)
def test_el_60_an_hour_that_comes_twice_is_refused_with_both_instants(
    field: forms.Field, text: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        typed(field, text)
    minutes = text[-2:]
    assert refused.value.messages == [
        f"London has {text[-5:]} on Sunday 25 October 2026 twice, since the clocks go back: "
        f"00:{minutes} UTC and 01:{minutes} UTC. Ask what is meant, and give a time before 01:00 "
        "or from 02:00 on, which London has once."
    ]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("text", NEVER)
def test_el_60_an_hour_that_never_comes_is_refused(field: forms.Field, text: str) -> None:
    with pytest.raises(ValidationError, match=r"London has no .* since the clocks go forward"):
        typed(field, text)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("text", ONCE)
def test_el_60_the_minutes_around_it_are_taken(field: forms.Field, text: str) -> None:
    assert typed(field, text).astimezone(UTC) == ONCE[text]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(
    "text", ["0001-01-01 00:00", "0026-11-17 00:01", "1970-01-01 00:00", "9999-12-31 23:59"]
)
def test_el_56_a_year_that_no_one_means_is_refused(field: forms.Field, text: str) -> None:
    with pytest.raises(ValidationError):
        typed(field, text)


def test_el_60_every_field_of_staff_for_a_moment_refuses_them() -> None:
    """A new one that is Django's own fails here."""
    request = RequestFactory().get("/")
    request.user = User(is_superuser=True, is_active=True)
    request.at = timezone.now()
    pages = [one.get_form(request) for one in admin.site._registry.values() if is_edited(one)]
    found = {
        (form.__name__, name): isinstance(field, LondonMomentField | SplitLondonMomentField)
        for form in [*pages, *subclasses(forms.Form), HeaderForm]
        for name, field in form.base_fields.items()
        if is_moment(field) and not form.__module__.startswith("django.contrib")
    }
    assert ("EditionForm", "embargo_until") in found
    assert [name for name, is_ours in found.items() if not is_ours] == []


def is_edited(page: Any) -> bool:
    return page.model._meta.app_label in ("releases", "operations")


def subclasses(form: Any) -> list[Any]:
    return [one for direct in form.__subclasses__() for one in (direct, *subclasses(direct))]


def is_moment(field: forms.Field) -> bool:
    return isinstance(field, forms.DateTimeField | forms.SplitDateTimeField)
