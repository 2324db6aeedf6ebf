"""Taking a choice away: files, an embed, and lines of code that ask for the same figures."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from npcc_site import as_at
from operations.embeds.code import embed_address, frame, frame_title
from operations.embeds.framing import script_address
from operations.explore.address import Address, asking
from operations.explore.groups import words_of as words_of
from releases.public_addresses import public_address

# The interface for programs takes the same filters under the same names.
PROGRAMS = "api/v1/observations/"


@dataclass(frozen=True)
class FileLink:
    name: str
    path: str
    what: str


@dataclass(frozen=True)
class Code:
    """Something to copy: ``id`` of its box, what it is, the text, and a word on it."""

    id: str
    label: str
    text: str
    hint: str = ""
    rows: int = 2


DATA = (
    ("csv", "CSV", "for any program, however many figures there are"),
    ("xlsx", "Excel", "with a cover that says what was chosen"),
    ("ods", "OpenDocument", "the same for LibreOffice"),
    ("json", "JSON", "for programs"),
    ("parquet", "Parquet", "for analysis of very many figures"),
)
PICTURES = (
    ("png", "PNG", "picture of the chart"),
    ("svg", "SVG", "picture that stays sharp at any size"),
)


def file_path(ending: str) -> str:
    """Where the files of choices stand: “/explore.csv”."""
    return reverse(f"explore_{ending}")


def files_of(address: Address, *, has_chart: bool) -> list[FileLink]:
    """A link for each file that the choice can be had as."""
    kinds = (*DATA, *(PICTURES if has_chart else ()))
    return [
        FileLink(name, asking(file_path(ending), address.choice_query), what)
        for ending, name, what in kinds
    ]


def whole_address(request: HttpRequest, path: str, query: str) -> str:
    """The public address of a path with its query, in the past that the request asks for."""
    past = getattr(request, "asked", None)
    return asking(public_address(path), query, past.query if past else "")


def codes_of(request: HttpRequest, address: Address, chart: tuple[str, str] | None) -> list[Code]:
    """What can be copied; ``chart`` is the kind and the title of the choice's chart, if any."""
    query = address.choice_query
    csv = whole_address(request, file_path("csv"), "&".join(filter(None, (query, "bom=0"))))
    programs = whole_address(request, f"{reverse('home')}{PROGRAMS}", query)
    found = [
        Code(
            "explore-address", "Address of this choice",
            whole_address(request, reverse("explore"), address.query),
            "Whoever opens it sees what you see, with the figures as they stand then.",
        ),
        Code(
            "explore-api", "For a program", programs,
            "The same figures from the interface for programs; no key is needed.",
        ),
        Code(
            "explore-pandas", "In Python, with pandas",
            f'import pandas\n\nfigures = pandas.read_csv("{csv}")', rows=4,
        ),
        Code(
            "explore-r", "In R", f'figures <- read.csv("{csv}", encoding = "UTF-8")', rows=3
        ),
    ]  # fmt: skip
    if chart is not None:
        found.insert(1, _embed(request, address, *chart))
    return found


def _embed(request: HttpRequest, address: Address, kind: str, title: str) -> Code:
    past = getattr(request, "asked", None)
    pairs = [*address.choice, *([(as_at.KEY, past.text)] if past else [])]
    src = embed_address(public_address(reverse("explore_embed")), pairs)
    told = frame(src, frame_title(kind, title), script=script_address())
    return Code(
        "explore-embed", "Code to embed the chart", told,
        "It shows the figures as they stand when it is read.", rows=6,
    )  # fmt: skip
