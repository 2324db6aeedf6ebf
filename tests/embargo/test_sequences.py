"""Whatever people do, in whatever order: the site at every past instant stays what it was."""

import os
import sys

import pytest

from releases.models import Edition
from tests import factories
from tests.embargo.sequences import Office, Tally, run
from tests.harness import databases

SEQUENCES = int(os.environ.get("DRILL_SEQUENCES", "4"))
ACTS = 25
# How many share a database, before a fresh one keeps them from growing slow.
IN_ONE = 4
FIRST_SEED = int(os.environ.get("DRILL_SEED", "1"))


@pytest.mark.slow
def test_el_53_54_55_62_63_no_act_changes_the_past(
    cluster: databases.Databases, blank: databases.World, django_db_blocker: pytest.FixtureRequest
) -> None:
    tally = Tally()
    for first in range(FIRST_SEED, FIRST_SEED + SEQUENCES, IN_ONE):
        made = cluster.make("sequences", template=blank.database)
        seeds = range(first, min(first + IN_ONE, FIRST_SEED + SEQUENCES))
        try:
            with django_db_blocker.unblock(), databases.pointed_at(made):
                run(made, seeds, tally, acts=ACTS)
        finally:
            cluster.drop(made)
    sys.stdout.write(f"{tally}\n")  # for `make drill-embargo`
    assert tally.sequences == SEQUENCES
    # A run in which nothing went out, or nothing was refused, shows nothing.
    for name in ("submit", "approve", "correct"):
        assert tally.done.get(name), name
    assert sum(tally.refused.values()) > SEQUENCES
    assert tally.instants_compared > SEQUENCES * ACTS


@pytest.mark.slow
def test_the_sequences_notice_a_guard_that_is_gone(world: databases.World) -> None:
    """Without the trigger a slip in code changes what was public."""
    with world.connect("owner") as owner:
        owner.execute("DROP TRIGGER guard ON releases_edition")
        owner.execute("DROP TRIGGER guard_at_commit ON releases_edition")
    edition = factories.archived(factories.edition())
    office = Office(world, 1, Tally())
    office.remember()
    Edition.objects.filter(pk=edition.pk).update(title="slipped")
    with pytest.raises(AssertionError, match="changed what was seen"):
        office.check("a slip", withdrawn=set())
