"""Lighthouse's scores of a page, from 0 to 1, and when it can be used; medians of several runs."""

import json
import os
import subprocess
from pathlib import Path
from statistics import median

from npcc_site.local import browser as local_browser
from npcc_site.local.npm import npm_command

HERE = Path(__file__).parent / "lighthouse"
PROGRAM = HERE / "node_modules" / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
RUNS = 3
# An embed is kept out of search results on purpose (X-Robots-Tag, and its canonical address).
MEANT_NOT_TO_BE_FOUND = "is-crawlable"


def install() -> None:
    """Get Lighthouse by its own lock file, where it is not there yet."""
    if PROGRAM.exists():
        return
    command, path = npm_command()
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run([*command, *arguments], cwd=HERE, env=os.environ | {"PATH": path}, check=True)


def scores(address: str, *, is_embed: bool = False) -> tuple[dict[str, float], float]:
    """The score of each category, and the seconds until the page answers its reader at once.

    For an embed the audit that it fails on purpose is left out.
    """
    found: dict[str, list[float]] = {name: [] for name in CATEGORIES}
    usable: list[float] = []
    for _ in range(RUNS):
        report = _report(address, skip=MEANT_NOT_TO_BE_FOUND if is_embed else "")
        for name in CATEGORIES:
            found[name].append(report["categories"][name]["score"])
        usable.append(report["audits"]["interactive"]["numericValue"] / 1_000)
    return {name: median(values) for name, values in found.items()}, median(usable)


def failures(address: str, *, is_embed: bool = False) -> list[str]:
    """The audits that count and are not passed in full, each with its score."""
    report = _report(address, skip=MEANT_NOT_TO_BE_FOUND if is_embed else "")
    counted = {
        one["id"] for name in CATEGORIES for one in report["categories"][name]["auditRefs"]
        if one["weight"]
    }  # fmt: skip
    return [
        f"{name} {audit['score']}: {audit['title']}"
        for name, audit in report["audits"].items()
        if name in counted and audit["score"] is not None and audit["score"] < 1
    ]


def _report(address: str, *, skip: str) -> dict:
    _, path = npm_command()
    command = [
        "node", str(PROGRAM), address, "--quiet", "--output=json",
        f"--only-categories={','.join(CATEGORIES)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage",
    ]  # fmt: skip
    if skip:
        command.append(f"--skip-audits={skip}")
    chromium = str(local_browser.find_chromium())
    environment = os.environ | {"PATH": path, "CHROME_PATH": chromium}
    result = subprocess.run(command, capture_output=True, env=environment, check=True, timeout=300)
    report: dict = json.loads(result.stdout)
    return report
