"""The outlines that ship with the system: the skeletons of real reports of a commune's committee (113-BC/ĐU, month;
19-BC/ĐU, quarter on one subject; 117-BC/ĐU, on tasks given by notices; 39-BC/ĐU, one triple for each subject), the
report on one resolution, and the monthly heads of a chi bộ."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from workflow.domain.outline import (
    DIFFICULTIES,
    PROPOSALS,
    RESOLUTION_REPORT,
    TASKS,
    Check,
    Indicator,
    IndicatorKind,
    Outline,
    Relation,
    Section,
    SectionKind,
    Table,
    with_keys,
)

_ACTIVITIES = "Nêu việc đã làm trong kỳ, kết quả, số liệu. Không có thì ghi “Không”."
_TRIPLE = ("Thực trạng", "Tồn tại, hạn chế và nguyên nhân", "Đề xuất, kiến nghị")


@dataclass(frozen=True, slots=True)
class Template:
    """An outline to begin with: what it is called, for which report it is meant."""

    key: str
    title: str
    purpose: str
    outline: Outline


def _head(title: str, level: int = 1) -> Section:
    return Section("", title, kind=SectionKind.HEADING, level=level)


def _text(title: str, level: int = 1, guidance: str = _ACTIVITIES) -> Section:
    return Section("", title, guidance, level=level)


def _difficulties(title: str, level: int = 1) -> Section:
    said = "Nêu từng khó khăn, vướng mắc cụ thể cần cấp trên biết. Không có thì ghi “Không”."
    return Section(DIFFICULTIES, title, said, SectionKind.DIFFICULTIES, level=level)


def _proposals() -> Section:
    said = "Mỗi kiến nghị một đoạn, ghi rõ kiến nghị với cơ quan nào. Không có thì ghi “Không”."
    return Section(PROPOSALS, "Kiến nghị, đề xuất", said, SectionKind.PROPOSALS)


def _made(sections: Iterable[Section], indicators: Iterable[Indicator] = (), checks: Iterable[Check] = ()) -> Outline:
    outline = Outline(tuple(sections), tuple(indicators), tuple(checks))
    return with_keys(outline)


_MEMBERS = (
    Indicator("dang-vien", "Tổng số đảng viên", "đảng viên"),
    Indicator("ket-nap", "Đảng viên mới kết nạp, trên chỉ tiêu năm", "đảng viên", IndicatorKind.OF_TARGET),
    Indicator("du-hoc", "Đảng viên tham gia học tập, quán triệt", "đảng viên"),
)
_NO_MORE_THAN_THERE_ARE = (Check("du-hoc", Relation.AT_MOST, ("dang-vien",)),)

MONTH = _made(
    (
        _head("Kết quả thực hiện nhiệm vụ"),
        _head("Công tác lãnh đạo, chỉ đạo", 2),
        _text("Công tác chính trị, tư tưởng", 3),
        _text("Công tác xây dựng Đảng", 3),
        _text("Công tác tổ chức, cán bộ, đảng viên", 3),
        _text("Công tác dân vận", 3),
        _text("Công tác kiểm tra, giám sát", 3),
        _text("Mặt trận Tổ quốc và các tổ chức chính trị - xã hội", 2),
        _text("Hoạt động của Hội đồng nhân dân", 2),
        _head("Hoạt động của Uỷ ban nhân dân", 2),
        _text("Kinh tế", 3),
        _text("Văn hoá, xã hội", 3),
        _text("Hành chính công", 3),
        _text("Quốc phòng, an ninh", 3),
        _head("Đánh giá chung"),
        _text("Thuận lợi", 2),
        _difficulties("Khó khăn, hạn chế", 2),
        _text("Nhiệm vụ trọng tâm tháng sau", guidance="Nêu nhiệm vụ trọng tâm của tháng sau."),
        Section(
            "",
            "Văn bản ban hành trong tháng",
            "Mỗi văn bản một dòng.",
            SectionKind.TABLE,
            Table(("Số, ký hiệu", "Ngày ban hành", "Trích yếu nội dung"), wide=True),
        ),
    ),
    _MEMBERS,
    _NO_MORE_THAN_THERE_ARE,
)

QUARTER = _made(
    (
        _head("Kết quả thực hiện"),
        _text("Công tác lãnh đạo, chỉ đạo", 2, "Nêu văn bản đã ban hành, ghi số và ngày; hội nghị đã tổ chức."),
        _text("Kết quả theo từng nội dung của chuyên đề", 2),
        _text("Công tác kiểm tra, giám sát", 2),
        _head("Đánh giá"),
        _text("Kết quả nổi bật", 2, "Nêu kết quả chính, so với cùng kỳ và chỉ tiêu."),
        _text("Hạn chế và nguyên nhân", 2, "Nêu rõ việc chưa làm được, nguyên nhân khách quan và chủ quan."),
        _text("Nhiệm vụ, giải pháp quý tới", guidance="Nêu nhiệm vụ trọng tâm của quý tới."),
        _proposals(),
        Section(
            "",
            "Biểu số liệu theo vị trí",
            "Ghi số được giao, hiện có, còn thiếu của từng vị trí.",
            SectionKind.TABLE,
            Table(("Vị trí, chức danh", "Được giao", "Hiện có", "Còn thiếu", "Ghi chú"), wide=True),
        ),
    ),
    _MEMBERS,
    _NO_MORE_THAN_THERE_ARE,
)

ON_NOTICES = _made(
    (
        Section(
            "",
            "Kết quả thực hiện nhiệm vụ được giao",
            "Mỗi nhiệm vụ một dòng; đánh dấu X vào một trong ba cột tiến độ.",
            SectionKind.TABLE,
            Table(
                (
                    "Chỉ đạo của cấp trên (số, ngày)",
                    "Nội dung chỉ đạo",
                    "Kết quả thực hiện",
                    "Đề xuất, kiến nghị",
                    "Đúng hạn",
                    "Trễ hạn",
                    "Không giao hạn",
                ),
                wide=True,
            ),
        ),
        Section("", "Nhiệm vụ của đơn vị", "Nêu kết quả từng nhiệm vụ được giao trong kỳ.", SectionKind.TASKS),
        _proposals(),
    )
)


def _triples(subjects: Iterable[str]) -> Iterator[Section]:
    for subject in subjects:
        yield _head(subject, 2)
        yield from (_text(title, 4) for title in _TRIPLE)


TRIPLES = _made(
    (
        _text("Đặc điểm tình hình", guidance="Nêu đặc điểm của đơn vị liên quan tới nội dung báo cáo."),
        _head("Thực trạng và kiến nghị theo từng nội dung"),
        *_triples(
            (
                "Tổ chức bộ máy",
                "Cán bộ, công chức",
                "Cơ sở vật chất, trang thiết bị",
                "Tài chính, ngân sách",
                "Chuyển đổi số, dịch vụ công",
                "Chế độ, chính sách",
            )
        ),
    )
)

CELL_MONTH = _made(
    (
        _text("Công tác chính trị, tư tưởng"),
        _text(
            "Công tác xây dựng Đảng",
            guidance="Nêu tư tưởng đảng viên, nền nếp sinh hoạt, đảng phí, kết nạp.",
        ),
        _text("An ninh trật tự"),
        _text("Chăm lo đời sống Nhân dân"),
        _text("Công tác quân sự"),
        _text("Hoạt động của các đoàn thể"),
        _head("Ưu điểm, hạn chế"),
        _text("Ưu điểm", 2),
        _text("Hạn chế", 2),
        _difficulties("Khó khăn, vướng mắc"),
        _text("Nhiệm vụ tháng sau", guidance="Nêu việc sẽ làm, thời gian."),
        _text("Phân công thực hiện", guidance="Ghi ai làm việc gì, xong khi nào."),
    ),
    (
        *_MEMBERS[:1],
        Indicator("du-sinh-hoat", "Đảng viên dự sinh hoạt", "đảng viên"),
        Indicator("sinh-hoat", "Đã sinh hoạt chi bộ trong tháng", "", IndicatorKind.YES_NO),
    ),
    (Check("du-sinh-hoat", Relation.AT_MOST, ("dang-vien",)),),
)


def _by_task(one: Section) -> tuple[Section, ...]:
    if one.key != "ket-qua":
        return (one,)
    told = "Chọn tiến độ của từng nhiệm vụ; nêu việc đã làm, kết quả và minh chứng."
    besides = "Nêu kết quả nổi bật, số liệu chưa ghi ở từng nhiệm vụ. Không có thì ghi “Không”."
    tasks = Section(TASKS, "Kết quả từng nhiệm vụ", told, SectionKind.TASKS)
    return tasks, replace(one, title="Kết quả nổi bật khác", guidance=besides)


RESOLUTION_BY_TASK = replace(
    RESOLUTION_REPORT, sections=tuple(part for one in RESOLUTION_REPORT.sections for part in _by_task(one))
)
"""The report on one resolution that goes through the tasks of the plan: each with how far it is and what was done."""

TEMPLATES: Mapping[str, Template] = {
    one.key: one
    for one in (
        Template("nghi-quyet", "Báo cáo thực hiện một nghị quyết", "kết quả theo kế hoạch", RESOLUTION_REPORT),
        Template(
            "nghi-quyet-nhiem-vu",
            "Báo cáo thực hiện một nghị quyết theo từng nhiệm vụ",
            "tiến độ từng nhiệm vụ của kế hoạch",
            RESOLUTION_BY_TASK,
        ),
        Template("thang", "Báo cáo tháng của cấp uỷ", "lãnh đạo, chỉ đạo trong tháng", MONTH),
        Template("quy-chuyen-de", "Báo cáo quý theo chuyên đề", "một lĩnh vực, có biểu số liệu", QUARTER),
        Template("theo-thong-bao", "Báo cáo nhiệm vụ giao tại thông báo", "bảng tiến độ khổ ngang", ON_NOTICES),
        Template("theo-de-cuong", "Báo cáo thực trạng theo từng nội dung", "thực trạng, hạn chế, kiến nghị", TRIPLES),
        Template("thang-chi-bo", "Báo cáo tháng của chi bộ", "các đề mục sinh hoạt thường kỳ", CELL_MONTH),
    )
}


def from_above(outline: Outline) -> Outline:
    """The superior's outline as ours to send down: every part is marked as theirs and keeps its key."""
    return replace(
        outline,
        sections=tuple(replace(one, from_above=True) for one in outline.sections),
        indicators=tuple(replace(one, from_above=True) for one in outline.indicators),
    )
