"""Rows of the table and choices of the filters as markup.

A page has hundreds of them, so no template is asked for each.
"""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from operations.explore.columns import Cell, Column
from operations.explore.groups import Choice, Group

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


def choices(group: Group) -> SafeString:
    """A filter's choices as items of a list, beneath the names of their sections."""
    items: list[str] = []
    section = ""
    for choice in group.choices:
        if choice.section != section:
            section = choice.section
            head = '<li class="explore-choices__section" aria-hidden="true">'
            items.append(f"{head}{escape(section)}</li>")
        items.append(_choice(group.name, choice))
    return mark_safe("\n".join(items))  # noqa: S308 every text is escaped here


def _choice(name: str, choice: Choice) -> str:
    place = f"{name}-{slugify(choice.value.replace('.', '-'))}"
    checked = " checked" if choice.is_chosen else ""
    within = _hidden(f"{choice.section}: ") if choice.section else ""
    noun = _hidden(" figure" if choice.count == 1 else " figures")
    return (
        f'<li class="explore-choice"><input type="checkbox" name="{name}" '
        f'value="{escape(choice.value)}" id="{place}"{checked}><label for="{place}">{within}'
        f'{escape(choice.label)} <span class="explore-choice__count">{choice.count:,}{noun}</span>'
        "</label></li>"
    )


def _hidden(words: str) -> str:
    return f'<span class="govuk-visually-hidden">{escape(words)}</span>'
