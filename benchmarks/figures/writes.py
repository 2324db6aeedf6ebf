"""What takes figures in: a million by the import, against COPY; and moving their embargo.

In a database of its own, which has the content and the metrics and no synthetic figure yet. The
import reads the file, checks every row, says what would change and writes; COPY puts the same rows
into tables of the same kind, indexes and checks included.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.figures import kept, recipe, spreadsheets
from benchmarks.figures.client import Timed
from benchmarks.figures.judging import Measured, Target, seconds, times_limit
from npcc_site import logins as database_logins

NAME = "import"
RELEASE = "a-million-figures"
EMBARGO = "2031-01-06 09:30"
TABLES = ("operations_observation", "operations_evidence")
IMPORT_TARGETS: tuple[Target, ...] = (times_limit(5, "COPY", "warm"),)
ACTS: dict[str, tuple[str, tuple[Target, ...]]] = {
    "approve": ("approved", ()),
    "move": ("moved", (seconds(30),)),
}
INSIDE = ("-m", "benchmarks.figures.inside")


def measured(server: kept.BenchPlace, size: int) -> Iterator[tuple[Measured, tuple[Target, ...]]]:
    """The import, then the move, which needs what the import wrote."""
    place = _prepared(server, size)
    file = kept.folder() / f"import-{size}.csv"
    plans = recipe.metrics(size)
    named = kept.forces(place)
    rows = spreadsheets.write(file, _all(plans, named))
    one = Measured(f"{NAME} of {rows:,} rows")
    one.ours["one"] = _once(lambda: _import(place, file))
    one.limit["one"] = _copied_again(place)
    yield one, IMPORT_TARGETS
    for verb, (what, targets) in ACTS.items():
        acted = Measured(f"embargo of {rows:,} figures {what}")
        took = 1_000 * float(kept.run(place, *INSIDE, verb, RELEASE, listen=True))
        acted.ours["one"] = Timed([took], took)
        yield acted, targets
    file.unlink()


def _prepared(server: kept.BenchPlace, size: int) -> kept.BenchPlace:
    """A new database with content and metrics."""
    place = replace(server, database=f"bench_import_{size}")
    with database_logins.administering(place.admin_url) as admin:
        kept.drop(admin, place.database)
    kept.make(place)
    kept.migrate(place)
    kept.run(place, *INSIDE, "metrics", str(size))
    return place


def _all(
    plans: list[recipe.MetricPlan], named: list[str]
) -> Iterator[tuple[recipe.MetricPlan, recipe.Figure]]:
    for plan in plans:
        for part in plan.parts:
            for figure in recipe.figures(plan, named, part.weeks):
                yield plan, figure


def _import(place: kept.BenchPlace, file: Path) -> None:
    kept.run(
        place, "manage.py", "import_figures", str(file), "--release", RELEASE, "--title",
        "A million figures", "--publisher", "npcc", "--summary", "Figures of every force.",
        "--embargo", EMBARGO,
    )  # fmt: skip


def _once(work: Callable[[], None]) -> Timed:
    began = time.perf_counter()
    work()
    took = (time.perf_counter() - began) * 1_000
    return Timed([took], took)


def _copied_again(place: kept.BenchPlace) -> Timed:
    """COPY of what the import wrote, out to files and into tables of the same kind."""
    took = Timed()
    with place.connect("owner") as owner, owner.cursor() as cursor:
        for table in TABLES:
            file = kept.folder() / f"{table}.copy"
            with file.open("wb") as out, cursor.copy(f"COPY {table} TO STDOUT") as copy:
                for block in copy:
                    out.write(block)
            cursor.execute(f"CREATE TABLE again_{table} (LIKE {table} INCLUDING ALL)")
            began = time.perf_counter()
            with file.open("rb") as rows, cursor.copy(f"COPY again_{table} FROM STDIN") as copy:
                while block := rows.read(1 << 20):
                    copy.write(block)
            took.each.append((time.perf_counter() - began) * 1_000)
            cursor.execute(f"DROP TABLE again_{table}")
            file.unlink()
    whole = sum(took.each)
    return Timed([whole], whole)
