"""A Chromium for the browser tests: found on the machine, or got.

As a command it gets one where there is none; where that fails it says why and exits with 0, since
the other tests can still run: pytest then skips the browser's, or with CI=true fails.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The shell first: Chromium without a window, which Playwright drives with half the processor time.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
# Where Playwright keeps what it downloads, below its own folder.
DOWNLOADS = (
    "chromium-*/chrome-linux*/chrome",
    "chromium_headless_shell-*/chrome-*/*headless*shell",
    "chromium-*/chrome-mac*/Chromium.app/Contents/MacOS/Chromium",
)
SECONDS_TO_DOWNLOAD = 600
DEBIAN_PACKAGES = ("chromium-headless-shell", "fonts-liberation")


def find_chromium() -> Path | None:
    """The first Chromium that starts: CHROMIUM, one on PATH, or one that Playwright downloaded."""
    named = os.environ.get("CHROMIUM")
    if named:  # a choice, so nothing else will do
        return Path(named) if _starts(Path(named)) else None
    on_path = [Path(found) for found in map(shutil.which, NAMES) if found]
    return next(filter(_starts, on_path + _downloaded()), None)


def _downloaded() -> list[Path]:
    """Playwright's own browsers, newest first."""
    caches = [
        Path.home() / ".cache" / "ms-playwright",
        Path.home() / "Library/Caches/ms-playwright",
    ]
    chosen = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    if chosen:
        caches.insert(0, Path(chosen))
    return sorted(
        (path for cache in caches for pattern in DOWNLOADS for path in cache.glob(pattern)),
        reverse=True,
    )


def _starts(path: Path) -> bool:
    """Whether it runs at all: a download may lack the system's libraries."""
    try:
        command = [str(path), "--version"]
        return subprocess.run(command, capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def why_none() -> str:
    """What to tell somebody on whose machine there is no Chromium."""
    if os.environ.get("CHROMIUM"):
        return f"CHROMIUM is {os.environ['CHROMIUM']!r}, and that does not start."
    return (
        "There is no Chromium here: install one, or set CHROMIUM to its path. `make test` tries "
        "Playwright's download and, as root, Debian's package."
    )


def get_chromium() -> Path | None:
    """Find one, else try Playwright's download, else Debian's package where we are root."""
    found = find_chromium()
    if found or os.environ.get("CHROMIUM"):
        return found
    print("Browser tests: there is no Chromium here. Trying Playwright's download.", flush=True)
    _attempt([sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"])
    found = find_chromium()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Browser tests: that gave none. Trying Debian's package.", flush=True)
        _attempt(["apt-get", "update", "-qq"])
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
        _attempt([*install, *DEBIAN_PACKAGES])
        found = find_chromium()
    return found


def _attempt(command: list[str]) -> None:
    """Run it; a failure shows in that there is still no browser, and its last line is printed."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        result = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=SECONDS_TO_DOWNLOAD,
            check=False,
        )
        lines = result.stderr.strip().splitlines() if result.returncode else []
    except (OSError, subprocess.TimeoutExpired) as error:
        lines = [str(error)]
    if lines:
        print(f"  {command[0]}: {lines[-1].strip()}", flush=True)


if __name__ == "__main__":
    chromium = get_chromium()
    if chromium is None:
        print(f"Browser tests cannot run. {why_none()}", flush=True)
    else:
        print(f"Browser tests: {chromium}", flush=True)
