"""Twenty editors at once on the real staff site: none is lost, none refused without reason."""

import os
import sys
from typing import Any

import pytest
from django.urls import reverse

from releases.models import Change, Topic
from tests import factories
from tests.browser.staff import NAME, add_officer
from tests.drills.editors import Browser, Page, edit

EDITORS = int(os.environ.get("DRILL_EDITORS", "20"))
SAVES = int(os.environ.get("DRILL_SAVES", "4"))
PAGES = 5


@pytest.mark.slow
def test_twenty_editors_lose_no_update(world_sites: Any) -> None:
    topics = [factories.topic() for _ in range(PAGES)]
    pages = [
        Page(
            reverse("admin:releases_topic_change", args=[topic.pk]),
            {"name": topic.name, "slug": topic.slug, "position": "100"},
        )
        for topic in topics
    ]
    with Browser(world_sites.staff) as browser:
        browser.log_in(NAME, add_officer())
    outcome = edit(world_sites.staff, browser.cookies, pages, editors=EDITORS, saves=SAVES)
    sys.stdout.write(f"{EDITORS} editors x {SAVES} saves: {outcome}\n")  # for `make drill-embargo`
    assert outcome.failures == []
    assert len(outcome.of(302)) == EDITORS * SAVES
    assert outcome.lost == []
    assert outcome.saved_twice == []
    assert outcome.refused_without_reason == []
    assert outcome.of(409), "Nobody met anybody, so this shows nothing."
    saves = sum(topic.version for topic in Topic.objects.all()) - PAGES
    assert saves == EDITORS * SAVES
    of_words = Change.objects.filter(table="releases_topic", verb="update", by=NAME)
    words = [change for change in of_words if change.before["summary"] != change.after["summary"]]
    assert len(words) == EDITORS * SAVES
