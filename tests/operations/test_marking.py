"""Figures marked in a release's text, with words that overlap, nest or coincide."""

import pytest

from operations.marking import Block, Segment, Span, blocks, segments, span_of

TEXT = "In all 18 men were jailed for 40 years and one month."


def span(words: str, key: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), key)


def test_text_without_spans_is_one_piece():
    assert segments(TEXT, []) == [Segment(TEXT)]


def test_pieces_joined_are_the_text():
    spans = [
        span("18 men", "men"),
        span("18 men were jailed for 40 years", "both"),
        span("jailed for 40 years and one month", "time"),
    ]
    assert "".join(piece.text for piece in segments(TEXT, spans)) == TEXT


def test_one_span_is_marked_linked_and_anchored():
    pieces = segments(TEXT, [span("18 men", "men")])
    assert pieces == [
        Segment("In all "),
        Segment("18 men", "men", ("men",)),
        Segment(" were jailed for 40 years and one month."),
    ]


def test_overlapping_spans_share_a_piece_that_links_to_the_shorter():
    pieces = segments(
        TEXT, [span("18 men were jailed", "men"), span("jailed for 40 years and one month", "time")]
    )
    assert pieces[1:-1] == [
        Segment("18 men were ", "men", ("men",)),
        Segment("jailed", "men", ("time",)),
        Segment(" for 40 years and one month", "time"),
    ]


def test_nested_span_links_to_the_inner_one_and_both_have_an_anchor():
    pieces = segments(TEXT, [span("18 men were jailed", "all"), span("18 men", "men")])
    assert pieces[1:-1] == [
        Segment("18 men", "men", ("men", "all")),
        Segment(" were jailed", "all"),
    ]


def test_two_figures_in_the_very_same_words_are_both_reachable():
    pieces = segments(TEXT, [span("18 men", "men"), span("18 men", "sentences")])
    assert pieces[1] == Segment("18 men", "men", ("men", "sentences"), also=("sentences",))


def test_three_nested_so_that_the_middle_one_owns_no_piece():
    pieces = segments("18 men", [Span(0, 6, "outer"), Span(0, 3, "first"), Span(3, 6, "second")])
    assert pieces == [
        Segment("18 ", "first", ("first", "outer")),
        Segment("men", "second", ("second",), also=("outer",)),
    ]


def test_a_space_between_inner_words_is_no_link():
    pieces = segments("18 men", [Span(0, 6, "outer"), Span(0, 2, "first"), Span(3, 6, "second")])
    assert pieces == [
        Segment("18", "first", ("first", "outer")),
        Segment(" "),
        Segment("men", "second", ("second",), also=("outer",)),
    ]


def test_second_phrase_of_a_figure_is_marked_without_a_second_anchor():
    text = "67 protests here, 67 protests there"
    pieces = segments(text, [Span(0, 11, "p"), Span(18, 29, "p")])
    assert [(piece.key, piece.anchors) for piece in pieces] == [
        ("p", ("p",)),
        ("", ()),
        ("p", ()),
        ("", ()),
    ]


def test_spans_at_the_very_beginning_and_end():
    assert segments("ab", [Span(0, 1, "a"), Span(1, 2, "b")]) == [
        Segment("a", "a", ("a",)),
        Segment("b", "b", ("b",)),
    ]


def test_a_span_beyond_the_text_is_refused():
    with pytest.raises(ValueError, match="end at 9; the text at 2"):
        segments("ab", [Span(0, 9, "a")])


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2)])
def test_an_empty_span_is_refused(start, end):
    with pytest.raises(ValueError, match="holds no words"):
        Span(start, end, "a")


def test_blocks_are_paragraphs_and_lists_without_their_bullets():
    text = "A line.\n\n  • One \n  • Two\n\nAfter.\n"
    assert blocks(text, []) == [
        Block(False, ((Segment("A line."),),)),
        Block(True, ((Segment("One"),), (Segment("Two"),))),
        Block(False, ((Segment("After."),),)),
    ]


def test_a_letter_o_is_a_bullet_only_where_it_stands_alone():
    found = blocks("o Agree the plans\nof all forces\n", [])
    assert [block.is_list for block in found] == [True, False]
    assert found[0].lines[0][0].text == "Agree the plans"


def test_blocks_mark_figures_where_they_stand():
    text = "  • 40 kg of tea\n  • 2 guns\n"
    found = blocks(text, [Span(4, 9, "tea"), Span(21, 27, "guns")])
    assert found == [
        Block(
            True,
            (
                (Segment("40 kg", "tea", ("tea",)), Segment(" of tea")),
                (Segment("2 guns", "guns", ("guns",)),),
            ),
        )
    ]


def test_words_over_a_line_break_are_marked_on_both_lines_and_anchored_once():
    found = blocks("gave 40\nkg away", [Span(5, 10, "tea")])
    pieces = [piece for block in found for line in block.lines for piece in line]
    assert pieces == [
        Segment("gave "),
        Segment("40", "tea", ("tea",)),
        Segment("kg", "tea"),
        Segment(" away"),
    ]


def test_a_bullet_within_the_words_of_a_figure_leaves_the_rest_marked():
    assert blocks("• 40 kg", [Span(0, 7, "tea")])[0].lines == (
        (Segment("40 kg", "tea", ("tea",)),),
    )


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("a 40 kg b 40 kg", 10, 15, Span(10, 15, "k")),
        ("a 40\N{NO-BREAK SPACE}kg b", 2, 7, Span(2, 7, "k")),
        ("moved: 40 kg b", 2, 7, Span(7, 12, "k")),
        ("a 40 kg b", None, None, Span(2, 7, "k")),
        ("a 40 kg b 40 kg", None, None, None),
        ("a 40 kg b 40 kg", 0, 5, None),
        ("nothing here", 2, 7, None),
    ],
)
def test_where_words_stand(text, start, end, expected):
    assert span_of("40 kg", "k", text, start, end) == expected


def test_no_words_stand_nowhere():
    assert span_of("", "k", "a text", 0, 0) is None
