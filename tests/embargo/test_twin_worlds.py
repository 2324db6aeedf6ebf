"""The public process gives the same bytes whatever is hidden, and whatever staff do to it.

Three databases with the same public rows (``twins``), a real public process on each, and random
sequences of requests and of staff's acts in one of them: status, headers and body are equal, and
no slower answer tells a hidden address from one that never existed. A number in DRILL is that
of the sequences of a long run.
"""

import contextlib
import difflib
import os
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.embargo import canaries, ranks, sweep, twins
from tests.embargo.asking import Answer, Request, ask
from tests.harness import databases, servers
from tests.harness.free_ports import free_pair

SEQUENCES = int(os.environ.get("DRILL", "20"))
LONGEST = 12
NAMES = ("without", "with_them", "with_others")


@dataclass
class Twins:
    """Where each public process answers; staff act in the database ``with_them``."""

    origins: dict[str, str]

    def ask(self, request: Request) -> dict[str, Answer]:
        return {name: ask(origin, request) for name, origin in self.origins.items()}


@pytest.fixture(scope="module")
def worlds(
    cluster: databases.Databases,
    blank: databases.World,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Twins]:
    logs = tmp_path_factory.mktemp("twins")
    with contextlib.ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())

        def made(name: str, template: databases.World) -> databases.World:
            world = cluster.make(name, template=template.database)
            stack.callback(cluster.drop, world)
            return world

        same = made("twins", blank)
        with databases.pointed_at(same):
            twins.fill_public()
        none, some, others = (made(name, same) for name in NAMES)
        twins.without(none)
        with databases.pointed_at(others):
            twins.with_others(others)
            twins.shuffled(others)
        stack.enter_context(databases.pointed_at(some))
        twins.with_them()
        with some.connect("owner") as owner:
            owner.execute("VACUUM ANALYZE")
        port = free_pair()
        origins = {}
        for number, world in enumerate((none, some, others), start=1):
            name = NAMES[number - 1]
            origins[name] = stack.enter_context(
                servers.public_alone(world, logs / name, host=f"127.0.0.{number}", port=port)
            )
        yield Twins(origins)


# --- random requests ------------------------------------------------------------------------------

WORDS = (
    "open", canaries.SCHEDULED.word, canaries.DRAFT.word, twins.OTHERS.word, twins.FIRST[0],
    "never-existed",
)  # fmt: skip
FIGURES = (
    canaries.CONTRADICTED, canaries.CORRECTED, canaries.SCHEDULED.figure_id,
    twins.OTHERS.figure_id, "zzzzzzzzzzzz",
)  # fmt: skip
SLUGS = ("in-the-open", "to-be-corrected", "taken-back", "many-more")


def addresses() -> st.SearchStrategy[str]:
    """Those of the sweep with other words in them, and every release by name."""
    templates = sorted({a for entries in sweep.SWEEP.values() for a in entries})
    filled = st.builds(
        lambda template, word, figure: template.replace(sweep.WORD, word).replace("{id}", figure),
        st.sampled_from(templates), st.sampled_from(WORDS), st.sampled_from(FIGURES),
    )  # fmt: skip
    return filled | st.sampled_from(SLUGS).map("/releases/{}/".format)


def parameters() -> st.SearchStrategy[str]:
    names = sorted({key for name in sweep.SWEEP for key in sweep.filters_of(name)})
    filters = st.builds(
        "{}={}".format,
        st.sampled_from(names),
        st.sampled_from([f"{word}-{key}" for word in WORDS for key in ("topic", "force")])
        | st.sampled_from(["1", "force", "7340033", "ar", "2001-01-01", "2030-01"]),
    )
    moments = st.datetimes().map(lambda at: f"as_at={at:%Y-%m-%dT%H:%MZ}")
    return st.sampled_from(sweep.PARAMETERS) | filters | moments


def requests() -> st.SearchStrategy[Request]:
    def made(address: str, asked: list[str], suffix: str, method: str, header: Any) -> Request:
        path, _, query = address.partition("?")
        query = "&".join(filter(None, (query, *asked)))
        return Request(
            f"{path}{suffix}" + (f"?{query}" if query else ""),
            method=method,
            headers=(header,) if header else (),
        )

    return st.builds(
        made,
        addresses(),
        st.lists(parameters(), max_size=2),
        st.just("") | st.just("") | st.sampled_from(sweep.SUFFIXES),
        st.just("GET") | st.just("GET") | st.sampled_from(sweep.METHODS),
        st.none() | st.sampled_from(sweep.HEADERS),
    )


@settings(
    max_examples=SEQUENCES,
    deadline=None,
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(st.sampled_from(twins.ACTS) | requests() | requests(), max_size=LONGEST))
def test_el_11_12_13_14_15_16_18_20_23_27_31_35_43_55_no_byte_hangs_on_what_is_hidden(
    worlds: Twins, steps: list[Request | Callable[[], None]]
) -> None:
    """Nor on what staff do meanwhile; a validator got before is as good afterwards."""
    for step in steps:
        if not isinstance(step, Request):
            with contextlib.suppress(ValidationError):  # not in this state: nothing is done then
                step()
            continue
        answer = same_everywhere(worlds, step)
        if tag := answer.header("ETag"):
            same_everywhere(worlds, Request(step.address, headers=(("If-None-Match", tag),)))


def same_everywhere(worlds: Twins, request: Request) -> Answer:
    """The one answer that all three give."""
    answers = worlds.ask(request)
    one = answers["without"]
    for name, other in answers.items():
        assert other == one, f"{request}\n" + _differences(one, other, name)
    return one


def _differences(one: Answer, other: Answer, name: str) -> str:
    lines = difflib.unified_diff(
        one.text.splitlines(), other.text.splitlines(), "without", name, lineterm="", n=0
    )
    return "\n".join(lines)


def test_el_41_a_validator_from_before_an_act_holds_after_it(worlds: Twins) -> None:
    origin = worlds.origins["with_them"]
    pages = ("/", "/releases/", "/releases/in-the-open/", "/metrics/open-metric/", "/calendar/")
    before = {page: ask(origin, page).header("ETag") for page in pages}
    for act in twins.ACTS:
        with contextlib.suppress(ValidationError):
            act()
    for page, tag in before.items():
        assert tag is not None, page
        answer = ask(origin, Request(page, headers=(("If-None-Match", tag),)))
        assert answer.status == 304, page


def test_el_27_no_answer_knows_a_key_of_a_row(worlds: Twins) -> None:
    """Keys count what was ever entered: the worlds have other ones, and the same pages."""
    for entries in sweep.SWEEP.values():
        for address in entries:
            same_everywhere(worlds, Request(address.replace("{id}", canaries.CONTRADICTED)))


# --- time -----------------------------------------------------------------------------------------

HIDDEN_AND_NOT = (
    (f"/releases/{canaries.SCHEDULED.word}-release/", "/releases/quillfarn-release/"),
    (f"/figures/{canaries.SCHEDULED.figure_id}/", "/figures/zzzzzzzzzzzz/"),
    (f"/charts/{canaries.SCHEDULED.word}-chart/", "/charts/quillfarn-chart/"),
)
EACH = 1000 if os.environ.get("DRILL") else 60
# A chance of one in a hundred is too many failures for every run, and enough for a long one.
LEAST_P = 0.01 if os.environ.get("DRILL") else 1e-5


@pytest.mark.parametrize(("hidden", "never"), HIDDEN_AND_NOT)
def test_el_50_a_hidden_address_takes_no_longer_than_one_that_never_existed(
    worlds: Twins, hidden: str, never: str
) -> None:
    """Twice as unlikely as once: a second look before it is said to differ."""
    origin = worlds.origins["with_them"]
    found = [_chance(origin, hidden, never)]
    if found[-1] < LEAST_P:
        found.append(_chance(origin, hidden, never))
    assert max(found) >= LEAST_P, found


def _chance(origin: str, hidden: str, never: str) -> float:
    times: dict[str, list[float]] = {hidden: [], never: []}
    ask(origin, hidden)
    order = [hidden, never] * EACH
    random.Random(EACH).shuffle(order)  # noqa: S311
    for address in order:
        began = time.perf_counter()
        ask(origin, address)
        times[address].append(time.perf_counter() - began)
    return ranks.p_value(times[hidden], times[never])


def test_the_rank_test_tells_a_difference_from_none() -> None:
    """Against values worked out by hand: U = 4 of 5 × 5, and samples that are the same."""
    assert ranks.p_value([1, 2, 3, 4, 9], [5, 6, 7, 8, 10]) == pytest.approx(0.0946, abs=0.001)
    assert ranks.p_value([1, 1, 2], [1, 1, 2]) > 0.9
    slow = [1 + n / 1000 for n in range(100)]
    assert ranks.p_value(slow, [n + 0.05 for n in slow]) < 1e-6
