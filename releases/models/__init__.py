"""What was said, by whom, and when it may be known. Imports nothing from ``operations``."""

from releases.models.editions import (
    Edition,
    Quotation,
    SourceText,
    TstzRange,
    Withdrawal,
    one_at_any_instant,
)
from releases.models.records import Act, BringForward, LoadedFile, WordChange
from releases.models.releases import Publisher, Release, Speaker, Topic

__all__ = [
    "Act",
    "BringForward",
    "Edition",
    "LoadedFile",
    "Publisher",
    "Quotation",
    "Release",
    "SourceText",
    "Speaker",
    "Topic",
    "TstzRange",
    "Withdrawal",
    "WordChange",
    "one_at_any_instant",
]
