"""What a page of the staff site carries beside what is typed on it."""

from typing import Any


def as_read(*rows: Any) -> dict[str, str]:
    """The versions of the page's rows, as if it had been opened just now; none for a new row."""
    versions = [
        type(row)._default_manager.values_list("version", flat=True).get(pk=row.pk)
        for row in rows
        if row.pk is not None
    ]
    return {"read_version": ".".join(map(str, versions))}
