"""A file that the site gives away comes back equal: no figure is new, none is changed."""

import contextlib
import io
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Count
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from operations.importing import acts
from operations.importing.cells import CellError, day, number
from operations.importing.columns import COLUMNS, DERIVED
from operations.importing.matching import matched
from operations.importing.resource import sheet_of
from operations.models import Evidence, FigureImport, Observation
from operations.renderers.exact import digits
from releases.models import Edition, Release
from releases.published import database_now
from tests import factories
from tests.harness import databases
from tests.harness.clients import SiteClient

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\x01�"),
    max_size=30,
).map(str.strip).filter(lambda text: "Â" not in text and "â€" not in text)  # fmt: skip
FIGURES = st.fixed_dictionaries({
    "value": st.decimals(-(10**14), 10**14, places=4, allow_nan=False),
    "qualifier": st.sampled_from(["exact", "about", "more_than", "up_to"]),
    "status": st.sampled_from(["", "estimated", "provisional", "revised"]),
    "is_partial": st.booleans(), "coverage": WORDS, "note": WORDS, "period_basis": WORDS,
    "area": st.sampled_from(["", "wales", "great-britain", "england-wales-scotland"]),
})  # fmt: skip


def compared(data: bytes, release: Release, name: str = "figures.csv") -> dict[str, Any]:
    """What an import of the file into the release would do, once all its rows are checked."""
    of = acts.begin(
        io.BytesIO(data), name, len(data), by="clare", at=database_now(), release=release,
        options={"reason": "To see what changes."},
    )  # fmt: skip
    assert of.state == FigureImport.State.CHECKING, of.places
    while of.state == FigureImport.State.CHECKING:
        of = acts.step(of.pk)
    assert not of.findings["problems"], of.findings["problems"]
    return of.difference


@pytest.fixture
def draft(named: dict[str, Any]) -> Edition:
    return factories.edition(release=factories.release(slug="figures"))


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(figures=st.lists(st.tuples(FIGURES, st.lists(WORDS.filter(bool), max_size=2)), max_size=8))
def test_the_sheet_of_a_draft_comes_back_equal(figures, draft, named):
    Evidence.objects.all().delete()
    Observation.objects.all().delete()
    for said, phrases in figures:
        row = Observation.objects.create(
            edition=draft, release=draft.release, metric=named["arrests"],
            period_kind="not_stated", **said,
        )  # fmt: skip
        for words in phrases:
            Evidence.objects.create(observation=row, release=draft.release, words=words)
    if not figures:
        return
    told = compared(sheet_of(Observation.objects.order_by("pk")), draft.release)
    assert told["counts"] == {
        "new": 0, "changed": 0, "unchanged": len(figures), "missing_in_draft": 0,
        "missing_in_force": 0,
    }, told["changed"]  # fmt: skip


@pytest.mark.parametrize(("ending", "releases"), [("csv", 30), ("xlsx", 2), ("ods", 2)])
def test_the_public_files_of_a_release_come_back_unchanged(
    content_world: databases.World, public_client: SiteClient, ending: str, releases: int
) -> None:
    """Each figure of the file is known again by its id, and in none has a cell changed."""
    counted = Release.objects.annotate(figures=Count("observations")).order_by("-figures", "pk")
    for release in counted[:releases]:
        answer = public_client.get(f"/explore.{ending}?release={release.slug}")
        assert answer.status_code == 200
        data = b"".join(answer) if answer.streaming else answer.content
        with transaction.atomic():
            told = compared(data, release, f"figures.{ending}")
            transaction.set_rollback(True)
        assert told["counts"] == {
            "new": 0, "changed": 0, "unchanged": release.figures, "missing_in_draft": 0,
            "missing_in_force": 0,
        }, (release.slug, told["changed"][0]["fields"])  # fmt: skip


@given(st.decimals(-(10**14), 10**14, places=4, allow_nan=False))
def test_a_number_written_by_the_site_is_read_as_the_same(value):
    assert number(digits(value)).value == value or abs(value) > 10**11


@given(st.text(max_size=12))
def test_any_cell_is_a_number_a_day_or_a_sentence(text):
    for read in (number, day):
        with contextlib.suppress(CellError):  # any other error is a failure
            read(text)


def test_every_column_that_the_site_gives_away_is_known_by_its_name():
    headings = [column.name for column in COLUMNS] + list(DERIVED)
    assert matched(headings).is_sure
    assert matched([column.heading for column in COLUMNS] + list(DERIVED.values())).is_sure
