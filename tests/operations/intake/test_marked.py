"""The text in pieces: joined they are the text, and each knows its figure and number."""

from operations.intake.marked import Stretch, pieces
from operations.intake.meter import Holder, Standing, metered

TEXT = "In May 1,672 arrests, 53 of them in Anytown."


def stretch(words: str, key: int, decision: str = "waiting") -> Stretch:
    start = TEXT.index(words)
    return Stretch(start, start + len(words), key, decision)


def test_pieces_join_to_the_text_and_know_their_offsets() -> None:
    meter = metered(TEXT, [(7, 12), (22, 24)], [Holder(7, 12, Standing.CAPTURED)])
    found = pieces(TEXT, [stretch("1,672 arrests", 1), stretch("53 of them", 2)], meter)
    assert "".join(piece.text for piece in found) == TEXT
    assert all(TEXT[piece.start :].startswith(piece.text) for piece in found)
    assert [(p.text, p.key, p.standing, p.begins) for p in found if p.key] == [
        ("1,672", 1, "captured", True),
        (" arrests", 1, "", False),
        ("53", 2, "unaccounted", True),
        (" of them", 2, "", False),
    ]


def test_shorter_words_inside_longer_ones_are_their_own_figures() -> None:
    meter = metered(TEXT, [], [])
    found = pieces(TEXT, [stretch("1,672 arrests, 53 of them", 1), stretch("53", 2)], meter)
    assert [(piece.text, piece.key) for piece in found if piece.key] == [
        ("1,672 arrests, ", 1),
        ("53", 2),
        (" of them", 1),
    ]


def test_text_without_figures_is_one_piece() -> None:
    (one,) = pieces(TEXT, [], metered(TEXT, [], []))
    assert (one.text, one.key, one.standing) == (TEXT, None, "")


def test_no_text_has_no_pieces() -> None:
    assert pieces("", [], metered("", [], [])) == []
