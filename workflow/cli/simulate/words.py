"""What the simulated units write: sentences with figures of their own, many of them like those of their neighbours."""

from collections.abc import Mapping
from decimal import Decimal
from random import Random

from workflow.domain.figures import Amount
from workflow.domain.outline import Formula, Indicator, Outline, Section
from workflow.domain.sections import EMPTY_ANSWER

RESULTS, DIFFICULTIES = "ket-qua", "kho-khan"
OUTLINE = Outline(
    sections=(
        Section(RESULTS, "Kết quả thực hiện"),
        Section(DIFFICULTIES, "Khó khăn, vướng mắc"),
    ),
    indicators=(
        Indicator("so-buoi", "Số buổi sinh hoạt", "buổi"),
        Indicator("dang-vien", "Đảng viên tham gia", "người"),
        Indicator("dong-nhat", "Đảng viên dự buổi đông nhất", "người", formula=Formula.MAX),
    ),
)
_RESULTS = (
    "Tổ chức {} buổi sinh hoạt chuyên đề về đại đoàn kết toàn dân tộc cho đảng viên và quần chúng.",
    "Vận động {} hộ gia đình ký cam kết xây dựng nếp sống văn hoá ở khu dân cư.",
    "Hướng dẫn {} đảng viên đăng ký việc làm theo gương Bác trong kỳ.",
    "Kiểm tra việc chấp hành Điều lệ Đảng đối với {} đảng viên, không có vi phạm.",
    "Giới thiệu {} quần chúng ưu tú học lớp nhận thức về Đảng.",
    "Trao {} suất quà cho gia đình chính sách, hộ có hoàn cảnh khó khăn.",
)
_DIFFICULTIES = (
    "Còn {} đảng viên đi làm ăn xa, khó tham gia sinh hoạt thường kỳ.",
    "Kinh phí hoạt động còn thiếu {} triệu đồng so với nhu cầu.",
)
NOTES = ("Trùng ý với đoạn đã đưa.", "Nội dung thuộc kỳ báo cáo trước.", "Chưa có số liệu kiểm chứng.")


def sections(dice: Random) -> Mapping[str, str]:
    """What a chi bộ writes in each section, as typed."""
    return {
        RESULTS: _lines(dice, _RESULTS, dice.randint(1, 3)),
        DIFFICULTIES: _lines(dice, _DIFFICULTIES, 1) if dice.random() < 0.3 else EMPTY_ANSWER,
    }


def figures(dice: Random) -> dict[str, Amount | None]:
    """What a chi bộ counts."""
    return {one.key: Amount(Decimal(dice.randint(1, 60))) for one in OUTLINE.indicators}


def _lines(dice: Random, sentences: tuple[str, ...], count: int) -> str:
    return "\n".join(f"- {one.format(dice.randint(2, 40))}" for one in dice.sample(sentences, count))
