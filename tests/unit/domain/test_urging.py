"""The words of a công văn đôn đốc, for one unit, for some, for many."""

import datetime as dt
from dataclasses import replace

import pytest

from workflow.domain.urging import (
    MOST_IN_ABSTRACT,
    MOST_IN_TEXT,
    Late,
    Matter,
    Urging,
    abstract,
    addressees,
    rows,
    said,
    shortened,
)

DUE, DAY, REPLY = dt.date(2026, 11, 12), dt.date(2026, 11, 21), dt.date(2026, 11, 25)


def urging(*late: Late) -> Urging:
    return Urging("Đảng uỷ Sở", "Thực hiện Kế hoạch số 32-KH/ĐU, ", "kết quả quý III", DAY, REPLY, late)


def late(place: int = 1, ordinal: int = 1, due: dt.date = DUE) -> Late:
    return Late(f"Chi bộ {place}", due, (DAY - due).days, ordinal)


def test_one_unit_is_named_in_the_sentence_and_needs_no_list() -> None:
    letter = urging(late())
    asked, missing, expected = said(letter)
    assert asked.startswith("Thực hiện Kế hoạch số 32-KH/ĐU, Đảng uỷ Sở đã yêu cầu")
    assert asked.endswith("gửi báo cáo kết quả quý III trước hết ngày 12/11/2026.")
    assert missing == "Đến ngày 21/11/2026, Đảng uỷ Sở chưa nhận được báo cáo của Chi bộ 1, quá hạn 9 ngày."
    assert "đề nghị Chi bộ 1 hoàn thành và gửi báo cáo chậm nhất ngày 25/11/2026" in expected
    assert rows(letter) == ()
    assert addressees(letter) == ("Chi bộ 1",)


@pytest.mark.parametrize(
    ("ordinals", "title", "sentence"),
    [
        ((1,), "đôn đốc gửi báo cáo kết quả quý III", "quá hạn 9 ngày."),
        ((2,), "đôn đốc gửi báo cáo kết quả quý III (lần 2)", "Đây là lần đôn đốc thứ 2."),
        ((3, 3), "đôn đốc gửi báo cáo kết quả quý III (lần 3)", "2 tổ chức đảng sau đây (đôn đốc lần thứ 3):"),
        ((1, 2), "đôn đốc gửi báo cáo kết quả quý III", "2 tổ chức đảng sau đây:"),
    ],
)
def test_a_repeated_urging_says_the_how_manyth_time(ordinals: tuple[int, ...], title: str, sentence: str) -> None:
    letter = urging(*(late(place, times) for place, times in enumerate(ordinals, start=1)))
    assert abstract(letter) == title
    assert said(letter)[1].endswith(sentence)


def test_some_units_stand_in_a_list_with_their_own_days() -> None:
    letter = urging(late(1), late(2, 2, dt.date(2026, 11, 19)))
    assert "theo thời hạn đã giao" in said(letter)[0]
    assert rows(letter)[1:] == (
        ("1", "Chi bộ 1", "12/11/2026", "9 ngày", "1"),
        ("2", "Chi bộ 2", "19/11/2026", "2 ngày", "2"),
    )
    assert addressees(letter) == ("Chi bộ 1", "Chi bộ 2")


@pytest.mark.parametrize(("count", "is_listed"), [(MOST_IN_TEXT, False), (MOST_IN_TEXT + 1, True)])
def test_many_units_stand_in_an_annex_that_the_text_names(count: int, is_listed: bool) -> None:
    letter = urging(*(late(place) for place in range(count)))
    assert letter.is_listed is is_listed
    assert (len(addressees(letter)) == 1) is is_listed
    assert ("danh sách kèm theo" in said(letter)[1]) is is_listed
    assert len(rows(letter)) == count + 1


def test_units_late_with_a_task_are_told_of_the_task_and_its_plan() -> None:
    letter = replace(urging(late()), basis="Tại Kế hoạch số 32-KH/ĐU, ", about="số hoá tài liệu", matter=Matter.TASK)
    asked, missing, expected = said(letter)
    assert asked.startswith("Tại Kế hoạch số 32-KH/ĐU, Đảng uỷ Sở đã giao các tổ chức đảng trực thuộc thực hiện")
    assert asked.endswith("nhiệm vụ “số hoá tài liệu” trước hết ngày 12/11/2026.")
    assert "chưa nhận được kết quả thực hiện nhiệm vụ này của Chi bộ 1, quá hạn 9 ngày." in missing
    assert "hoàn thành nhiệm vụ và báo cáo kết quả chậm nhất ngày 25/11/2026" in expected
    assert "nêu rõ lý do và ngày sẽ hoàn thành." in expected
    assert abstract(letter) == "đôn đốc thực hiện nhiệm vụ: số hoá tài liệu"
    assert rows(replace(letter, late=(late(1), late(2))))[0][2] == "Thời hạn"


def test_a_long_task_is_cut_between_words_in_the_abstract() -> None:
    told = replace(urging(late()), about="số hoá " * 100, matter=Matter.TASK)
    assert abstract(told).endswith("số hoá…") or abstract(told).endswith("số…")
    assert len(abstract(told)) <= MOST_IN_ABSTRACT + len("đôn đốc thực hiện nhiệm vụ: …")
    assert shortened("Số hoá\n tài liệu.") == "Số hoá tài liệu"
