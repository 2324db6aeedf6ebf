"""References to copy, standings in a sentence, and addresses whose pages never change."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from releases.citing import (
    Citation,
    State,
    edition_words,
    frozen_query,
    readable_at,
    standing_of_edition,
    standing_of_figures,
    when_words,
)

NOON = datetime(2023, 7, 5, 11, 0, tzinfo=UTC)  # in London, in summer
ONE = Citation(
    subject="More than 2,000 people: Exampleshire, 2022/23",
    words="over 2,000 were <safeguarded>",
    caveats=("provisional", "excludes Exampleton & Co."),
    sources=("Exampleshire Police, “A week”, edition 2, corrected on 5 July 2023",),
    site="The site",
    address="https://example.org/figures/x/?as_at=2023-07-05T11:00Z&a=b",
    day="6 July 2023",
)


class TestCitation:
    def test_plain_text(self) -> None:
        assert ONE.text == (
            "More than 2,000 people: Exampleshire, 2022/23. As stated: “over 2,000 were "
            "<safeguarded>”. Note: provisional; excludes Exampleton & Co. Source: Exampleshire "
            "Police, “A week”, edition 2, corrected on 5 July 2023. The site, "
            "https://example.org/figures/x/?as_at=2023-07-05T11:00Z&a=b, as it stood on "
            "6 July 2023."
        )

    def test_html_escapes_everything(self) -> None:
        assert "<q>over 2,000 were &lt;safeguarded&gt;</q>" in ONE.html
        assert "Exampleton &amp; Co." in ONE.html
        assert (
            '<a href="https://example.org/figures/x/?as_at=2023-07-05T11:00Z&amp;a=b">' in ONE.html
        )

    def test_a_hostile_word_can_end_no_attribute_and_no_element(self) -> None:
        hostile = '"><script>alert(1)</script>'
        cited = replace(
            ONE, subject=hostile, words=hostile, caveats=(hostile,), sources=(hostile,),
            site=hostile, address=hostile, day=hostile,
        )  # fmt: skip
        assert "<script" not in cited.html
        assert cited.html.count('"') == 2

    def test_caption_is_one_line_with_caveat_and_address(self) -> None:
        assert ONE.caption == (
            "More than 2,000 people: Exampleshire, 2022/23 (provisional; excludes Exampleton & "
            "Co). Source: Exampleshire Police, “A week”, edition 2, corrected on 5 July 2023. "
            "The site, https://example.org/figures/x/?as_at=2023-07-05T11:00Z&a=b"
        )

    @pytest.mark.parametrize("form", ["text", "html", "caption"])
    def test_no_form_leaves_out_caveat_edition_source_or_address(self, form: str) -> None:
        copied = getattr(ONE, form).replace("&amp;", "&")
        for part in ("provisional", "excludes Exampleton", "edition 2", "Exampleshire Police",
                     ONE.address):  # fmt: skip
            assert part in copied

    def test_without_caveats_there_is_no_empty_note(self) -> None:
        assert "Note" not in replace(ONE, caveats=()).text
        assert "()" not in replace(ONE, caveats=()).caption


class TestStanding:
    @pytest.mark.parametrize(
        ("standing", "state", "words"),
        [
            (standing_of_edition(1, "", ""), State.CURRENT, "none has taken its place"),
            (standing_of_edition(2, "correction", "on 5 July 2023"), State.CORRECTED, "an error"),
            (standing_of_edition(2, "", "on 5 July 2023"), State.CORRECTED, "an error"),
            (standing_of_edition(3, "revision", "on 5 July 2023"), State.REVISED, "was planned"),
            (standing_of_figures([]), State.CURRENT, "has not been changed"),
            (standing_of_figures([], several=True), State.CURRENT, "none of its figures"),
            (
                standing_of_figures([("correction", "on 5 July 2023")]),
                State.CORRECTED,
                "an error in it",
            ),
            (
                standing_of_figures([("revision", "on 5 July 2023")]),
                State.REVISED,
                "a planned revision",
            ),
            (
                standing_of_figures([("correction", "on 5 July 2023")], replaced_by="219,578"),
                State.SUPERSEDED,
                "a later release says 219,578",
            ),
        ],
    )
    def test_state_and_sentence(self, standing, state, words) -> None:  # type: ignore[no-untyped-def]
        assert standing.state is state
        assert words in standing.sentence
        assert standing.sentence.lower().startswith(state.value)
        assert standing.sentence.endswith(".")

    def test_the_newest_change_decides(self) -> None:
        changes = [("revision", "on 6 July 2023"), ("correction", "on 5 July 2023")]
        standing = standing_of_figures(changes)
        assert standing.state is State.REVISED
        assert "the last of 2 changes" in standing.sentence

    def test_which_edition(self) -> None:
        assert edition_words(1, "", "5 July 2023") == "first edition"
        assert edition_words(2, "revision", "5 July 2023") == (
            "edition 2, revised as planned on 5 July 2023"
        )


class TestMoments:
    def test_london_time_where_this_site_published_and_the_day_alone_where_another_did(
        self,
    ) -> None:
        assert when_words(NOON, None) == "at 12:00 on 5 July 2023"
        assert when_words(NOON, NOON + timedelta(days=9)) == "on 5 July 2023"
        late = datetime(2023, 7, 5, 23, 30, tzinfo=UTC)
        assert when_words(late, None) == "at 00:30 on 6 July 2023"

    @pytest.mark.parametrize(
        ("moment", "query"),
        [
            (NOON, "?as_at=2023-07-05T11:00Z"),
            (NOON.replace(second=7), "?as_at=2023-07-05T11:00:07Z"),
            (NOON.replace(microsecond=1), "?as_at=2023-07-05T11:00:01Z"),
            (NOON.replace(second=59, microsecond=1), "?as_at=2023-07-05T11:01Z"),
        ],
    )
    def test_an_address_is_never_before_its_moment(self, moment: datetime, query: str) -> None:
        assert frozen_query(moment) == query

    def test_what_was_taken_over_counts_from_when_it_stood_here(self) -> None:
        later = NOON + timedelta(days=1)
        assert readable_at(NOON, None) == NOON
        assert readable_at(NOON, later) == later
        assert readable_at(NOON, later, later + timedelta(days=1)) == later
        assert readable_at(NOON, later, NOON + timedelta(hours=1)) == NOON
