"""What checking a file brought to light. No Django."""

from dataclasses import dataclass, field

KEPT_PROBLEMS = 500
NOTHING_STATED = "No row of the file states a figure."


@dataclass(frozen=True)
class Problem:
    """What is wrong with one cell. ``row`` is the file's own number of the row."""

    row: int
    column: str
    sentence: str

    def __str__(self) -> str:
        where = f", column {self.column}" if self.column else ""
        return f"Row {self.row:,}{where}: {self.sentence}" if self.row else self.sentence


@dataclass
class Findings:
    """What the rows brought: all are counted, the first problems are kept word for word."""

    figures: int = 0
    left_out: int = 0
    worked_out: int = 0
    slashed: str = ""
    problem_count: int = 0
    problems: list[Problem] = field(default_factory=list)

    def add(self, problem: Problem) -> None:
        self.problem_count += 1
        if len(self.problems) < KEPT_PROBLEMS:
            self.problems.append(problem)

    def notices(self) -> list[str]:
        """What a person should know though nothing is wrong."""
        found = []
        if self.left_out:
            found.append(f"Left out, since they state no figure ([x], [c] …): {self.left_out:,}.")
        if self.worked_out:
            found.append(
                "Left out, since this site worked them out and no release states them: "
                f"{self.worked_out:,}."
            )
        if self.slashed:
            found.append(f"Days were read in British order: {self.slashed}.")
        return found
