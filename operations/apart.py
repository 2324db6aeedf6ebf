"""A program of ours in a process apart, for what strangers may have written. No Django.

It gets a file on its standard input and answers on its standard output; no secret is in its
environment, and it bounds its own memory and time, so that a hostile file can end it and nothing
else.
"""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

PATIENCE = 3
ROOT = Path(__file__).parent.parent


class EndedError(Exception):
    """The program did not get to its end; ``too_long`` where it was stopped by its clock."""

    def __init__(self, *, too_long: bool) -> None:
        super().__init__("The program did not get to its end.")
        self.too_long = too_long


def lines_of(module: str, arguments: Sequence[str], file: IO[bytes]) -> Iterator[bytes]:
    """The lines that the program ``module`` answers, as they come, given ``file`` from its start.

    ``file`` is a real one, with a descriptor. Raises EndedError where the program fails.
    """
    # The other process reads from where the system is, not from where Python's buffer is.
    os.lseek(file.fileno(), 0, os.SEEK_SET)
    with subprocess.Popen(
        [sys.executable, "-E", "-s", "-m", module, *arguments],
        cwd=ROOT,
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"LANG": "C.UTF-8"},
    ) as program:
        assert program.stdout is not None  # asked for above  # noqa: S101
        try:
            yield from program.stdout
        finally:
            program.stdout.close()
            if program.poll() is None and not _ends(program):
                program.kill()
    if program.returncode:
        raise EndedError(too_long=program.returncode in (-signal.SIGALRM, -signal.SIGXCPU))


def _ends(program: "subprocess.Popen[bytes]") -> bool:
    try:
        program.wait(timeout=1)
    except subprocess.TimeoutExpired:
        return False
    return True


def bound_this_process(*, memory: int, seconds: int) -> None:
    """For such a program: no more memory, processor time or patience than this, and no files."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # On a busy machine a second of its own takes several of the clock's.
    signal.alarm(PATIENCE * seconds)
