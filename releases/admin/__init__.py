"""The staff site's pages about releases. ``operations.admin`` adds what it knows to them."""

from releases.admin import editions, records, references

__all__ = ["editions", "records", "references"]
