"""The outlines that ship hold together."""

import pytest

from workflow.domain.outline import Outline, SectionKind, marks
from workflow.domain.outline_templates import TEMPLATES, Template, from_above
from workflow.domain.outlining import changes


@pytest.mark.parametrize("shipped", list(TEMPLATES.values()), ids=lambda one: one.key)
def test_each_template_reads_back_and_its_parts_know_one_another(shipped: Template) -> None:
    outline = shipped.outline
    assert Outline.from_json(outline.to_json()) == outline
    assert len({one.key for one in outline.sections}) == len(outline.sections)
    figures = {one.key for one in outline.indicators}
    assert all({check.left, *check.right} <= figures for check in outline.checks)
    assert all((one.kind is SectionKind.TABLE) == (one.table is not None) for one in outline.sections)
    assert all(one.from_above for one in from_above(outline).sections)


def test_the_real_skeletons_keep_their_marks() -> None:
    def printed(key: str) -> list[str]:
        sections = TEMPLATES[key].outline.sections
        return [f"{mark} {one.title}" for mark, one in zip(marks(s.level for s in sections), sections, strict=True)]

    month, triples = printed("thang"), printed("theo-de-cuong")
    assert month[:3] == [
        "I. Kết quả thực hiện nhiệm vụ",
        "1. Công tác lãnh đạo, chỉ đạo",
        "1.1. Công tác chính trị, tư tưởng",
    ]
    assert "4.3. Hành chính công" in month
    assert triples[2:6] == [
        "1. Tổ chức bộ máy",
        "a) Thực trạng",
        "b) Tồn tại, hạn chế và nguyên nhân",
        "c) Đề xuất, kiến nghị",
    ]


def test_changes_are_told_in_sentences() -> None:
    old, new = TEMPLATES["thang-chi-bo"].outline, TEMPLATES["thang"].outline
    told = list(changes(old, new))
    assert "Bỏ mục “An ninh trật tự”." in told
    assert "Thêm mục “Kinh tế”." in told
    assert list(changes(old, old)) == []
