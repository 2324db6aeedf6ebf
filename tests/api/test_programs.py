"""Other people's programs on the real server: schemathesis asks all that the description allows,
and more; pandas runs the very lines that the page shows.
"""

import html
import json
import os
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from npcc_site.api.describing import document
from operations.models import Observation
from operations.renderers.columns import COLUMNS
from releases.published import database_now
from tests.harness import databases, servers

# A slug that fits its pattern may be nobody's: of a filter that is a 400, of a path a 404.
CONFIG = """
workers = 2
[checks.positive_data_acceptance]
expected-statuses = ["2xx", 304, 400, 404]
[checks.negative_data_rejection]
# 414 is the server's own, before the site is asked.
expected-statuses = [400, 404, 405, 406, 414]
[generation]
deterministic = true
max-examples = {examples}
"""
# The addresses of the others are made of the same parts; a long run tries every bound of each.
FEWER = """
[[operations]]
include-path-regex = '/api/v1/(?!observations/$|releases/\\{|editions/\\{)'
phases.coverage.enabled = false
"""
LONG = "DRILL" in os.environ


@pytest.fixture(scope="module")
def public(
    content_world: databases.World, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    log = tmp_path_factory.mktemp("api") / "public.log"
    with servers.public_alone(content_world, log) as origin:
        yield origin.replace("127.0.0.1", "localhost")


def test_schemathesis_finds_nothing(public: str, tmp_path: Path) -> None:
    """No failure, no answer but as described, nothing wrong taken, nothing right refused."""
    config = tmp_path / "schemathesis.toml"
    config.write_text(CONFIG.format(examples=50 if LONG else 4) + ("" if LONG else FEWER))
    command = Path(sys.executable).with_name("schemathesis")
    run = subprocess.run(
        [command, "--config-file", config, "run", f"{public}/api/v1/openapi.json",
         "--phases", "examples,coverage,fuzzing", "--continue-on-failure"],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    # A request that it tells of may be as long as an address can be.
    told = "\n".join(line[:500] for line in run.stdout.splitlines())
    assert run.returncode == 0, told
    paths = json.loads(document("json")[0])["paths"]
    assert f"Tested: {len(paths)}" in run.stdout


def test_pandas_reads_by_the_lines_that_the_page_shows(public: str) -> None:
    page = urllib.request.urlopen(f"{public}/api/").read().decode()  # noqa: S310
    found = re.search(r'<textarea[^>]*id="with-pandas"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert found
    told: dict[str, Any] = {}
    exec(html.unescape(found[1]), told)  # noqa: S102
    figures = told["figures"]
    recent = Observation.objects.public(database_now()).filter(period_end__year__gte=2019)
    assert set(recent.values_list("figure_id", flat=True)) <= set(figures["figure_id"])
    assert figures["figure_id"].is_unique
    assert tuple(figures.columns) == COLUMNS
    assert figures["value"].dtype.kind in "if"
    assert len(told["pages"]) >= 1
