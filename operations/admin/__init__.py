"""The staff site's pages about operations, and what they add to the pages about releases."""

from operations.admin import (
    changed_figures,
    charts,
    figures,
    front_page,
    imports,
    intake,
    operations,
    reference,
    stale_words,
)

__all__ = [
    "changed_figures",
    "charts",
    "figures",
    "front_page",
    "imports",
    "intake",
    "operations",
    "reference",
    "stale_words",
]
