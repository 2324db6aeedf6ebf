"""What was said, by whom, and when it may be known. Imports nothing from ``operations``."""

from releases.models.calendar import Announcement, Notice, NoticeChange
from releases.models.early_access import EarlyAccess, EarlyView
from releases.models.editions import (
    Edition,
    Quotation,
    SourceText,
    TstzRange,
    Withdrawal,
    one_at_any_instant,
)
from releases.models.records import Act, BringForward, Change, LoadedFile
from releases.models.rehearsals import Rehearsal, SurfaceSeen
from releases.models.releases import Publisher, Release, Speaker, Topic
from releases.models.sealing import Checkpoint, Salt, Seal
from releases.models.wordings import Wording

__all__ = [
    "Act",
    "Announcement",
    "BringForward",
    "Change",
    "Checkpoint",
    "EarlyAccess",
    "EarlyView",
    "Edition",
    "LoadedFile",
    "Notice",
    "NoticeChange",
    "Publisher",
    "Quotation",
    "Rehearsal",
    "Release",
    "Salt",
    "Seal",
    "SourceText",
    "Speaker",
    "SurfaceSeen",
    "Topic",
    "TstzRange",
    "Withdrawal",
    "Wording",
    "one_at_any_instant",
]
