"""Hidden releases that nobody could guess, and every public address asked while they are hidden.

A real process, its real login, committed rows, in five stages: a release is public and is then
withdrawn; without anything hidden; with a release in each state that hides it; the approved ones
brought out; all of them out. What is found nowhere in the end proves nothing of before, so each
address that should tell of a hidden thing must do so once it is public.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from npcc_site import urls_public
from releases import publishing
from releases.models import Edition, Release, Seal
from tests.embargo import asking, canaries, sweep
from tests.embargo.asking import Answer, Request, ask, ask_all, differing
from tests.embargo.canaries import CONTRADICTED, CORRECTION, HIDDEN, SCHEDULED, TAKEN_BACK, WHOLE
from tests.harness import databases, servers

LIFETIME = "public, max-age=2, s-maxage=2, must-revalidate"
# What is brought out is public 5 s after the act; a second more for the slowest page.
SECONDS_TO_COME_OUT = 6
Answers = dict[Request, Answer]


def test_every_route_is_in_the_sweep() -> None:
    """A new address without an entry fails here."""
    assert set(sweep.routes(urls_public.urlpatterns)) == set(sweep.SWEEP)


@dataclass
class Swept:
    """What every address answered in each stage, and what the process wrote meanwhile."""

    with_the_twin: Answers
    without: Answers
    hidden: Answers
    failed: Answers
    approved_out: Answers
    all_out: Answers
    said: str
    written: dict[str, str]


def addresses() -> list[Request]:
    """The addresses of the sweep alone, without parameters and methods."""
    return [Request(address) for canary in WHOLE for address in sweep.expected(canary)]


# Where the withdrawn release and the corrected figure stand, or stood.
THEIRS = [
    Request(address)
    for address in (
        "/", "/releases/", "/releases/taken-back/", f"/figures/{TAKEN_BACK.figure_id}/",
        f"/charts/{TAKEN_BACK.word}-chart/", f"/charts/{TAKEN_BACK.word}-chart/embed/", "/charts/",
        f"/charts/?q={TAKEN_BACK.word}", f"/releases/?q={TAKEN_BACK.word}",
        "/metrics/open-metric/", "/operations/open-operation/", "/people/open-speaker/",
        "/releases/to-be-corrected/", f"/figures/{canaries.CORRECTED}/",
        "/organisations/other-force/", f"/releases/?q={CORRECTION.word}",
    )
]  # fmt: skip
STOOD = THEIRS[2:7]
FAILING = ("/", "/releases/", "/releases/in-the-open/", "/metrics/", "/metrics/open-metric/")
CORRECTED_THERE = THEIRS[12:]


@pytest.fixture(scope="module")
def swept(
    cluster: databases.Databases,
    blank: databases.World,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Swept]:
    made = cluster.make("canaries", template=blank.database)
    log = tmp_path_factory.mktemp("said") / "public.log"
    scratch = tmp_path_factory.mktemp("scratch")
    began = time.time()
    with (
        django_db_blocker.unblock(),
        databases.pointed_at(made),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("TMPDIR", str(scratch))
        canaries.in_the_open()
        twin = canaries.to_be_taken_back()
        with servers.public_alone(made, log) as public:
            stages = list(_stages(made, public, twin))
        written = files_written(began, scratch)
    yield Swept(*stages, said=log.read_text(), written=written)
    cluster.drop(made)


def _stages(world: databases.World, public: str, twin: Release) -> Iterator[Answers]:
    ask(public, "/")
    yield ask_all(public, THEIRS)
    publishing.withdraw(twin, by="chief", reason="A court has asked for it.")
    everything = [*sweep.requests(), *THEIRS]
    yield ask_all(public, everything)
    hidden = canaries.hide(timezone.now() + timedelta(hours=3))
    approved = [hidden.editions[SCHEDULED], hidden.editions[CORRECTION]]
    yield ask_all(public, [*everything, *documents_of(approved)])
    yield force_errors(world, public)
    hidden.let_out(SCHEDULED, CORRECTION)
    time.sleep(SECONDS_TO_COME_OUT)
    yield ask_all(public, [*addresses(), *THEIRS, *documents_of(approved)])
    hidden.take_over(canaries.DRAFT, canaries.SUBMITTED, canaries.HELD)
    yield ask_all(public, addresses())


def documents_of(editions: list[Edition]) -> list[Request]:
    """What the record says of these, each at the address that only its hash names."""
    seals = Seal.objects.filter(edition__in=editions)
    return [Request(f"/record/{seal.sha256}.json") for seal in seals]


def force_errors(world: databases.World, public: str) -> Answers:
    """Questions that fail in the middle, on addresses that name nothing hidden."""
    failed: Answers = {}
    for table, column in (("releases_edition", "summary"), ("operations_metric", "definition")):
        with world.connect("owner") as owner:
            owner.execute(f"ALTER TABLE {table} RENAME {column} TO elsewhere")
            failed |= ask_all(public, [Request(f"{address}?{table}=1") for address in FAILING])
            owner.execute(f"ALTER TABLE {table} RENAME elsewhere TO {column}")
    return failed


def files_written(since: float, scratch: Path) -> dict[str, str]:
    """Every file that changed since, where the public process may write or what it serves."""
    places = (scratch, Path(settings.BASE_DIR) / "build", Path(settings.BASE_DIR) / "static")
    found = (Path(folder) / name for place in places for folder, _, names in os.walk(place)
             for name in names)  # fmt: skip
    return {
        str(path): path.read_bytes().decode("latin-1")
        for path in found
        if path.is_file() and path.stat().st_mtime >= since
    }


def marks(answers: Answers, request: Request, *which: canaries.Canary) -> int:
    return len(canaries.marks_in(answers[request].text, which or (*HIDDEN, TAKEN_BACK)))


def test_el_01_03_10_11_17_19_24_32_33_34_36_37_40_41_48_49_53_69_hidden_is_as_if_it_did_not_exist(
    swept: Swept,
) -> None:
    """Every route, parameter, ending, method and head: status, headers and bytes stay the same."""
    assert differing(swept.without, swept.hidden) == {}


def test_el_20_21_22_26_28_no_mark_of_a_hidden_thing_is_anywhere(swept: Swept) -> None:
    """Beyond what an address itself says, which the site without them echoes as well."""
    told = {
        str(request): canaries.marks_in(answer.text)
        for request, answer in swept.hidden.items()
        if request in swept.without and marks(swept.hidden, request) > marks(swept.without, request)
    }
    assert told == {}


@pytest.mark.parametrize("canary", WHOLE, ids=lambda canary: canary.word)
def test_each_address_tells_of_it_once_it_is_public(swept: Swept, canary: canaries.Canary) -> None:
    """Without this the tests above could pass on a sweep that finds nothing anywhere."""
    out = swept.approved_out if canary is SCHEDULED else swept.all_out
    # The correction and the entry of the calendar come out with the first.
    with_it = (SCHEDULED, CORRECTION, canaries.NOTICE) if canary is SCHEDULED else (canary,)
    silent = [
        address
        for address, must in sweep.expected(canary).items()
        if must
        and out[Request(address)].status != 301
        and marks(out, Request(address), *with_it)
        <= marks(swept.hidden, Request(address), *with_it)
    ]
    assert silent == []


def test_the_others_stay_hidden_when_the_approved_ones_come_out(swept: Swept) -> None:
    others = (canaries.DRAFT, canaries.SUBMITTED, canaries.HELD)
    told = [
        str(request)
        for request in swept.approved_out
        if request in swept.without
        and marks(swept.approved_out, request, *others) > marks(swept.without, request, *others)
    ]
    assert told == []


def test_el_52_55_a_correction_is_told_where_its_release_stands_and_only_then(swept: Swept) -> None:
    for request in CORRECTED_THERE:
        before = marks(swept.hidden, request, CORRECTION)
        assert marks(swept.approved_out, request, CORRECTION) > before, str(request)


def test_el_54_a_withdrawn_release_tells_of_itself_nowhere(swept: Swept) -> None:
    """It did before, through the very same addresses."""
    for request in STOOD:
        assert marks(swept.with_the_twin, request, TAKEN_BACK), str(request)
    gone = swept.without[Request("/releases/taken-back/")]
    assert gone.status == 410
    assert "A court has asked for it." in gone.text
    told = [str(r) for r in THEIRS if canaries.marks_in(swept.without[r].text, (TAKEN_BACK,))
            and TAKEN_BACK.word not in r.address]  # fmt: skip
    assert told == []
    assert swept.without[STOOD[1]].status == 404
    # Its chart and the embed of it say the same, and not a word of what the chart said.
    for request in STOOD[2:4]:
        assert swept.without[request].status == 410
        assert "A court has asked for it." in swept.without[request].text
        assert f"{TAKEN_BACK.word} finding" not in swept.without[request].text


def test_a_figure_that_contradicts_an_open_one_is_said_there_only_after_it_is_public(
    swept: Swept,
) -> None:
    for address in (f"/figures/{CONTRADICTED}/", "/metrics/open-metric/"):
        # Two open figures of the metric contradict each other, which all may know.
        before, after = (
            stage[Request(address)].text.count("In conflict")
            for stage in (swept.hidden, swept.approved_out)
        )
        assert before == (2 if "metrics" in address else 0)
        assert after > before


def test_el_02_34_45_a_hidden_address_is_the_404_of_one_that_never_existed(swept: Swept) -> None:
    never = swept.hidden[Request("/releases/never-existed/")]
    assert never.status == 404
    for canary in WHOLE:
        for kind in ("releases/{}-release", "topics/{}-topic", "operations/{}-operation",
                     "metrics/{}-metric", "charts/{}-chart", "charts/{}-chart/embed",
                     "organisations/{}-force", "people/{}-speaker"):  # fmt: skip
            request = Request(f"/{kind.format(canary.word)}/")
            assert swept.hidden[request] == never, str(request)
        assert swept.hidden[Request(f"/figures/{canary.figure_id}/")] == never
        for page in (f"charts/{canary.word}-chart", f"releases/{canary.word}-release"):
            assert swept.hidden[Request(f"/oembed/?url={asking.ORIGIN}/{page}/")] == never
    assert swept.hidden[Request("/nothing-here/")] == never


def test_el_27_52_the_record_knows_a_hidden_version_by_no_hash(swept: Swept) -> None:
    """Who has guessed every word of it could otherwise learn that it is so."""
    before, after = (
        [answer for request, answer in stage.items() if request not in swept.without]
        for stage in (swept.hidden, swept.approved_out)
    )
    assert before == [swept.hidden[Request("/releases/never-existed/")]] * 2
    assert [answer.status for answer in after] == [200, 200]


def test_el_42_no_lifetime_is_computed_from_an_embargo(swept: Swept) -> None:
    """One constant for every answer of the public site, its errors included."""
    other = {
        request.address: answer.header("Cache-Control")
        for stage in (swept.hidden, swept.approved_out, swept.all_out)
        for request, answer in stage.items()
        if answer.header("Cache-Control") != LIFETIME and not request.address.startswith("/static/")
    }
    assert {address.split("?")[0] for address in other} <= {"/healthz", "/readyz"}, other


def test_el_65_the_public_site_has_no_admin_and_sets_no_cookie(swept: Swept) -> None:
    never = swept.hidden[Request("/nothing-here/")]
    for address in ("/admin/", "/admin/releases/edition/", "/admin/login/?next=/"):
        assert swept.hidden[Request(address)] == never
    assert not [str(r) for r, answer in swept.hidden.items() if answer.header("Set-Cookie")]


def test_el_49_other_methods_read_and_write_nothing_more(swept: Swept) -> None:
    """HEAD is GET without a body; the rest is refused, or answered as GET is."""
    for request, answer in swept.hidden.items():
        if request.method == "HEAD":
            assert answer.status == swept.hidden[Request(request.address)].status
            assert answer.body == b""
        elif request.method != "GET":
            as_get = swept.hidden[Request(request.address)].status
            assert answer.status in (as_get, 200, 301, 403, 404, 405, 410, 501), str(request)


def test_el_45_68_the_log_says_nothing_of_hidden_things_after_errors_either(swept: Swept) -> None:
    """Beyond the addresses that strangers asked for, which name what they guessed."""
    assert "Internal Server Error" in swept.said, "no error was forced"
    assert {a.status for a in swept.failed.values()} >= {500}
    assert len({a.body for a in swept.failed.values() if a.status == 500}) == 1
    assert not any(canaries.marks_in(answer.text) for answer in swept.failed.values())
    said = [line for line in swept.said.splitlines() if not _names_only_an_address(line)]
    assert canaries.marks_in("\n".join(said)) == []


def _names_only_an_address(line: str) -> bool:
    refused = ("Not Found: ", "Bad Request: ", "Method Not Allowed", "Gone: ", "Forbidden")
    return any(f"WARNING django.request: {word}" in line for word in refused)


def test_el_05_06_08_38_no_file_that_it_wrote_or_serves_holds_a_mark(swept: Swept) -> None:
    found = {path: canaries.marks_in(text) for path, text in swept.written.items()}
    assert {path: told for path, told in found.items() if told} == {}
