"""How much of a source stands in a result, and what the two are called."""

from hypothesis import given
from hypothesis import strategies as st

from workflow.domain.provenance import kept_share, relation
from workflow.domain.states import How

SENTENCE = "- Tổ chức 12 hoạt động văn hoá đọc, thu hút 4.120 lượt người."
TEXTS = st.text(alphabet="aăâ bđ1.-,*", max_size=60)


def test_the_same_words_are_kept_whole_and_verbatim() -> None:
    assert kept_share(SENTENCE, SENTENCE) == 100
    assert relation(SENTENCE, f"  {SENTENCE} ", 1) is How.VERBATIM


def test_emphasis_marks_and_punctuation_are_no_words() -> None:
    assert kept_share("- Đạt **120%** kế hoạch.", "đạt 120% kế hoạch;") == 100


def test_a_figure_and_a_symbol_are_one_word_each() -> None:
    assert kept_share("4.120 người theo 32-KH/ĐU", "4.121 người theo 32-KH/ĐU") == 75


def test_in_tables_words_count_wherever_they_stand() -> None:
    source, result = "| Việc | Số |\n| Mở lớp | 2 |", "| Số | Việc |\n| Lễ hội | 9 |\n| 2 | Mở lớp |"
    assert kept_share(source, result) == 100
    assert kept_share(result, source) == 62


def test_words_count_only_in_their_order() -> None:
    assert kept_share("một hai ba bốn", "bốn ba hai một") == 25
    assert kept_share("một hai ba bốn", "một điều hai điều ba điều bốn điều") == 100


def test_nothing_is_kept_of_a_text_that_was_written_anew() -> None:
    assert kept_share("- Tổ chức lễ hội.", "- Việc khác hẳn.") == 0
    assert relation("- Tổ chức lễ hội.", "- Việc khác hẳn.", 1) is How.EDITED


def test_a_block_of_several_sources_is_merged_even_with_the_same_words() -> None:
    assert relation(SENTENCE, SENTENCE, 2) is How.MERGED


@given(TEXTS, TEXTS)
def test_the_share_is_a_whole_per_cent_whatever_the_texts(source: str, result: str) -> None:
    assert 0 <= kept_share(source, result) <= 100


@given(TEXTS, TEXTS)
def test_more_text_around_the_source_never_lowers_the_share_below_the_whole(source: str, more: str) -> None:
    share = kept_share(source, source)
    assert share in {0, 100}
    assert kept_share(source, f"{more}\n{source}") == share
