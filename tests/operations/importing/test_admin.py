"""Importing in the admin: the steps as a press officer takes them, and what each refuses."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from operations.importing import acts, staging
from operations.models import FigureImport, ImportedCells, ImportedRow, Observation
from releases import publishing
from releases.models import Edition
from tests import factories
from tests.operations.importing.conftest import WEEK, a_row, csv_of

ADD = reverse("admin:operations_figureimport_add", "npcc_site.urls_staff")
NEW = {"title": "Knife crime", "slug": "figures", "summary": "Words."}


@pytest.fixture
def officer(named: dict[str, Any]) -> Client:
    """Somebody who writes releases and approves none."""
    user = User.objects.create_user("clare", is_staff=True)
    user.groups.add(Group.objects.get(name="Curator"))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def upload(officer: Client, named: dict[str, Any]):
    """Send a file as the page does; the answer, after the redirect."""

    def sent(data: bytes, name: str = "figures.csv", **said: Any) -> Any:
        file = SimpleUploadedFile(name, data)
        form = {"publisher": named["publisher"].pk, "change_kind": "correction", **said}
        return officer.post(ADD, {"file": file, **form}, follow=True)

    return sent


def page(of: FigureImport, name: str = "import") -> str:
    return reverse(f"admin:operations_figureimport_{name}", "npcc_site.urls_staff", args=[of.pk])


def words(answer: Any) -> str:
    text = re.sub(r"<(script|style).*?</\1>", "", answer.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def checked(officer: Client) -> FigureImport:
    """The newest import, once all its rows are checked."""
    of = FigureImport.objects.first()
    assert of is not None
    while of.state == FigureImport.State.CHECKING:
        officer.post(page(of, "step"))
        of.refresh_from_db()
    return of


def test_from_upload_to_draft(upload, officer, named):
    answer = upload(
        csv_of([a_row(7, as_stated="seven arrests"), a_row(8, category="heroin")]), **NEW
    )
    assert "0 of 3 rows read" in words(answer)
    of = checked(officer)
    read = words(officer.get(page(of)))
    assert "New 2 Changed 0 Unchanged 0" in read
    assert "Arrests 0 2 none 15 7 to 8" in read
    assert not Observation.objects.exists()
    answer = officer.post(page(of, "save"), {"figures": "3"}, follow=True)
    assert "Type how many figures the file states, as this page says: 2." in words(answer)
    answer = officer.post(page(of, "save"), {"figures": "2"}, follow=True)
    assert "Saved as a draft. Nothing is public" in words(answer)
    edition = Edition.objects.get(release__slug="figures")
    assert (edition.written_by, edition.approved_at) == ("clare", None)
    assert [one.value for one in edition.observations.order_by("position")] == [7, 8]
    assert not ImportedCells.objects.exists()
    assert not ImportedRow.objects.exists()
    # The button pressed twice does nothing twice, and the same file is refused.
    assert officer.post(page(of, "save"), {"figures": "2"}).status_code == 302
    assert Observation.objects.count() == 2
    again = upload(csv_of([a_row(7, as_stated="seven arrests"), a_row(8, category="heroin")]),
                   release="figures")  # fmt: skip
    assert "imported into this draft already, by clare" in words(again)
    # Whoever imported is one of its authors: somebody else approves.
    assert "clare" in publishing.authors(edition)


def test_headings_are_matched_by_hand(upload, officer):
    rows = [{"Offence": "Arrests", "Police force": "Kent Police", "How many": "7", "Kind": "week",
             "Week beginning": "13/11/2023", "Week ending": "19/11/2023",
             "Remark": "x"}]  # fmt: skip
    answer = upload(csv_of(rows, tuple(rows[0])), **NEW)
    assert "Which column is which?" in words(answer)
    of = FigureImport.objects.get()
    # Likeness finds these; a person says the others.
    assert of.places == {"organisation": 1, "period_start": 4, "period_end": 5, "note": 6}
    lacking = officer.post(page(of, "match"), {"place-1": "organisation"})
    assert "Choose a column for: Metric id, Value, Period kind." in words(lacking)
    said = {"place-0": "metric_label", "place-1": "organisation", "place-2": "value",
            "place-3": "period_kind", "place-4": "period_start",
            "place-5": "period_end"}  # fmt: skip
    officer.post(page(of, "match"), said)
    assert "New 1" in words(officer.get(page(checked(officer))))
    officer.post(page(of, "save"), {"figures": "1"})
    figure = Observation.objects.get()
    assert (figure.value, str(figure.period), figure.note) == (
        Decimal(7), "week of 13 November 2023", "",
    )  # fmt: skip


def test_cells_that_are_wrong_are_listed_and_nothing_can_be_saved(upload, officer):
    upload(csv_of([a_row("12,4"), a_row(metric="arests")]), **NEW)
    of = checked(officer)
    read = words(officer.get(page(of)))
    assert "2 value “12,4” is not a number: write 12.4." in read
    assert "3 metric “arests” is no metric that is known here. Is it arrests?" in read
    answer = officer.post(page(of, "save"), {"figures": "0"}, follow=True)
    assert "Mend what is wrong in the file" in words(answer)
    assert not Edition.objects.exists()


def draft_with_a_figure(named: dict[str, Any]) -> Edition:
    draft = factories.edition(release=factories.release(slug="figures"))
    factories.observation(
        draft, metric=named["arrests"], value=7, organisation=named["kent"], **WEEK
    )
    return draft


def test_what_somebody_changes_meanwhile_is_not_overwritten(upload, officer, named):
    draft = draft_with_a_figure(named)
    upload(csv_of([a_row(9)]), release="figures")
    of = checked(officer)
    read = words(officer.get(page(of)))
    assert "Changed 1" in read
    assert "Value 7 9" in read
    Observation.objects.update(value=8)  # another person, on the figure's own page
    answer = officer.post(page(of, "save"), {"figures": "1"}, follow=True)
    assert "have changed since the file was compared" in words(answer)
    assert Observation.objects.get().value == 8
    officer.post(page(of, "again"))
    assert "Value 8 9" in words(officer.get(page(checked(officer))))
    officer.post(page(of, "save"), {"figures": "1"})
    assert Observation.objects.get().value == 9
    assert Observation.objects.get().edition == draft


def test_the_second_of_two_imports_is_told_of_the_first(upload, officer, named):
    draft_with_a_figure(named)
    upload(csv_of([a_row(9)]), "one.csv", release="figures")
    first = checked(officer)
    upload(csv_of([a_row(10)]), "two.csv", release="figures")
    second = checked(officer)
    officer.post(page(first, "save"), {"figures": "1"})
    answer = officer.post(page(second, "save"), {"figures": "1"}, follow=True)
    assert "have changed since the file was compared" in words(answer)
    assert Observation.objects.get().value == 9


def test_what_the_file_lacks_goes_only_where_it_has_all(upload, officer, named):
    draft = draft_with_a_figure(named)
    kept = factories.observation(draft, metric=named["share"], value=40)
    upload(csv_of([a_row(9)]), "one.csv", release="figures")
    assert "1 of the draft (kept)" in words(officer.get(page(checked(officer))))
    upload(csv_of([a_row(9, figure_id="")]) + b"\r\n", "two.csv", release="figures",
           replaces_all="on")  # fmt: skip
    of = checked(officer)
    assert "1 of the draft (deleted)" in words(officer.get(page(of)))
    officer.post(page(of, "save"), {"figures": "1"})
    assert not Observation.objects.filter(pk=kept.pk).exists()
    assert Observation.objects.get().value == 9


def test_a_long_file_is_checked_in_pieces_and_survives_a_reload(upload, officer, many_rows):
    upload(many_rows(50), **NEW)
    of = FigureImport.objects.get()
    acts.step(of.pk, 20)
    assert "21 of 51 rows read" in words(officer.get(page(of)))
    assert "21 of 51 rows read" in words(officer.get(page(of)))
    acts.step(of.pk, 20)
    acts.step(of.pk, 20)
    of.refresh_from_db()
    assert of.state == FigureImport.State.CHECKED
    assert of.rows.count() == 50
    assert "New 50" in words(officer.get(page(of)))


def test_what_waits_is_deleted_after_a_day(upload, officer):
    upload(csv_of([a_row()]), **NEW)
    assert ImportedCells.objects.count() == 1
    assert staging.forget_old(timezone.now() + timedelta(hours=23)) == 0
    assert staging.forget_old(timezone.now() + timedelta(hours=25)) == 1
    assert not ImportedCells.objects.exists()
    assert "Given up" in words(officer.get(page(FigureImport.objects.get())))


def test_the_sheet_of_a_draft_comes_back_unchanged(upload, officer, named):
    draft = draft_with_a_figure(named)
    factories.observation(
        draft, "=2 people", metric=named["share"], value=Decimal("12.5"), note="-5 before",
        area="wales", operation=named["operation"], phase=named["phase"], period_kind="phase",
        is_partial=True, coverage="excludes Gwent", status="provisional", qualifier="about",
        period_basis="stated",
    )  # fmt: skip
    sheet = reverse("admin:operations_figureimport_sheet", "npcc_site.urls_staff", args=[draft.pk])
    data = officer.get(sheet).content
    assert b"'=2 people" in data
    upload(data, release="figures")
    assert "New 0 Changed 0 Unchanged 2" in words(officer.get(page(checked(officer))))


@pytest.mark.parametrize("groups", [[], ["Administrator"]])
def test_who_may_not_edit_editions_may_not_import(named, groups):
    user = User.objects.create_user("alex", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    client = Client()
    client.force_login(user)
    assert client.get(ADD).status_code == 403
    assert client.post(ADD, {}).status_code == 403
