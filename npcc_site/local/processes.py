"""Child processes that never outlive the one that started them."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from npcc_site.local.places import CHECKOUT

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
# What a child may know of the surrounding environment; everything else it is given by name.
KEPT_VARIABLES = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZDIR")


def bare_environment(**extra: str) -> dict[str, str]:
    """An environment with nothing of the caller's but the harmless variables above."""
    return passed_on(*KEPT_VARIABLES) | extra


def passed_on(*names: str) -> dict[str, str]:
    """Those of the caller's variables that are set."""
    return {name: os.environ[name] for name in names if name in os.environ}


def start(
    command: Sequence[str | Path],
    environment: Mapping[str, str],
    *,
    folder: Path = CHECKOUT,
    death_signal: signal.Signals = signal.SIGTERM,
    **popen: Any,
) -> subprocess.Popen[bytes]:
    """Start a program in a session of its own, so that Ctrl-C reaches only its starter.

    On Linux the kernel sends it `death_signal` if its starter is killed outright.
    """
    return subprocess.Popen(
        [str(word) for word in command],
        env=dict(environment),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_follow_parent(death_signal),
        **popen,
    )


def _follow_parent(death_signal: signal.Signals) -> Callable[[], None] | None:
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    starter = os.getpid()

    def follow() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, int(death_signal))
        if os.getppid() != starter:  # it went before the line above took hold
            os._exit(1)

    return follow


def stop(
    process: subprocess.Popen[bytes],
    *,
    first: signal.Signals = signal.SIGTERM,
    seconds: float = 10,
) -> None:
    """Ask a child to end, wait, and end its whole session by force if it has not."""
    if process.poll() is None:
        process.send_signal(first)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            _kill_session(process.pid)
            process.wait()


def _kill_session(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
