"""What the simulated units write: sentences with figures of their own, many of them like those of their neighbours."""

from collections.abc import Mapping
from decimal import Decimal
from random import Random

from workflow.domain.figures import Amount
from workflow.domain.inputs.tasks import ToldOfTask
from workflow.domain.outline import Formula, Indicator, IndicatorKind, Outline, Section, SectionKind, Table
from workflow.domain.sections import EMPTY_ANSWER
from workflow.domain.tasks import Progress

RESULTS, TASKS, TABLE, DIFFICULTIES, PROPOSALS = "ket-qua", "nhiem-vu", "bieu", "kho-khan", "kien-nghi"
_TABLE = Table(("Hình thức", "Số cuộc"), ("Hội nghị quán triệt", "Sinh hoạt chuyên đề"))
_INDICATORS = (
    Indicator("so-buoi", "Số buổi sinh hoạt", "buổi"),
    Indicator("dang-vien", "Đảng viên tham gia", "người"),
    Indicator("dong-nhat", "Đảng viên dự buổi đông nhất", "người", formula=Formula.MAX),
)
SHORT = Outline(
    sections=(
        Section(RESULTS, "Kết quả thực hiện"),
        Section(DIFFICULTIES, "Khó khăn, vướng mắc", kind=SectionKind.DIFFICULTIES),
    ),
    indicators=_INDICATORS,
)
WHOLE = Outline(
    sections=(
        Section(RESULTS, "Kết quả thực hiện"),
        Section(TASKS, "Kết quả theo nhiệm vụ", kind=SectionKind.TASKS),
        Section(TABLE, "Biểu hội nghị", kind=SectionKind.TABLE, table=_TABLE),
        *SHORT.sections[1:],
        Section(PROPOSALS, "Kiến nghị, đề xuất", kind=SectionKind.PROPOSALS),
    ),
    indicators=(
        *_INDICATORS,
        Indicator("ket-nap", "Kết nạp đảng viên", "người", IndicatorKind.OF_TARGET),
        Indicator("diem", "Điểm kiểm tra gần nhất", "điểm", IndicatorKind.DECIMAL, Formula.LATEST),
        Indicator(
            "moi-buoi", "Đảng viên mỗi buổi", "người", IndicatorKind.DECIMAL, Formula.RATIO, ("dang-vien", "so-buoi")
        ),
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
_PROPOSALS = ("Đề nghị cấp trên mở thêm {} lớp bồi dưỡng nghiệp vụ công tác Đảng.",)
_DONE = ("Đã tổ chức {} buổi.", "Đã rà soát {} hồ sơ.")
NOTES = ("Trùng ý với đoạn đã đưa.", "Nội dung thuộc kỳ báo cáo trước.", "Chưa có số liệu kiểm chứng.")


def section(key: str, dice: Random) -> str:
    """What a chi bộ writes in a section of words, as typed; EMPTY_ANSWER where it has nothing to say."""
    if key == RESULTS:
        return _lines(dice, _RESULTS, dice.randint(1, 3))
    told = _PROPOSALS if key == PROPOSALS else _DIFFICULTIES
    return _lines(dice, told, 1) if dice.random() < 0.3 else EMPTY_ANSWER


def rows(dice: Random) -> tuple[tuple[str, ...], ...]:
    """What a chi bộ fills into the table."""
    return tuple((name, str(dice.randint(0, 9))) for name in _TABLE.rows)


def of_task(dice: Random) -> ToldOfTask:
    """What a chi bộ says of one task."""
    progress = dice.choice(list(Progress))
    is_told = progress in {Progress.DONE, Progress.IN_PROGRESS}
    return ToldOfTask(progress, dice.choice(_DONE).format(dice.randint(2, 40)) if is_told else "", "")


def figures(outline: Outline, dice: Random) -> Mapping[str, Amount | None]:
    """What a chi bộ counts; ratios follow from it."""
    return {one.key: _amount(one, dice) for one in outline.indicators if one.formula is not Formula.RATIO}


def _amount(asked: Indicator, dice: Random) -> Amount:
    if asked.kind is IndicatorKind.OF_TARGET:
        return Amount(Decimal(dice.randint(0, 5)), Decimal(dice.randint(1, 9)))
    if asked.kind is IndicatorKind.DECIMAL:
        return Amount(Decimal(dice.randint(10, 100)) / 10)
    return Amount(Decimal(dice.randint(1, 60)))


def _lines(dice: Random, sentences: tuple[str, ...], count: int) -> str:
    return "\n".join(f"- {one.format(dice.randint(2, 40))}" for one in dice.sample(sentences, count))
