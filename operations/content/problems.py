"""What is wrong with content files: every error of a run in one report. No Django."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One error: the file (relative to the content folder), the field, and what to do."""

    file: str
    field: str
    reason: str

    def __str__(self) -> str:
        where = f"{self.file}: {self.field}" if self.field else self.file
        return f"{where}: {self.reason}"


class ContentError(Exception):
    """The content is refused whole; ``problems`` holds every error, in the files' order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(dict.fromkeys(problems))
        super().__init__(str(self))

    def __str__(self) -> str:
        count = len(self.problems)
        head = "1 error in the content" if count == 1 else f"{count} errors in the content"
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        return f"{head}; nothing was loaded.\n{lines}"
