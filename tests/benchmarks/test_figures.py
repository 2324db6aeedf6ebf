"""The bench of a million figures: that it is honest. Real servers, no database."""

import http.server
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from benchmarks.figures import (
    client,
    growth,
    judging,
    measuring,
    recipe,
    results,
    same,
    searches,
    table,
    words,
)
from benchmarks.figures.client import Timed, WrongAnswerError
from benchmarks.figures.judging import Measured, judged
from benchmarks.figures.sides import World
from benchmarks.figures.works import Work

FORCES = [f"force-{n}" for n in range(recipe.FORCES)]


@pytest.mark.parametrize(
    ("size", "figures", "releases"),
    [(10_000, 11_567, 222), (100_000, 100_620, 2_000), (1_000_000, 1_006_200, 20_000)],
)
def test_the_recipe_has_the_sizes_that_it_promises(size: int, figures: int, releases: int) -> None:
    plans = recipe.metrics(size)
    assert (recipe.figures_in(plans), recipe.small_releases(size)) == (figures, releases)
    assert len({plan.slug for plan in plans}) == len(plans)


def test_of_a_million_figures_one_in_twenty_is_hidden_or_corrected() -> None:
    plans = recipe.metrics(1_000_000)
    assert len(plans) == 90
    assert recipe.hidden_or_corrected(plans) * 20 == 1_006_200
    assert {part.fate for plan in plans for part in plan.parts} == {
        "public", "embargoed", "withdrawn",
    }  # fmt: skip


def test_a_figure_is_the_same_whichever_weeks_are_asked_for_and_a_correction_keeps_its_id() -> None:
    plan = recipe.metrics(10_000)[0]
    whole = list(recipe.figures(plan, FORCES, range(recipe.WEEKS)))
    assert len({one.figure_id for one in whole}) == recipe.A_METRIC
    some = list(recipe.figures(plan, FORCES, range(100, 104)))
    assert set(some) < set(whole)
    corrected = list(recipe.corrections(plan, FORCES, range(100, 104)))
    for was, now in zip(some, corrected, strict=True):
        assert (now.figure_id, now.value, now.status) == (was.figure_id, was.value + 1, "revised")


def test_releases_and_searches_are_the_same_from_run_to_run() -> None:
    assert words.release(7) == words.release(7)
    asked = searches.queries(10_000, FORCES)
    assert asked == searches.queries(10_000, FORCES)
    kinds = [kind for kind, _ in asked]
    assert len(asked) == 200
    assert {"word", "phrase", "typing error", "number", "figures"} <= set(kinds)


class _Answers(http.server.BaseHTTPRequestHandler):
    """A body of the length, status and kind that its address asks for, after so many ms."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # the name is the standard library's
        _, status, milliseconds, length, kind = self.path.split("/")
        time.sleep(int(milliseconds) / 1_000)
        body = b"x" * int(length)
        self.send_response(int(status))
        if kind == "chunked":
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for start in range(0, len(body), 1_000):
                part = body[start : start + 1_000]
                self.wfile.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
            self.wfile.write(b"0\r\n\r\n")
            return
        self.send_header("Content-Length", str(len(body) + (kind == "cut")))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = kind == "cut"

    def log_message(self, *_: Any) -> None:
        """Nothing: the tests' output stays short."""


@contextmanager
def answering() -> Iterator[int]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def test_the_client_counts_whole_answers_only() -> None:
    with answering() as port:
        for kind in ("plain", "chunked"):
            assert client.fetch(port, f"/200/0/25000/{kind}") == b"x" * 25_000
            took = client.timed(port, [f"/200/20/500/{kind}"] * 6, connections=3)
            assert len(took.each) == 6
            assert min(took.each) >= 20
            assert took.rate < 3 * 1_000 / 20
        for wrong in ("/404/0/10/plain", "/200/0/10/cut"):
            with pytest.raises(WrongAnswerError):
                client.fetch(port, wrong)
            with pytest.raises(WrongAnswerError):
                client.timed(port, ["/200/0/10/plain", wrong])


def test_percentiles_are_of_the_nearest_rank() -> None:
    took = Timed(each=[float(n) for n in range(100, 0, -1)], whole=5_050)
    assert (took.p50, took.p99) == (50, 99)
    assert Timed(each=[3.0], whole=3).p99 == 3


def taking(milliseconds: float, *, rate: float = 0) -> Timed:
    count = 10
    whole = count * 1_000 / rate if rate else count * milliseconds
    return Timed(each=[milliseconds] * count, whole=whole)


def test_of_rate_and_time_the_worse_ratio_counts() -> None:
    measured = Measured(
        "page",
        ours={"one": taking(2), "many": taking(2, rate=2_000)},
        theirs={"one": taking(18), "many": taking(18, rate=50)},
    )
    assert judging.times_datasette(measured) == 9  # though 40 times the rate
    (verdict,) = judged(measured, (judging.datasette_times(10),))
    assert (verdict.ratio, verdict.met) == (9, False)
    assert judged(measured, (judging.datasette_times(9),))[0].met


@pytest.mark.parametrize(
    ("target", "ratio"),
    [
        (judging.above_file(1.5, "warm"), 3.0),
        (judging.share_of_files(0.5, "warm"), 0.25),
        (judging.times_limit(1.5, "COPY"), 4.0),
        (judging.slowest(3), 4.0),
        (judging.memory(30), 31.0),
        (judging.datasette_times(1.5), 1.0),
    ],
)
def test_what_misses_its_target_is_said_to_miss_it(target: judging.Target, ratio: float) -> None:
    measured = Measured(
        "page", ours={"one": taking(4), "many": taking(4)}, theirs={"one": taking(4)},
        limit={"one": taking(1), "many": taking(1)}, grown=31,
    )  # fmt: skip
    (verdict,) = judged(measured, (target,))
    assert (verdict.ratio, verdict.met) == (ratio, False)
    assert "MISSED" in table.summary([verdict])


def test_what_was_not_measured_is_missed_and_not_left_out() -> None:
    targets = (judging.datasette_times(10), judging.memory(30))
    broken = Measured("page", fault="/explore/: The answer has status 404.")
    assert [v.met for v in judged(broken, targets)] == [False, False]
    no_memory = Measured("page", ours={"one": taking(1)}, theirs={"one": taking(99)})
    assert [v.met for v in judged(no_memory, targets)] == [True, False]
    assert judged(Measured("page", phase="cold"), (judging.share_of_files(1, "warm"),)) == []


def test_an_answer_that_differs_in_one_figure_is_refused() -> None:
    true = {"bcdfghjkmnpq": ("arrests", Decimal("7"), date(2025, 1, 5))}
    head = b"figure_id,metric,value,period_end\r\n"
    said = same.figures_in_csv(b"\xef\xbb\xbf" + head + b"bcdfghjkmnpq,arrests,7.0,2025-01-05\r\n")
    same.require_same_figures("File", said, true)
    wrong = {
        b"bcdfghjkmnpq,arrests,8,2025-01-05\r\n": "was",
        b"": "lacks",
        b"bcdfghjkmnpq,arrests,7,2025-01-05\r\n23456789bcdf,arrests,7,\r\n": "not public",
        b"bcdfghjkmnpq,arrests,7,2025-01-05\r\n" * 2: "once",
    }
    for rows, sentence in wrong.items():
        with pytest.raises(same.DiffersError, match=sentence):
            same.require_same_figures("File", same.figures_in_csv(head + rows), true)


def test_pages_and_points_are_read_as_a_reader_would() -> None:
    page = (
        b'<table><tbody><tr><td><a href="/figures/23456789bcdf/">of the chart</a></td></tr></tbody>'
        b'</table><div class="scroll explore-table"><table><tbody><tr><td>'
        b'<a href="/figures/bcdfghjkmnpq/">7</a></td></tr></tbody></table>'
        b'<input type="checkbox" name="qualifier" value="exact" id="q"><label>exact '
        b'<span class="explore-choice__count">1,234<span> figures</span></span></label>'
    )
    assert same.figures_in_page(page) == ["bcdfghjkmnpq"]
    assert same.our_counts(page, ["qualifier", "status"]) == {
        "qualifier": {"exact": 1_234}, "status": {},
    }  # fmt: skip
    point = {"period_start": "2021-01-04", "value": 7.5}
    expected = [(date(2021, 1, 4), Decimal("7.5"))]
    assert same.our_series(json.dumps({"metric": {}, "points": [point]}).encode()) == expected
    assert same.datasettes_series(json.dumps([point]).encode()) == expected


def test_no_side_is_timed_where_an_answer_is_wrong() -> None:
    def wrong(_world: Any, path: str) -> None:
        same.require_equal("Our series", [path], [])

    work = Work("series", lambda _world: ["/a"], (judging.datasette_times(10),), check=wrong)
    nowhere: Any = None  # neither a database nor a server, so any request would fail otherwise
    found = measuring.measured(World(nowhere, 10_000, FORCES), work)
    assert [one.phase for one in found] == ["warm", "cold"]
    assert all("Our series: ['/a'], and it is []" in one.fault for one in found)
    assert not any(verdict.met for one in found for verdict in judged(one, work.targets))


def test_a_time_may_grow_as_its_answer_does_and_no_faster() -> None:
    series = {10_000: (2.0, 16_000), 1_000_000: (2.4, 16_000)}
    assert growth.too_steep(series) == ""
    assert "9.0 ms at 1,000,000" in growth.too_steep({**series, 1_000_000: (9.0, 16_000)})
    whole = {10_000: (30.0, 3_000_000), 1_000_000: (3_100.0, 300_000_000)}
    assert growth.too_steep(whole) == ""
    assert growth.beyond(whole)[1_000_000] == pytest.approx(1.03, abs=0.01)
    assert growth.too_steep({**whole, 1_000_000: (6_000.0, 300_000_000)})


def test_a_run_is_kept_beside_those_of_other_sizes_and_read_as_it_was(tmp_path: Path) -> None:
    kept = tmp_path / "speed.json"
    measured = Measured("page", "cold", ours={"one": Timed([2.0, 4.0], 6.0, 2_000)}, queries=7)
    verdicts = judged(measured, (judging.slowest(50),))
    results.keep(10_000, [results.as_data(measured, verdicts)], "a machine", kept)
    results.keep(1_000, [{"work": "page", "phase": "cold", "fault": "no answer"}], "", kept)
    runs = results.read(kept)
    assert list(runs) == ["1000", "10000"]
    (one,) = runs["10000"]["works"]
    assert (one["queries"], one["targets"]) == (7, ["p99 ≤ 50 ms: 4.00, met"])
    assert growth.times(runs) == {"page": {10_000: (2.0, 1_000)}}
    assert "<svg" in growth.svg.picture(growth.chart(growth.times(runs)))
    page = growth.write_page(f"Words.\n{growth.BEGIN}\nBefore.\n{growth.END}\nMore.\n", runs)
    assert "| page | cold | 2.00 | 4.00 |" in page
    assert "| not measured |" in page
    assert "Before." not in page
    assert page.endswith("More.\n")
