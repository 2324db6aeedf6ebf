"""Weigh, time and score pages: ``python -m benchmarks.pages [weights] [times] [frames] [scores]``.

Exit code 1 where a target is missed. Times are the processor's at a quarter of its speed; compare
them within one run only.
"""

import os
import sys
import time
from typing import Any

import django

from benchmarks.pages import scoring, weighing
from tests.harness import browsers, databases, servers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "npcc_site.settings.test")

CHART = "/charts/hate-crimes-by-year/"
EMBED = f"{CHART}embed/"
PAGES = {
    "home": "/",
    "chart": CHART,
    "release": "/releases/gangland-thugs-jailed-for-thousands-of-years/",
    "embed": EMBED,
}
MOST = {"chart": 150_000, "embed": 100_000}
LEAST_SCORE = 0.98
PARTS = ("weights", "times", "frames", "scores")


def weights(browser: Any, origin: str) -> list[str]:
    """Bytes of a first visit. Returns what missed its target."""
    missed = []
    print(f"\n{'first visit, bytes':20}{'page, gzip':>12}{'files':>12}{'in all':>12}{'most':>10}")
    for name, path in PAGES.items():
        weight = weighing.weigh(browser, origin + path)
        most = MOST.get(name)
        print(f"{name:20}{weight.page:>12,}{weight.files:>12,}{weight.whole:>12,}{most or '':>10}")
        if most and weight.whole > most:
            missed.append(f"{name} weighs {weight.whole:,} bytes, more than {most:,}")
    return missed


def times(browser: Any, origin: str) -> list[str]:
    """Moments of a first visit with the processor slowed fourfold."""
    missed = []
    print(f"\n{'processor at 1/4, ms':20}{'painted':>12}{'drawn':>12}{'blocked':>12}{'shift':>10}")
    for name, path in PAGES.items():
        one = weighing.typical(browser, origin + path)
        drawn = f"{one.drawn:,.0f}" if one.drawn is not None else "no chart"
        print(f"{name:20}{one.painted:>12,.0f}{drawn:>12}{one.blocked:>12,.0f}{one.shift:>10.3f}")
        if one.shift > 0:
            missed.append(f"{name} shifts its layout by {one.shift:.3f}")
    return missed


def frames(browser: Any, origin: str) -> list[str]:
    """The work of ten embeds in one article."""
    with browsers.context(browser, browsers.Watch()) as context:
        page = context.new_page()
        page.goto(origin + CHART)
        code = page.locator("#embed-code").input_value()
    one, longest_one = weighing.main_thread_of_frames(browser, code, count=1)
    ten, longest = weighing.main_thread_of_frames(browser, code, count=weighing.FRAMES)
    print(
        f"\nMain thread, processor at 1/4: one embed {one:,.0f} ms (longest task {longest_one:,.0f}"
        f" ms), ten {ten:,.0f} ms (longest {longest:,.0f} ms): {ten / one:.1f} times one."
    )
    return []


def scores(browser: Any, origin: str) -> list[str]:
    """Lighthouse, on its own mobile device."""
    scoring.install()
    missed = []
    heads = [*scoring.CATEGORIES, "interactive, s"]
    print(f"\n{'Lighthouse':20}" + "".join(f"{name:>16}" for name in heads))
    for name, path in PAGES.items():
        found, usable = scoring.scores(origin + path, is_embed=name == "embed")
        figures = [*(found[one] for one in scoring.CATEGORIES), usable]
        print(f"{name:20}" + "".join(f"{one:>16.2f}" for one in figures))
        low = [f"{one} {value:.2f}" for one, value in found.items() if value < LEAST_SCORE]
        if low:
            missed.append(f"{name}: {', '.join(low)}")
            for line in scoring.failures(origin + path, is_embed=name == "embed"):
                print(f"    {line}")
    return missed


def main(asked: list[str]) -> int:
    """Run the parts asked for, all where none is named."""
    unknown = set(asked) - set(PARTS)
    if unknown:
        print(f"There is no {', '.join(sorted(unknown))}. Choose of: {', '.join(PARTS)}.")
        return 2
    missed: list[str] = []
    django.setup()
    with databases.databases() as cluster:
        world = cluster.make("blank")
        databases.migrate(world)
        databases.load_content(world)
        time.sleep(5)  # what was published just now begins in a moment
        with servers.running(world) as sites, browsers.chromium() as browser:
            for name in asked or PARTS:
                missed += globals()[name](browser, sites.public)
    for line in missed:
        print(f"Missed: {line}.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
