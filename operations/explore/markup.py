"""Rows of the table as markup. A page has a hundred of them, so no template is asked for each."""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from operations.explore.columns import Cell, Column

_TAGS = {"revision": ("blue", "Revised as planned"), "correction": ("red", "Corrected")}


def row(figure_id: str, cells: Iterable[tuple[Column, Cell]]) -> SafeString:
    """A figure's row; its first cell is the row's head."""
    told = "".join(_cell(column, cell, not place) for place, (column, cell) in enumerate(cells))
    return mark_safe(  # noqa: S308 every text is escaped below
        f'<tr class="govuk-table__row" id="f-{escape(figure_id)}">{told}</tr>'
    )


def _cell(column: Column, cell: Cell, is_head: bool) -> str:
    parts = [
        *(_tag(kind) for kind in cell.tags),
        _text(cell),
        f'<q class="cell-note">{escape(cell.words)}</q>' if cell.words else "",
        f'<span class="cell-note">{escape(cell.note)}</span>' if cell.note else "",
    ]
    said = " ".join(part for part in parts if part)
    if is_head:
        return f'<th scope="row" class="govuk-table__header">{said}</th>'
    more = " govuk-table__cell--numeric" if column.is_number else ""
    return f'<td class="govuk-table__cell{more} explore-table__{column.name}">{said}</td>'


def _text(cell: Cell) -> str:
    text = escape(cell.text)
    return f'<a class="govuk-link" href="{escape(cell.url)}">{text}</a>' if cell.url else text


def _tag(kind: str) -> str:
    colour, words = _TAGS.get(kind, _TAGS["correction"])
    return f'<strong class="govuk-tag govuk-tag--{colour}">{words}</strong>'
