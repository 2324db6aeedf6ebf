"""An import that dies at any statement leaves the release as it was, or as it becomes (F1)."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from operations.models import Evidence, FigureImport, Observation
from releases.models import Edition
from tests import factories
from tests.embargo.test_killed import killed_at
from tests.harness import databases
from tests.operations.importing.conftest import a_row, csv_of

STEP = 1 if os.environ.get("DRILL") else 7


def state() -> list[Any]:
    tables = (Edition, Observation, Evidence, FigureImport)
    return [list(one.objects.order_by("pk").values_list()) for one in tables]


@pytest.mark.slow
def test_a_command_that_dies_leaves_all_or_nothing(world: databases.World, tmp_path: Path) -> None:
    metric = factories.metric(slug="arrests")
    factories.organisation(slug="kent")
    release = factories.release(slug="figures")
    first = factories.edition(release=release)
    factories.observation(first, metric=metric, value=7)
    factories.archived(first)
    old = Observation.objects.get()
    rows = [
        {**a_row(8), "figure_id": old.figure_id, "as_stated": "eight"},
        a_row(9, organisation=""),
    ]
    file = tmp_path / "figures.csv"
    file.write_bytes(csv_of(rows))
    before = state()

    def act() -> None:
        call_command(
            "import_figures", file, release="figures", reason="A slip.", verbosity=0
        )  # fmt: skip

    deaths, n = 0, 2
    while killed_at(n, act):
        deaths += 1
        assert state() == before, f"Something was left by a death before statement {n}."
        n += STEP
    assert deaths > 2
    assert Observation.objects.filter(edition__number=2).count() == 2
    assert FigureImport.objects.get().state == FigureImport.State.SAVED
