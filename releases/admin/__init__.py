"""The staff site's pages about releases. ``operations.admin`` adds what it knows to them."""

from releases.admin import calendar, early_access, editions, records, references, rehearsals

__all__ = ["calendar", "early_access", "editions", "records", "references", "rehearsals"]
