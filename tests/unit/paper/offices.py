"""Fictional Party papers as offices write them: hypothesis draws what one says, and the ways it is typed."""

import datetime as dt
from dataclasses import dataclass
from itertools import chain

from hypothesis import strategies as st

BODIES = [
    ("ĐẢNG BỘ XÃ SÔNG LAM", "CHI BỘ THÔN MỘT", "CB"),
    ("ĐẢNG BỘ TỈNH SÔNG LAM", "ĐẢNG UỶ XÃ HOÀ BÌNH", "ĐU"),
    ("ĐẢNG UỶ XÃ HOÀ BÌNH", "VĂN PHÒNG", "VPĐU"),
    ("", "TỈNH UỶ SÔNG LAM", "TU"),
    ("ĐẢNG BỘ KHỐI CÁC CƠ QUAN TỈNH", "ĐẢNG UỶ SỞ VĂN HOÁ, THỂ THAO VÀ DU LỊCH", "ĐU"),
]
KINDS = {
    "KH": "KẾ HOẠCH",
    "BC": "BÁO CÁO",
    "NQ": "NGHỊ QUYẾT",
    "TB": "THÔNG BÁO",
    "CTr": "CHƯƠNG TRÌNH",
    "KL": "KẾT LUẬN",
}
ABSTRACTS = [
    "kết quả công tác tháng 6, nhiệm vụ tháng 7 năm 2026",
    "thực hiện Nghị quyết số 43-NQ/TW, ngày 24/11/2023 của Ban Chấp hành Trung ương Đảng khoá XIII",
    "về việc sắp xếp, kiện toàn tổ chức",
]
HEADINGS = ["MỤC ĐÍCH, YÊU CẦU", "KẾT QUẢ THỰC HIỆN", "NHIỆM VỤ, GIẢI PHÁP", "TỔ CHỨC THỰC HIỆN"]
GROUPS = ["Công tác chính trị, tư tưởng", "Công tác tổ chức, cán bộ", "Kiểm tra, giám sát", "Đối với các chi bộ"]
SENTENCES = [
    "Chi bộ đã tổ chức 03 hội nghị quán triệt Nghị quyết số 21-NQ/TU, ngày 05/9/2025 với 45 đảng viên tham dự.",
    "Đảng uỷ chỉ đạo các chi bộ trực thuộc sinh hoạt chuyên đề, đạt 98,5% so với kế hoạch.",
    "Nắm chắc tư tưởng cán bộ, đảng viên; kịp thời giải quyết kiến nghị của Nhân dân (thực hiện thường xuyên).",
    "Văn phòng Đảng uỷ theo dõi, đôn đốc, tổng hợp kết quả (hoàn thành trước 30/6/2026).",
    "Tiếp tục thực hiện Kết luận số 01-KL/TW ngày 18/5/2021 của Bộ Chính trị gắn với nêu gương.",
]
RECIPIENTS = ["Ban Thường vụ Tỉnh uỷ (b/c)", "Đảng uỷ xã (để b/c)", "Các chi bộ trực thuộc", "Đ/c Bí thư", "Lưu VPĐU"]
NOTES = ["Gồm 12 chi bộ thôn và 06 chi bộ trường học.", "Theo Nghị quyết số 07-NQ/ĐU, ngày 10/7/2025 của Đảng uỷ xã."]


@dataclass(frozen=True)
class Office:
    """What a paper says: header, lines of the text as (marker, words), notes called by the first lines, ending."""

    superior: str
    issuer: str
    kind: str
    number: int
    body: str
    date: dt.date
    abstract: str
    lines: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    recipients: tuple[str, ...]

    @property
    def symbol(self) -> str:
        """The number as the rule has it."""
        return f"{self.number:02d}-{self.kind}/{self.body}"

    @property
    def day(self) -> str:
        """Place and date as printed."""
        month = f"{self.date.month:02d}" if self.date.month < 3 else str(self.date.month)
        return f"Sông Lam, ngày {self.date.day:02d} tháng {month} năm {self.date.year}"

    def called(self, index: int) -> str:
        """The words of a line with the call of its note before its full stop, as a raised number."""
        words = self.lines[index][1]
        return f"{words[:-1]}{'¹²'[index]}{words[-1]}" if index < len(self.notes) else words


@st.composite
def offices(draw: st.DrawFn) -> Office:
    """A paper with one to three chapters."""
    superior, issuer, body = draw(st.sampled_from(BODIES))
    lines = [("", f"{draw(st.sampled_from(SENTENCES))}"), ("", draw(st.sampled_from(SENTENCES)))]
    for chapter in range(draw(st.integers(1, 3))):
        lines.append((f"{'I' * (chapter + 1)}{draw(st.sampled_from('.-'))}", HEADINGS[chapter]))
        lines += draw(st.lists(_parts(), min_size=1, max_size=3).map(lambda parts: [*chain.from_iterable(parts)]))
    return Office(
        superior=superior,
        issuer=issuer,
        kind=draw(st.sampled_from(sorted(KINDS))),
        number=draw(st.integers(1, 1200)),
        body=body,
        date=draw(st.dates(dt.date(2019, 1, 1), dt.date(2027, 12, 31))),
        abstract=draw(st.sampled_from(ABSTRACTS)),
        lines=tuple(lines),
        notes=tuple(draw(st.lists(st.sampled_from(NOTES), max_size=2, unique=True))),
        recipients=tuple(draw(st.lists(st.sampled_from(RECIPIENTS), min_size=1, unique=True))),
    )


@st.composite
def _parts(draw: st.DrawFn) -> list[tuple[str, str]]:
    """A group of lines under one mark of the second kind."""
    number = draw(st.integers(1, 9))
    sentence = st.sampled_from(SENTENCES)
    plain = [(f"{number}.", draw(sentence))]
    grouped = [
        (f"{number}.", draw(st.sampled_from(GROUPS))),
        (draw(st.sampled_from(["-", "+", "a)", f"{number}.1.", "(1)", "1)", ""])), draw(sentence)),
        (draw(st.sampled_from(["-", "+", "b)", f"{number}.2.", "(2)", "2)"])), draw(sentence)),
    ]
    return draw(st.sampled_from([plain, grouped]))
