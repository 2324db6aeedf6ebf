"""The works that are measured: what is asked of each side, how answers are held equal, the targets.

A cold answer is one to an address that our processes have not answered since they started, while
everything else (code, connections, PostgreSQL's buffers) is warm: what the first reader of a page
waits for. Datasette keeps no answers, so its cold ones are the same addresses.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from benchmarks.figures import datasette_side, facts, same
from benchmarks.figures.judging import (
    Target,
    above_file,
    datasette_times,
    memory,
    share_of_files,
    slowest,
    times_limit,
)
from benchmarks.figures.sides import World

THEIRS = f"/figures/{datasette_side.TABLE}"
LIKE_OURS = "&".join(
    f"_col={name}"
    for name in (
        "period_start", "period_end", "metric_label", "category", "area_name", "value",
        "qualifier", "status", "coverage_note", "release_title", "figure_url",
    )
)  # fmt: skip
POINT = "_col=period_start&_col=period_end&_col=value&_col=qualifier&_col=status"
# Facets that are asked for by name need no others suggested.
FACETS = "_nosuggest=1&" + "&".join(f"_facet={name}" for name in datasette_side.FACETS)
ROWS = 100


@dataclass(frozen=True)
class Work:
    """One row of the issue's table. Addresses of both sides are in the same order."""

    name: str
    ours: Callable[[World], Sequence[str]]
    targets: tuple[Target, ...]
    theirs: Callable[[World], Sequence[str]] | None = None
    check: Callable[[World, str], None] | None = None
    limit: str = ""  # “file”: one of the same size from the same server; “copy”: COPY of the rows
    phases: tuple[str, ...] = ("warm", "cold")
    ways: tuple[str, ...] = ("one", "many")
    is_long: bool = False  # an answer of seconds, whose memory is watched


def _pair(path: str) -> tuple[str, str]:
    """Metric and force in one of our addresses of a series."""
    metric, _, force = path.removeprefix("/api/v1/series/").partition(".json?organisation=")
    return metric, force


def check_series(world: World, path: str) -> None:
    metric, force = _pair(path)
    true = facts.series(world.place, metric, force)
    same.require_equal("Points of a whole series", len(true), 260)
    same.require_equal("Our series", same.our_series(world.ask(path)), true)
    theirs = world.ask_datasette(_series_of_datasette(metric, force))
    same.require_equal("Datasette's series", same.datasettes_series(theirs), true)


def _series_of_datasette(metric: str, force: str) -> str:
    return (
        f"{THEIRS}.json?metric__exact={metric}&organisation__exact={force}&_sort=period_end"
        f"&_size=1000&_shape=array&{POINT}"
    )


def _rows_of_datasette(metric: str, force: str) -> str:
    return (
        f"{THEIRS}?metric__exact={metric}&organisation__exact={force}&_sort_desc=period_end"
        f"&_size={ROWS}&{LIKE_OURS}"
    )


def check_rows(world: World, path: str) -> None:
    chosen = dict(part.split("=") for part in path.partition("?")[2].split("&"))
    metric, force = chosen["metric"], chosen["organisation"]
    true = facts.newest(world.place, metric, force, ROWS)
    same.require_equal("Rows of our page", same.figures_in_page(world.ask(path)), true)
    theirs = world.ask_datasette(_rows_of_datasette(metric, force))
    same.require_equal("Rows of Datasette's page", same.figures_in_page(theirs), true)


def check_counts(world: World, path: str) -> None:
    metric = path.partition("?metric=")[2]
    true = facts.counts(world.place, metric)
    said = same.our_counts(world.ask(path), true)
    same.require_equal("Our counts", said, {k: v for k, v in true.items() if k in said})
    within = {name: counted for name, counted in true.items() if not (metric and name == "metric")}
    asked = f"{THEIRS}.json?{f'metric__exact={metric}&' if metric else ''}_size=1&{FACETS}"
    theirs = same.datasettes_counts(world.ask_datasette(asked), within)
    same.require_equal("Datasette's counts", theirs, within)


def check_file(world: World, path: str) -> None:
    metric = path.partition("?metric=")[2].partition("&")[0]
    true = facts.figures(world.place, metric)
    same.require_same_figures("Our file", same.figures_in_csv(world.ask(path)), true)
    theirs = world.ask_datasette(_file_of_datasette(metric))
    same.require_same_figures("Datasette's file", same.figures_in_csv(theirs), true)


def _file_of_datasette(metric: str) -> str:
    return f"{THEIRS}.csv?{f'metric__exact={metric}&' if metric else ''}_stream=on&_size=max"


def _only(path: str) -> Callable[[World], Sequence[str]]:
    return lambda _world: [path]


SERIES = Work(
    "series of 260 points, JSON",
    lambda w: [f"/api/v1/series/{m}.json?organisation={f}" for m, f in w.pairs()],
    (datasette_times(10), above_file(1.5, "cold")),
    lambda w: [_series_of_datasette(*pair) for pair in w.pairs()],
    check_series,
    limit="file",
)
ROWS_PAGE = Work(
    "page of 100 rows, HTML",
    lambda w: [f"/explore/?metric={m}&organisation={f}" for m, f in w.pairs()],
    (datasette_times(10, "warm"), datasette_times(4, "cold")),
    lambda w: [_rows_of_datasette(*pair) for pair in w.pairs()],
    check_rows,
)
# The same without the facets that Datasette suggests on each page, while ours has its counts.
ROWS_ALONE = replace(
    ROWS_PAGE,
    name="page of 100 rows, Datasette's rows alone",
    targets=(),
    theirs=lambda w: [f"{_rows_of_datasette(*pair)}&_nosuggest=1" for pair in w.pairs()],
)
COUNTS = Work(
    "counts beside filters, one metric",
    lambda w: [f"/explore/?metric={plan.slug}" for plan in w.plans],
    (datasette_times(10),),
    lambda w: [
        f"{THEIRS}?metric__exact={plan.slug}&_size={ROWS}&{FACETS}&{LIKE_OURS}" for plan in w.plans
    ],
    check_counts,
)
ALL_COUNTS = Work(
    "counts beside filters, all figures",
    lambda w: ["/explore/"],
    (datasette_times(10),),
    lambda w: [f"{THEIRS}?_size={ROWS}&{FACETS}&{LIKE_OURS}"],
    check_counts,
)
PAGES = tuple(
    Work(
        f"{name} page", _only(path), (share_of_files(0.5, "warm"),), limit="file", phases=("warm",)
    )
    for name, path in {
        "home": "/",
        "chart": "/charts/hate-crimes-by-year/",
        "release": "/releases/gangland-thugs-jailed-for-thousands-of-years/",
        "data release": "/releases/weekly-figures-1/",
        "metric": "/metrics/weekly-arrests-in-town-centres/",
    }.items()
)
METRIC_FILE = Work(
    "CSV of one metric",
    lambda w: [f"/explore.csv?metric={plan.slug}&bom=0" for plan in w.plans],
    (datasette_times(10), times_limit(2, "COPY")),
    lambda w: [_file_of_datasette(plan.slug) for plan in w.plans],
    check_file,
    limit="copy",
    ways=("one",),
)
WHOLE_FILE = Work(
    "CSV of everything",
    lambda w: ["/data/figures.csv"],
    (datasette_times(20), times_limit(1.5, "COPY"), memory(30)),
    lambda w: [_file_of_datasette("")],
    check_file,
    limit="copy",
    ways=("one",),
    phases=("warm",),
    is_long=True,
)
SEARCH = Work(
    "search, 200 queries",
    lambda w: w.searches(),
    (slowest(50),),
    phases=("cold",),
    ways=("one",),
)
WORKS = (SERIES, ROWS_PAGE, ROWS_ALONE, COUNTS, ALL_COUNTS, *PAGES, METRIC_FILE, WHOLE_FILE, SEARCH)
