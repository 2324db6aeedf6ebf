"""The staff site's pages about operations, and what they add to the pages about releases."""

from operations.admin import charts, figures, operations, reference

__all__ = ["charts", "figures", "operations", "reference"]
