"""What says nearly the same stands together, the same way every time, whatever the number of texts."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.domain import likeness as rule
from workflow.domain.likeness import LIKE_ENOUGH, differ_in_figures, groups, likeness, words

TEXTS = st.lists(
    st.lists(st.sampled_from(["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám"]), max_size=6).map(" ".join),
    max_size=12,
)
MEETING = "Tổ chức 12 buổi sinh hoạt chuyên đề về sức mạnh đại đoàn kết toàn dân tộc cho đảng viên"


def bag(text: str) -> frozenset[str]:
    return frozenset(words(text))


def test_the_same_words_with_another_mark_or_another_figure_stand_together() -> None:
    texts = [f"- {MEETING}.", "1. Mở 2 lớp bồi dưỡng.", f"+ {MEETING.replace('12', '9')};", f"**{MEETING}**"]
    assert groups(texts) == [[0, 2, 3], [1]]


def test_what_shares_half_its_words_does_not() -> None:
    texts = [MEETING, "Tổ chức 12 buổi sinh hoạt chuyên đề về phòng cháy, chữa cháy tại trụ sở cơ quan"]
    assert groups(texts) == [[0], [1]]


def test_other_figures_are_noticed() -> None:
    assert differ_in_figures(["Kết nạp 5 đảng viên", "Kết nạp 7 đảng viên"])
    assert not differ_in_figures(["Kết nạp 5 đảng viên", "kết nạp được 5 đảng viên"])


@given(TEXTS)
def test_every_text_is_in_one_group_and_like_its_first(texts: list[str]) -> None:
    found = groups(texts)
    assert sorted(place for group in found for place in group) == list(range(len(texts)))
    for first, *others in found:
        assert all(likeness(bag(texts[first]), bag(texts[place])) >= LIKE_ENOUGH for place in others)
    firsts = [group[0] for group in found]
    assert firsts == sorted(firsts)
    assert found == groups(texts)


@given(TEXTS)
def test_no_text_begins_a_group_that_could_have_joined_one(texts: list[str]) -> None:
    """Against the comparison of all with all that the rule does without."""
    begun: list[int] = []
    for place in sorted(group[0] for group in groups(texts)):
        assert all(likeness(bag(texts[place]), bag(texts[earlier])) < LIKE_ENOUGH for earlier in begun)
        begun.append(place)


def test_half_alike_texts_cost_a_bounded_number_of_comparisons(monkeypatch: pytest.MonkeyPatch) -> None:
    dice, compared = random.Random(1), 0
    vocabulary = [f"từ{number}" for number in range(60)]
    texts = [" ".join(dice.sample(vocabulary, 30)) for _ in range(400)]

    def counting(one: frozenset[str], other: frozenset[str]) -> float:
        nonlocal compared
        compared += 1
        return likeness(one, other)

    monkeypatch.setattr(rule, "likeness", counting)
    assert len(groups(texts)) > 300
    assert 0 < compared <= rule.MOST_COMPARED * len(texts)
