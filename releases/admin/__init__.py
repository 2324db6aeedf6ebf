"""The staff site's pages about releases. ``operations.admin`` adds what it knows to them."""

from releases.admin import early_access, editions, records, references

__all__ = ["early_access", "editions", "records", "references"]
