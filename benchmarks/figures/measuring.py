"""How one work is measured: answers held equal first, then all sides by turns, forwards and back.

Turns go ours, Datasette, limit, limit, Datasette, ours, so that whatever else the machine does
meanwhile hits all of them alike. Each turn lasts a few seconds, so a slow side is asked less often;
an answer of many seconds once a turn.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, repeat

from benchmarks.figures import client, copying, kept, sides
from benchmarks.figures.client import Timed, WrongAnswerError
from benchmarks.figures.datasette_side import DATASETTE_PORT
from benchmarks.figures.judging import Measured
from benchmarks.figures.same import DiffersError
from benchmarks.figures.sides import CONNECTIONS, World
from benchmarks.figures.works import Work

SECONDS_A_TURN = 3.0
TURNS = 2
FEWEST, MOST = 3, 500
LONG_MS = 10_000.0
CHECKED = 2  # addresses of each work whose answers are compared
TO_WARM = 8  # addresses kept for bringing code and connections up before a cold turn


@dataclass
class Asker:
    """One side: asks for the next addresses, ever the same one or each only once."""

    ask: Callable[[list[str], int], Timed]
    paths: Iterator[str]
    most: int = MOST

    def turn(self, connections: int) -> Timed:
        """As many requests as fit into the time; the first one tells how many that is."""
        result = self.ask(list(islice(self.paths, 1)), 1)
        if not result.each or result.whole > LONG_MS:
            return result
        fit = SECONDS_A_TURN * 1_000 / result.whole * connections
        count = min(self.most, max(FEWEST * connections, int(fit)))
        rest = self.ask(list(islice(self.paths, count)), connections)
        if connections > 1:
            return rest
        result.add(rest)
        return result


def measured(world: World, work: Work) -> list[Measured]:
    """One result for each phase; a work that can't be answered rightly has a fault instead."""
    paths = list(work.ours(world))
    if fault := _fault(world, work, paths):
        return [Measured(work.name, phase, fault=fault) for phase in work.phases]
    if work.limit == "file":  # made before our server starts anew, since it looks for files once
        world.file = world.file_of(len(world.ask(paths[0])))
    found = [_in_phase(world, work, paths, phase) for phase in work.phases]
    if found[-1].fault:
        return found
    found[-1].queries = _queries(world, paths[0])
    if work.is_long:
        found[0].grown = sides.memory_during(
            world.server, lambda: client.timed(kept.PORT, paths[:1])
        )
    return found


def _in_phase(world: World, work: Work, paths: list[str], phase: str) -> Measured:
    """All turns; an answer that fails under load is a fault as well."""
    one = Measured(work.name, phase)
    try:
        if phase == "cold" and len(paths) <= TO_WARM:
            _cold_by_starting(world, work, paths, one)
        else:
            _by_turns(world, work, paths, one)
    except WrongAnswerError as error:
        return Measured(work.name, phase, fault=f"{paths[0]} and its like, when timed: {error}")
    return one


def _queries(world: World, path: str) -> float:
    """How many one answer takes from a process that has answered others, but not this."""
    world.restart()
    client.timed(kept.PORT, ["/about/"] * (4 * CONNECTIONS), connections=2 * CONNECTIONS)
    with sides.counted_queries(world.place) as queries:
        client.timed(kept.PORT, [path])
    return queries[0]


def _fault(world: World, work: Work, paths: Sequence[str]) -> str:
    """Why the work is not to be timed: no answer, or a wrong one."""
    for path in paths[:: max(1, len(paths) // CHECKED)][:CHECKED]:
        try:
            if work.check is None:
                world.ask(path)
            else:
                work.check(world, path)
        except (WrongAnswerError, DiffersError) as error:
            return f"{path}: {error}"
    return ""


def _askers(world: World, work: Work, paths: list[str], phase: str) -> dict[str, Asker]:
    """The sides, ours first."""

    def of(port: int, addresses: Sequence[str]) -> Asker:
        def ask(some: list[str], connections: int) -> Timed:
            return client.timed(port, some, connections=connections)

        if phase == "warm":
            return Asker(ask, repeat(addresses[0]))
        fresh = addresses[:-TO_WARM]
        turns = TURNS * len(work.ways)
        return Asker(ask, iter(fresh), most=min(MOST, max(1, len(fresh) // turns - 1)))

    found = {"ours": of(kept.PORT, paths)}
    if work.theirs is not None:
        found["theirs"] = of(DATASETTE_PORT, list(work.theirs(world)))
    if work.limit == "file":
        found["limit"] = Asker(
            lambda some, connections: client.timed(kept.PORT, some, connections=connections),
            repeat(world.file),
        )
    elif work.limit == "copy":
        found["limit"] = Asker(
            lambda some, _: copying.timed(world.place, some), found["ours"].paths
        )
    return found


def _by_turns(world: World, work: Work, paths: list[str], one: Measured) -> None:
    """Warm: the first address again and again. Cold: each of the others once."""
    world.restart()
    askers = _askers(world, work, paths, one.phase)
    _warm_up(work, world, paths, one.phase)
    for way in work.ways:
        connections = CONNECTIONS if way == "many" else 1
        for turn in range(TURNS):
            order = list(askers) if turn % 2 == 0 else list(reversed(askers))
            for side in order:
                took = askers[side].turn(connections)
                if took.each:
                    getattr(one, side).setdefault(way, Timed()).add(took)


def _warm_up(work: Work, world: World, paths: list[str], phase: str) -> None:
    """Bring up every worker and thread; before cold turns by addresses that are not timed."""
    ours = paths[:1] if phase == "warm" else paths[-TO_WARM:]
    asked = (ours * (4 * CONNECTIONS))[: 4 * CONNECTIONS]
    if work.ways == ("one",):  # downloads, of which the site lets few run at once
        client.timed(kept.PORT, asked[:1] if work.is_long else asked[:CONNECTIONS])
        return
    client.timed(kept.PORT, asked, connections=2 * CONNECTIONS)


def _cold_by_starting(world: World, work: Work, paths: list[str], one: Measured) -> None:
    """Where there are too few addresses: our server begins anew before each that is timed."""
    theirs = list(work.theirs(world)) if work.theirs is not None else []
    for turn in range(TURNS * FEWEST):
        world.restart()
        client.timed(kept.PORT, ["/about/"] * (4 * CONNECTIONS), connections=2 * CONNECTIONS)
        path = turn % len(paths)
        one.ours.setdefault("one", Timed()).add(client.timed(kept.PORT, [paths[path]]))
        if theirs and turn < FEWEST:
            took = client.timed(DATASETTE_PORT, [theirs[path]])
            one.theirs.setdefault("one", Timed()).add(took)
        if work.limit == "copy":
            one.limit.setdefault("one", Timed()).add(copying.timed(world.place, [paths[path]]))
