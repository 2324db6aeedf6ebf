"""Full texts for whoever holds them: kept once, and each figure finds its words."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from operations.content.texts import load_texts
from operations.models import Evidence
from releases.models import Edition, SourceText
from tests import factories
from tests.harness.databases import World

NBSP = "\u00a0"
FILE = f"""Herons counted

Source: Society of Birds

Embargoed until Friday.

  • 2780{NBSP}herons seen
  • 12 nests

Source: the warden’s notebook. There were 12 eggs.

Wrens counted

Source: Society of Birds

Wrens: 48 in June, 48 in July.
"""


def herons(*words: str) -> Edition:
    """A public release called “Herons counted”, with a figure for each phrase."""
    edition = factories.edition(title="Herons counted")
    for position, phrase in enumerate(words):
        factories.observation(edition, phrase, position=position)
    return factories.archived(edition)


def run(file: Path) -> str:
    out = StringIO()
    call_command("load_texts", str(file), stdout=out)
    return out.getvalue()


def places(edition: Edition) -> dict[str, Any]:
    rows = Evidence.objects.filter(observation__edition=edition)
    return {row.words: (row.start, row.end, row.prefix, row.suffix) for row in rows}


@pytest.mark.django_db
class TestTexts:
    def test_a_text_is_kept_with_its_editions_bounds_from_now_on(self) -> None:
        edition = herons()
        assert load_texts(FILE).texts == 1
        text = SourceText.objects.get()
        assert (text.edition, text.release) == (edition, edition.release)
        assert text.text.startswith("Embargoed until Friday.")
        assert text.text.endswith("There were 12 eggs.")
        assert text.published_from == edition.published_from
        assert text.recorded_at is not None
        assert timezone.now() - text.recorded_at < timedelta(minutes=1)

    def test_figures_find_their_words(self) -> None:
        edition = herons("2780 herons seen", "12 nests")
        loaded = load_texts(FILE)
        assert (loaded.placed, loaded.remarks[1:]) == (2, [])
        text = SourceText.objects.get().text
        start, end, prefix, suffix = places(edition)["2780 herons seen"]
        assert text[start:end] == f"2780{NBSP}herons seen"
        assert prefix == text[:start][-60:]
        assert suffix == text[end:][:60]

    def test_what_is_not_found_or_not_clear_is_said(self) -> None:
        edition = herons("13 nests", "herons counted", "780 herons seen")
        factories.archived(factories.edition(title="Wrens counted"))
        loaded = load_texts(FILE)
        assert [remark.split(": ")[1].split(" (")[0] for remark in loaded.remarks] == [
            "“13 nests”",
            "“herons counted”",
            "“780 herons seen”",
        ]
        assert all(place[0] is None for place in places(edition).values())

    def test_words_of_the_title_are_not_missed_in_the_text(self) -> None:
        herons("Herons counted")
        assert [r for r in load_texts(FILE).remarks if r.startswith("“Herons counted”")] == []

    def test_a_repeated_phrase_is_ambiguous(self) -> None:
        edition = factories.edition(title="Wrens counted")
        factories.observation(edition, "48")
        factories.archived(edition)
        loaded = load_texts(FILE)
        assert "stands in the text 2 times" in loaded.remarks[1]
        assert places(edition)["48"][0] is None

    def test_only_editions_in_force_are_matched(self) -> None:
        factories.edition(title="Herons counted")
        factories.published(
            factories.edition(
                title="Wrens counted", embargo_until=timezone.now() + timedelta(days=1)
            )
        )
        loaded = load_texts(FILE)
        assert (loaded.texts, len(loaded.remarks)) == (0, 2)
        assert "“Herons counted”: no release on the site has this title" in loaded.remarks[0]

    def test_a_title_that_two_releases_share_is_left(self) -> None:
        herons()
        herons()
        loaded = load_texts(FILE)
        assert loaded.texts == 0
        assert "more than one release has this title" in loaded.remarks[0]

    def test_a_second_load_changes_nothing(self) -> None:
        edition = herons("12 nests", "13 nests")
        load_texts(FILE)
        before = (list(SourceText.objects.values()), places(edition))
        again = load_texts(FILE)
        assert (again.texts, again.placed) == (0, 0)
        assert (list(SourceText.objects.values()), places(edition)) == before

    def test_another_text_than_the_one_held_is_left_aside(self) -> None:
        edition = herons("12 nests", "14 eggs")
        load_texts(FILE)
        loaded = load_texts(FILE.replace("12 eggs", "14 eggs"))
        assert "the text held here is another one" in loaded.remarks[0]
        assert "14 eggs" not in SourceText.objects.get().text
        assert places(edition)["14 eggs"][0] is None


class TestCommand:
    def test_what_it_kept_is_committed_and_public(self, world: World, tmp_path: Path) -> None:
        herons("12 nests")
        file = tmp_path / "texts.txt"
        file.write_bytes(b"\xef\xbb\xbf" + FILE.replace("\n", "\r\n").encode())
        said = run(file)
        assert said.startswith("Texts: kept 1, found the place of 1 phrases.\n")
        assert "“Wrens counted”" in said
        with world.connect() as public:
            assert public.execute("SELECT count(*) FROM releases_sourcetext").fetchone() == (1,)
            [(start, end)] = public.execute(
                'SELECT start, "end" FROM operations_evidence'
            ).fetchall()
            [(text,)] = public.execute("SELECT text FROM releases_sourcetext").fetchall()
        assert text[start:end] == "12 nests"
        assert run(file).startswith("Texts: nothing to add.\n")

    @pytest.mark.django_db
    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (None, "can’t be read"),
            (b"Caf\xe9", "is not UTF-8"),
            (b"Only words.", "No release begins"),
        ],
    )
    def test_a_bad_file_is_refused(
        self, tmp_path: Path, content: bytes | None, reason: str
    ) -> None:
        file = tmp_path / "texts.txt"
        if content is not None:
            file.write_bytes(content)
        with pytest.raises(CommandError, match=reason):
            run(file)
        assert not SourceText.objects.exists()
