"""The outline that a person typed: keys come from the titles, each once."""

from workflow.domain.outline import RESOLUTION_REPORT, outline_of
from workflow.domain.sections import BODY, FIGURES, OPENING


def test_keys_are_the_titles_in_plain_letters() -> None:
    outline = outline_of([("Đề xuất, đổi mới", "Nêu rõ.")], [("Số lượt người", "lượt")])
    assert [(one.key, one.guidance) for one in outline.sections] == [("de-xuat-doi-moi", "Nêu rõ.")]
    assert [(one.key, one.unit) for one in outline.indicators] == [("so-luot-nguoi", "lượt")]


def test_the_usual_titles_keep_their_keys_so_that_levels_meet() -> None:
    sections = [(one.title, one.guidance) for one in RESOLUTION_REPORT.sections]
    indicators = [(one.title, one.unit) for one in RESOLUTION_REPORT.indicators]
    assert outline_of(sections, indicators) == RESOLUTION_REPORT


def test_no_two_sections_share_a_key_and_none_takes_that_of_a_special_section() -> None:
    titles = ["Mở đầu", "Số liệu", "Nội dung", "Khác", "Khác", "？", "a" * 300, "a" * 299 + "b"]
    keys = [one.key for one in outline_of([(title, "") for title in titles], []).sections]
    assert len(set(keys)) == len(titles)
    assert not {OPENING, FIGURES, BODY} & set(keys)
    assert max(map(len, keys)) <= 40
