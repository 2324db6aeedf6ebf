"""What was said, by whom, and when it may be known. Imports nothing from ``operations``."""

from releases.models.calendar import Announcement, Notice, NoticeChange
from releases.models.editions import (
    Edition,
    Quotation,
    SourceText,
    TstzRange,
    Withdrawal,
    one_at_any_instant,
)
from releases.models.records import Act, BringForward, Change, LoadedFile
from releases.models.releases import Publisher, Release, Speaker, Topic
from releases.models.wordings import Wording

__all__ = [
    "Act",
    "Announcement",
    "BringForward",
    "Change",
    "Edition",
    "LoadedFile",
    "Notice",
    "NoticeChange",
    "Publisher",
    "Quotation",
    "Release",
    "SourceText",
    "Speaker",
    "Topic",
    "TstzRange",
    "Withdrawal",
    "Wording",
    "one_at_any_instant",
]
