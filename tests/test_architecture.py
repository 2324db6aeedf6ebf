"""Which way the code may look: one test for each rule that a newcomer could break unseen."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PURE = (
    "operations/annotations.py", "operations/areas.py", "operations/arithmetic.py",
    "operations/charts/adjusting.py", "operations/charts/deriving.py",
    "operations/charts/state.py", "operations/charts/switches.py",
    "operations/embeds/code.py", "operations/embeds/options.py", "operations/guard",
    "npcc_site/finding/sitemap_xml.py", "operations/datasets.py", "operations/figure_ids.py",
    "operations/charts/implied.py",
    "operations/explore/address.py",
    "operations/intake/converting.py", "operations/intake/extracting.py",
    "operations/intake/likeness.py", "operations/intake/marked.py", "operations/intake/meter.py",
    "operations/intake/uploads.py",
    "operations/marking.py", "operations/numbers_in_words.py", "operations/embeds/oembed.py",
    "operations/periods.py", "operations/series.py",
    "operations/stated_words.py", "operations/renderers", "operations/content/reading.py",
    "releases/anchors.py", "releases/citing.py", "releases/claims.py", "releases/differences.py",
    "releases/quantities.py", "releases/reading", "releases/source_texts.py", "releases/units.py",
)  # fmt: skip


def modules(place: str) -> Iterator[Path]:
    path = ROOT / place
    yield from [path] if path.is_file() else sorted(path.rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Every module that a file imports, at its head or inside a function."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def test_releases_never_imports_operations() -> None:
    offenders = {
        str(path.relative_to(ROOT)): name
        for path in modules("releases")
        for name in imported(path)
        if name.split(".")[0] == "operations"
    }
    assert offenders == {}


@pytest.mark.parametrize("place", PURE)
def test_pure_modules_import_no_django(place: str) -> None:
    found = list(modules(place))
    assert found, f"{place} is gone: take it off the list."
    for path in found:
        assert not [name for name in imported(path) if name.split(".")[0] == "django"], path


def test_renderers_take_a_series_and_nothing_of_the_database() -> None:
    for path in modules("operations/renderers"):
        forbidden = {"operations.models", "operations.querysets", "operations.charts"}
        assert not imported(path) & forbidden, path


def test_only_the_seam_knows_both_rows_and_series() -> None:
    both = {
        str(path.relative_to(ROOT))
        for path in modules("operations")
        if {"operations.models", "operations.series"} <= imported(path)
    }
    # ``asked`` holds a row beside what the others made of it.
    seam = ("__init__", "asked", "implying", "pointing")
    assert both == {f"operations/charts/{name}.py" for name in seam}


def test_views_never_ask_for_all_rows() -> None:
    """A public view says ``.public(at)``; ``objects.all()`` and ``objects.filter`` don't."""
    allowed = {"Chart.objects.filter", "ChartLine.objects.filter"}  # narrow another question
    places = (
        "npcc_site/views.py", "releases/views.py", "operations/views.py",
        "operations/embeds/views.py", "operations/embeds/using_views.py",
        "operations/charts/page_views.py", "operations/charts/file_views.py",
        "npcc_site/api/views.py", "npcc_site/api/figure_rows.py",
        "npcc_site/api/reference_rows.py", "npcc_site/api/release_rows.py",
    )  # fmt: skip
    for place in places:
        for node in ast.walk(ast.parse((ROOT / place).read_text())):
            if not isinstance(node, ast.Attribute) or node.attr not in ("all", "filter", "get"):
                continue
            spelled = ast.unparse(node)
            if spelled.endswith((".objects.all", ".objects.filter", ".objects.get")):
                assert spelled in allowed, f"{place}: {spelled}"


def test_no_module_is_a_drawer_for_everything() -> None:
    names = {path.name for place in ("npcc_site", "releases", "operations", "tests")
             for path in modules(place)}  # fmt: skip
    assert not names & {"utils.py", "helpers.py", "common.py", "misc.py"}
