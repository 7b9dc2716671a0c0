"""The outline that a person typed: keys come from the titles, each once."""

import json
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from workflow.domain.outline import (
    RESOLUTION_REPORT,
    Check,
    Formula,
    Indicator,
    IndicatorKind,
    Outline,
    Relation,
    Section,
    SectionKind,
    Table,
    marks,
    numbers_of,
    with_keys,
)
from workflow.domain.sections import BODY, FIGURES, OPENING


def test_pages_count_sections_as_the_paper_marks_them_where_it_ranks_them() -> None:
    flat = Outline((Section("a", "A"), Section("b", "B")))
    keys = ["mo-dau", "a", "b", "so-lieu"]
    assert numbers_of(flat, keys) == {"a": "1", "b": "2", "so-lieu": "3"}
    heading = Section("h", "H", kind=SectionKind.HEADING)
    ranked = Outline((heading, Section("a", "A", level=2), Section("b", "B", level=3), Section("c", "C")))
    found = numbers_of(ranked, ["mo-dau", "a", "b", "c", "so-lieu"])
    assert found == {"a": "1", "b": "1.1", "c": "II", "so-lieu": "III"}
    assert numbers_of(None, ["mo-dau", "noi-dung"]) == {}


def _typed(sections: Iterable[tuple[str, str]], indicators: Iterable[tuple[str, str]] = ()) -> Outline:
    """(title, guidance) and (title, unit) as a person typed them."""
    parts = tuple(Section("", *one) for one in sections), tuple(Indicator("", *one) for one in indicators)
    return with_keys(Outline(*parts))


def test_keys_are_the_titles_in_plain_letters() -> None:
    outline = _typed([("Đề xuất, đổi mới", "Nêu rõ.")], [("Số lượt người", "lượt")])
    assert [(one.key, one.guidance) for one in outline.sections] == [("de-xuat-doi-moi", "Nêu rõ.")]
    assert [(one.key, one.unit) for one in outline.indicators] == [("so-luot-nguoi", "lượt")]


def test_the_usual_titles_keep_their_keys_so_that_levels_meet() -> None:
    sections = [(one.title, one.guidance) for one in RESOLUTION_REPORT.sections]
    indicators = [(one.title, one.unit) for one in RESOLUTION_REPORT.indicators]
    assert _typed(sections, indicators) == RESOLUTION_REPORT


def test_no_two_sections_share_a_key_and_none_takes_that_of_a_special_section() -> None:
    titles = ["Mở đầu", "Số liệu", "Nội dung", "Khác", "Khác", "？", "a" * 300, "a" * 299 + "b"]
    keys = [one.key for one in _typed([(title, "") for title in titles]).sections]
    assert len(set(keys)) == len(titles)
    assert not {OPENING, FIGURES, BODY} & set(keys)
    assert max(map(len, keys)) <= 40


OLD = {
    "sections": [{"key": "ket-qua", "title": "Kết quả", "guidance": ""}]
    + [{"key": key, "title": key, "guidance": ""} for key in ("kho-khan", "kien-nghi")],
    "indicators": [{"key": "buoi-hoc", "title": "Số buổi", "unit": "buổi"}],
}


def test_an_outline_from_before_there_were_kinds_still_reads() -> None:
    outline = Outline.from_json(OLD)
    assert [one.kind for one in outline.sections] == ["text", "difficulties", "proposals"]
    (indicator,) = outline.indicators
    assert (indicator.kind, indicator.formula) == (IndicatorKind.INTEGER, Formula.SUM)
    assert (outline.checks, outline.attachments) == ((), ())


def test_every_part_of_an_outline_is_kept() -> None:
    table = Table(("Nội dung", "Số"), ("Thư viện",), wide=True)
    outline = Outline(
        (Section("bieu", "Biểu", "Ghi đủ.", SectionKind.TABLE, table, from_above=True),),
        (
            Indicator("a", "Đạt", "%", IndicatorKind.PERCENT, Formula.RATIO, of=("b", "c")),
            Indicator("b", "Có", "tỷ đồng", IndicatorKind.MONEY, low=Decimal("0.5"), high=Decimal(90), binding=True),
        ),
        (Check("b", Relation.AT_MOST, ("c",), binding=True),),
        ("Danh sách",),
    )
    assert Outline.from_json(json.loads(json.dumps(outline.to_json()))) == outline


def test_a_key_once_given_stays_when_the_title_changes() -> None:
    first = _typed([("Kết quả", "")])
    renamed = Outline((replace(first.sections[0], title="Kết quả mới"), Section("", "Kết quả", "")))
    assert [one.key for one in with_keys(renamed).sections] == ["ket-qua", "ket-qua-2"]


def test_headings_are_marked_by_their_rank() -> None:
    levels = [1, 2, 3, 3, 2, 1, 2, 4, 4, 3, 1]
    assert list(marks(levels)) == ["I.", "1.", "1.1.", "1.2.", "2.", "II.", "1.", "a)", "b)", "1.1.", "III."]
