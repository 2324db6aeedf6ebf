"""The files that a chart can be had as: one list, from which addresses and links are made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from operations.renderers import csvfile, jsonfile, raster, spreadsheet, standalone
from operations.renderers.imprint import Imprint
from operations.series import ChartData

Render = Callable[[ChartData, Imprint], bytes]


@dataclass(frozen=True)
class FileKind:
    """One kind of file: what it is called on a link, its type, and what renders it.

    `is_saved` says that a browser should save it rather than show it. An address may ask for a
    variant, by a key (`option`) and one of the values of `variants`.
    """

    name: str
    content_type: str
    render: Render
    is_saved: bool = False
    option: str = ""
    variants: Mapping[str, Render] = field(default_factory=dict)


FILES: dict[str, FileKind] = {
    "png": FileKind(
        "PNG",
        "image/png",
        raster.png_file,
        option="size",
        variants={"card": raster.large_card, "small-card": raster.small_card},
    ),
    "svg": FileKind("SVG", "image/svg+xml; charset=utf-8", standalone.svg_file),
    "csv": FileKind(
        "CSV",
        "text/csv; charset=utf-8; header=present",
        csvfile.csv_file,
        is_saved=True,
        option="bom",
        variants={"0": csvfile.without_mark, "1": csvfile.csv_file},
    ),
    "xlsx": FileKind(
        "Excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        spreadsheet.xlsx_file,
        is_saved=True,
    ),
    "json": FileKind("JSON", "application/json", jsonfile.json_file),
}


class NoSuchVariantError(ValueError):
    """A file asked for in a way in which there is none; its words are for whoever asks."""


def renderer_for(ending: str, asked: list[str]) -> Render:
    """Return what renders a file; `asked` are the values that an address has for its option."""
    kind = FILES[ending]
    values = [value for value in asked if value]
    if not values:
        return kind.render
    if len(values) == 1 and values[0] in kind.variants:
        return kind.variants[values[0]]
    choices = " or ".join(f"“{value}”" for value in kind.variants)
    raise NoSuchVariantError(
        f"The “{kind.option}” in this address is none that there is. Write {choices}, once, or "
        "leave it out."
    )
