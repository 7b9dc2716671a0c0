"""Which words two texts do not share."""

from hypothesis import given
from hypothesis import strategies as st

from workflow.domain.differences import Change, Piece, differences

TEXTS = st.text(alphabet="aăđ ,.\n12-/", max_size=60)


def test_only_the_changed_words_are_marked() -> None:
    assert differences("thu hút 4.120 lượt người", "thu hút 4.210 lượt người") == [
        Piece(Change.SAME, "thu hút "),
        Piece(Change.GONE, "4.120"),
        Piece(Change.NEW, "4.210"),
        Piece(Change.SAME, " lượt người"),
    ]


def test_a_document_symbol_is_one_word() -> None:
    changed = [piece.text for piece in differences("số 32-KH/ĐU", "số 33-KH/ĐU") if piece.change is not Change.SAME]
    assert changed == ["32-KH/ĐU", "33-KH/ĐU"]


def test_equal_texts_are_one_piece() -> None:
    assert differences("một\nhai", "một\nhai") == [Piece(Change.SAME, "một\nhai")]


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_the_pieces(old: str, new: str) -> None:
    pieces = differences(old, new)
    assert "".join(piece.text for piece in pieces if piece.change is not Change.NEW) == old
    assert "".join(piece.text for piece in pieces if piece.change is not Change.GONE) == new
