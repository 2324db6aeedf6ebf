"""The command that imports figures: what it says, what it writes, and what it refuses."""

from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from operations.models import Evidence, FigureImport, Observation
from releases import publishing
from releases.models import Edition
from tests import factories
from tests.operations.importing.conftest import a_row, csv_of

NEW = {"title": "Knife crime", "publisher": "npcc"}


@pytest.fixture
def run(tmp_path: Path, named: dict[str, Any]):
    """Import these bytes into the release “figures”; what the command said."""

    def imported(data: bytes, *, name: str = "figures.csv", **options: Any) -> str:
        file = tmp_path / name
        file.write_bytes(data)
        said = StringIO()
        call_command("import_figures", file, release="figures", stdout=said, **options)
        return said.getvalue()

    return imported


def test_a_new_release_begins_with_its_figures(run, named):
    said = run(
        csv_of([a_row(7, as_stated="seven arrests"), a_row("8.5", category="heroin")]), **NEW
    )
    edition = Edition.objects.get(release__slug="figures")
    assert (edition.title, edition.number, edition.published_from) == ("Knife crime", 1, None)
    seven, eight = Observation.objects.filter(edition=edition).order_by("position")
    assert (seven.value, seven.organisation, str(seven.period)) == (
        Decimal(7), named["kent"], "week of 13 November 2023",
    )  # fmt: skip
    assert (eight.value, eight.category.slug) == (Decimal("8.5"), "heroin")
    assert [one.words for one in Evidence.objects.all()] == ["seven arrests"]
    assert "2 new, 0 changed, 0 unchanged" in said
    assert FigureImport.objects.get().edition == edition


def test_a_dry_run_saves_nothing(run):
    assert "2 new" in run(csv_of([a_row(), a_row(category="heroin")]), dry_run=True, **NEW)
    assert not Edition.objects.exists()
    assert not FigureImport.objects.exists()


def test_problems_are_told_by_cell_and_nothing_is_saved(run):
    rows = [a_row("12,4"), a_row(metric="arests"), a_row(period_end="2023-11-18")]
    with pytest.raises(CommandError) as refused:
        run(csv_of(rows), **NEW)
    assert str(refused.value).splitlines() == [
        "3 cells are wrong. Nothing was saved.",
        "  Row 2, column value: “12,4” is not a number: write 12.4.",
        "  Row 3, column metric: “arests” is no metric that is known here. Is it arrests?",
        "  Row 4, column period_kind: A week has seven days, not 13\N{EN DASH}18 November 2023; "
        "call that odd, or a phase.",
    ]
    assert not Edition.objects.exists()


def published_figures(named: dict[str, Any]) -> Edition:
    release = factories.release(slug="figures", publisher=named["publisher"])
    first = factories.edition(release=release)
    for drug, value in (("cocaine", 7), ("heroin", 8)):
        factories.observation(
            first, f"{value} {drug}", metric=named["arrests"], value=value,
            category=named["arrests"].dimension.categories.get(slug=drug),
            organisation=named["kent"], period_kind="week", period_start="2023-11-13",
            period_end="2023-11-19", note="A note.", operation=named["operation"],
        )  # fmt: skip
    return factories.archived(first)


def test_a_correction_restates_only_what_differs(run, named):
    first = published_figures(named)
    old = Observation.objects.get(edition=first, value=7)
    said = run(
        csv_of([a_row(9, category="cocaine", as_stated="9 cocaine"),
                a_row(8, category="heroin", as_stated="8 heroin"), a_row(1)]),
        reason="Miscounted.",
    )  # fmt: skip
    assert "1 new, 1 changed, 1 unchanged" in said
    draft = first.release.editions.get(number=2)
    corrected = Observation.objects.get(edition=draft, value=9)
    assert corrected.figure_id == old.figure_id
    # What the file does not say is as it stood.
    assert (corrected.note, corrected.operation) == ("A note.", named["operation"])
    assert corrected.words == "9 cocaine"
    assert Observation.objects.filter(edition=draft).count() == 2
    assert f"{old.figure_id}, Arrests, Cocaine, Kent Police" in said
    # Imported by the ids that stand, a second file brings the draft's own rows into line.
    again = run(csv_of([a_row(10, category="cocaine", figure_id=old.figure_id)]), replaces_all=True)
    assert (
        "0 new, 1 changed, 0 unchanged; 1 of the draft and 1 in force are not in the file" in again
    )
    (only,) = Observation.objects.filter(edition=draft)
    assert (only.pk, only.value, only.version) == (corrected.pk, Decimal(10), 2)


def test_the_same_file_is_refused_in_the_same_draft(run):
    data = csv_of([a_row()])
    run(data, **NEW)
    with pytest.raises(CommandError, match="imported into this draft already, by command"):
        run(data)
    assert Observation.objects.count() == 1


def test_a_public_release_needs_a_reason(run, named):
    published_figures(named)
    with pytest.raises(CommandError, match="say why its figures change"):
        run(csv_of([a_row()]))


def test_ids_and_keys_that_come_twice_or_belong_elsewhere_are_told(run, named):
    other = factories.observation(factories.edition(), metric=named["arrests"])
    rows = [
        a_row(1), a_row(2), a_row(3, figure_id=other.figure_id, category="heroin"),
        a_row(4, figure_id="bcdfghjkmnpq", organisation="essex"),
        a_row(5, figure_id="bcdfghjkmnpq", organisation="essex", category="heroin"),
    ]  # fmt: skip
    with pytest.raises(CommandError) as refused:
        run(csv_of(rows), **NEW)
    said = str(refused.value)
    assert "Row 3: The same thing, place and period as in row 2" in said
    assert (
        f"Row 4, column figure_id: This is a figure of another release ({other.release.slug})"
        in said
    )
    assert "Row 6, column figure_id: This id stands in row 5 too." in said


def test_a_draft_that_was_approved_is_a_draft_again(run):
    run(csv_of([a_row()]), embargo="2050-11-17 00:01", **NEW)
    edition = Edition.objects.get()
    Edition.objects.update(summary="Words.")
    publishing.submit(edition, by="one")
    publishing.approve(edition, by="two")
    said = run(csv_of([a_row(8)]))
    edition.refresh_from_db()
    assert edition.approved_at is None
    assert edition.submitted_at is None
    assert "will NOT be published" in said
    assert Observation.objects.get().value == 8
