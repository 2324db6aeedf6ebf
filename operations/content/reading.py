"""A content folder, read whole: frozen entries, or one report of every error in it. No Django.

The files' form is in content/README.md; each entry is a class of
``operations.content.entries``.
"""

import tomllib
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from operations.content import entries, references, releases
from operations.content.checking import check
from operations.content.problems import ContentError, Problem
from operations.content.tables import Table

Read = TypeVar("Read", bound=entries.Entry)

SINGLE_FILES = ("topics", "publishers", "organisations", "dimensions", "operations")
FOLDERS = ("metrics", "charts", "releases")


def content_files(folder: Path) -> list[Path]:
    """Every content file of ``folder``, in order of reading."""
    single = [folder / f"{name}.toml" for name in SINGLE_FILES]
    return [path for path in single if path.is_file()] + [
        path for name in FOLDERS for path in sorted((folder / name).glob("*.toml"))
    ]


def read_content(folder: Path) -> entries.Content:
    """Read and check all files of ``folder``. Raises ContentError with every error found."""
    problems = list(_strays(folder))
    tables = {
        path.relative_to(folder).as_posix(): table
        for path in content_files(folder)
        if (table := _parsed(path, folder, problems)) is not None
    }
    content = entries.Content(
        topics=_entries(tables, "topics", references.topic),
        publishers=_entries(tables, "publishers", references.publisher),
        organisations=_entries(tables, "organisations", references.organisation),
        dimensions=_entries(tables, "dimensions", references.dimension),
        operations=_entries(tables, "operations", references.operation),
        metrics=_entries(tables, "metrics", references.metric),
        charts=_entries(tables, "charts", references.chart),
        releases=tuple(
            releases.release(table)
            for file, table in tables.items()
            if file.startswith("releases/")
        ),
    )
    for table in tables.values():
        table.refuse_unknown()
    problems += check(content)
    if problems:
        raise ContentError(problems)
    return content


def _entries(
    tables: dict[str, Table], name: str, read: Callable[[Table], Read]
) -> tuple[Read, ...]:
    """The tables [[name]] of name.toml, or of every file of the folder of that name."""
    found = []
    for file, table in tables.items():
        if file == f"{name}.toml" or file.startswith(f"{name}/"):
            if not table.has(name):
                table.refuse("", f"there is no [[{name}]] in it. Add one, or remove the file.")
            for inner in table.tables(name):
                found.append(read(inner))
                inner.refuse_unknown()
    return tuple(found)


def _parsed(path: Path, folder: Path, problems: list[Problem]) -> Table | None:
    file = path.relative_to(folder).as_posix()
    try:
        values: dict[str, Any] = tomllib.loads(
            path.read_bytes().decode("utf-8"), parse_float=Decimal
        )
    except UnicodeDecodeError as error:
        problems.append(Problem(file, f"byte {error.start}", "it is not UTF-8. Save it as UTF-8."))
        return None
    except tomllib.TOMLDecodeError as error:
        problems.append(Problem(file, "", f"it is not TOML: {error}."))
        return None
    return Table(values, file=file, problems=problems)


def _strays(folder: Path) -> Iterator[Problem]:
    """Files that nothing reads, since a file in the wrong place would be missed in silence."""
    if not folder.is_dir():
        yield Problem(str(folder), "", "there is no such folder. Name the content’s folder.")
        return
    expected = set(content_files(folder))
    if not expected:
        yield Problem(str(folder), "", "no content file is in it. Name the content’s folder.")
    for path in sorted(folder.rglob("*.toml")):
        if path not in expected:
            file = path.relative_to(folder).as_posix()
            yield Problem(
                file, "", f"it has no place here. Files are {', '.join(SINGLE_FILES)} (.toml), "
                f"and those in {', '.join(f'{name}/' for name in FOLDERS)}."
            )  # fmt: skip
