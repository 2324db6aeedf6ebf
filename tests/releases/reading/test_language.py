"""Rules are written for the language: none names a release, person, force, town or operation.

The names are those of the site's own content, which comes from releases that the reader must be
able to read; a rule that knew one of them would say nothing of the next release.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
RULES = ROOT / "releases" / "reading"
CONTENT = ROOT / "content"
TEXTS = Path(__file__).parent / "texts"
NAME = re.compile(r"\b[A-Z][\w’'-]{2,}")
SMALL = re.compile(r"\b[a-z][\w’'-]*")
# Ranks, bodies, nations and the like, which are always written large; and the bore of a gun.
GENERIC = {
    *("april", "february", "june", "november", "october", "september", "december", "christmas"),
    *("british", "ireland", "scotland", "wales", "london", "northern", "south", "southern"),
    *("east", "eastern", "western", "midlands", "isle", "valley", "greater"),
    *("association", "agency", "college", "commons", "commissioners", "community", "force"),
    *("constabulary", "coordination", "library", "office", "operations", "oversight", "scrutiny"),
    *("terrorism", "transport", "calibre"),
}


def rule_strings() -> Iterator[tuple[Path, str]]:
    """Every string of the reader's code that is no docstring."""
    for path in sorted(RULES.glob("*.py")):
        tree = ast.parse(path.read_text())
        told = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and id(node) not in told:
                yield path, str(node.value)


def names() -> set[str]:
    """Words that only names have: nobody writes them with a small letter in our own prose."""
    found: set[str] = set()
    for path in [CONTENT / "operations.toml", CONTENT / "organisations.toml",
                 CONTENT / "publishers.toml", *CONTENT.glob("releases/*.toml")]:  # fmt: skip
        wanted = ("name", "speaker") if path.parent == CONTENT else ("speaker",)
        for key, value in _pairs(tomllib.loads(path.read_text())):
            if key in wanted:
                found.update(NAME.findall(value))
    prose = "".join(path.read_text() for path in TEXTS.glob("*.txt"))
    return {word.lower() for word in found} - set(SMALL.findall(prose)) - GENERIC


def _pairs(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for inner, one in value.items():
            yield from _pairs(one, inner)
    elif isinstance(value, list):
        for one in value:
            yield from _pairs(one, key)
    elif isinstance(value, str):
        yield key, value


def test_there_are_names_to_look_for() -> None:
    found = names()
    assert {"sceptre", "metropolitan", "lancashire", "rodenhurst"} <= found
    assert len(found) > 60


def test_no_rule_knows_a_name() -> None:
    known = names()
    knowing = {
        (path.name, word)
        for path, words in rule_strings()
        for word in re.findall(r"[^\W\d_][\w’'-]*", words.lower())
        if word in known
    }
    assert knowing == set()
