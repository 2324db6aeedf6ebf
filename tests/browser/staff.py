"""A press officer in the admin, and what is there to work on."""

import io
import secrets
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.test import override_settings
from django.utils import timezone

from operations.charts import acts
from operations.corrections import figures_in_force, restate
from operations.importing import acts as importing
from operations.importing.resource import sheet_of
from operations.models import Chart, FigureImport, Observation
from releases import publishing
from releases.models import Edition
from tests import factories

NAME = "press-officer"
GANGLAND = "gangland-thugs-jailed-for-thousands-of-years"


def add_officer() -> str:
    """A superuser in the present world; returns the password."""
    password = secrets.token_urlsafe(16)
    # The sites' own processes know only Django's usual hasher.
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.PBKDF2PasswordHasher"]):
        get_user_model()._default_manager.create_superuser(NAME, password=password)
    return password


def log_in(page: Any, origin: str, password: str) -> None:
    """Through the form, with the keyboard."""
    page.goto(f"{origin}/admin/")
    page.locator("[name=username]").fill(NAME)
    page.locator("[name=password]").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{origin}/admin/")


def begin_correction() -> Edition:
    """A draft of the second edition of a release of the content, with one figure in it."""
    first = Edition.objects.get(release__slug=GANGLAND)
    draft = publishing.correct(first.release, by=NAME, reason="To show what a draft looks like.")
    restate(figures_in_force(draft, draft.created_at).first(), edition=draft)
    return draft


def submitted(draft: Edition) -> Edition:
    """Handed in by a colleague, so that the press officer may approve it."""
    publishing.submit(draft, by="colleague")
    return draft


def scheduled() -> Edition:
    """Approved by another, and public in a week."""
    draft = submitted(make_draft(embargo_until=timezone.now() + timedelta(days=7)))
    publishing.approve(draft, by="chief")
    return Edition.objects.get(pk=draft.pk)


def asked_for_earlier() -> Edition:
    edition = scheduled()
    publishing.ask_earlier(edition, by="colleague", embargo_until=None, reason="It leaked.")
    return edition


def spreadsheet(draft: Edition, data: bytes, name: str) -> FigureImport:
    """A file of figures for the draft's release, its rows checked where its headings are known."""
    of = importing.begin(
        io.BytesIO(data), name, len(data), by=NAME, at=timezone.now(), release=draft.release,
        options={},
    )  # fmt: skip
    return importing.step(of.pk)


def checked_spreadsheet(draft: Edition) -> FigureImport:
    """The draft's own figures, one of them with another value."""
    data = sheet_of(Observation.objects.filter(edition=draft))
    value = str(Observation.objects.filter(edition=draft).first().value.normalize())
    return spreadsheet(draft, data.replace(f",{value},".encode(), b",12345,", 1), "checked.csv")


def wrong_spreadsheet(draft: Edition) -> FigureImport:
    data = b'metric,value,period_kind,organisation\narests,"12,4",weak,Kent\n'
    return spreadsheet(draft, data, "wrong.csv")


def gone_chart() -> Chart:
    """Given another address by the press officer, and then taken down."""
    chart = factories.chart([factories.metric()], slug="a-chart")
    publishing.archive_reference(chart, by=NAME, published_from=timezone.now())
    acts.rename(chart, to="another-address", by=NAME, seen="1")
    acts.take_down(chart, reason="It mixed two years.", by=NAME, seen="2")
    return chart


def make_draft(**fields: Any) -> Edition:
    """A first draft with a figure, a claim and a quotation."""
    draft = factories.edition(title="Forty arrests in a week of action", notes="Notes.", **fields)
    figure = factories.observation(draft)
    factories.claim(draft, [figure])
    factories.quotation(draft)
    return draft
