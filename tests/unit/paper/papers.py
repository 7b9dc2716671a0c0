"""Small papers of fictional bodies for tests."""

import datetime as dt
from dataclasses import replace
from typing import Any

from workflow.domain.blocks import Block, BlockType, Footnote
from workflow.domain.paper import Annex, CopyBlock, CopyKind, Paper, ProfileName, SignatureBlock, Urgency

LINE = "Chi bộ đã họp, thảo luận và thống nhất các nội dung theo kế hoạch của Đảng uỷ Sở. "


def paragraph(lines: int, identity: str = "b1") -> Block:
    """A paragraph of about so many lines on the sheet."""
    return Block(identity, BlockType.PARAGRAPH, 0, "", (LINE * lines).strip())


def report(**changes: Any) -> Paper:
    """A chi bộ's signed report."""
    values: dict[str, Any] = {
        "kind": "BC",
        "title": "BÁO CÁO",
        "abstract": "kết quả thực hiện Nghị quyết số 43-NQ/TW năm 2026",
        "issuer": "CHI BỘ VĂN PHÒNG",
        "superior": "ĐẢNG BỘ SỞ VĂN HOÁ, THỂ THAO VÀ DU LỊCH",
        "symbol": "01-BC/CB",
        "number": 1,
        "place": "Sông Lam",
        "date": dt.date(2026, 6, 3),
        "profile": ProfileName.HD05,
        "blocks": (paragraph(3),),
        "recipients": ("Đảng uỷ Sở (b/c)", "Lưu Chi bộ"),
        "signature": SignatureBlock("T/M CHI BỘ", "BÍ THƯ", "Nguyễn Văn A"),
    }
    return Paper(**values | changes)


TABLE = Block(
    "t1",
    BlockType.TABLE,
    0,
    "",
    "",
    rows=(("STT", "Nội dung", "Số lượng"), ("1", "Hội nghị học tập, quán triệt", "12"), ("2", "Tỷ lệ (%)", "98,50")),
)


def everything(**changes: Any) -> Paper:
    """A report with every optional part there is."""
    values: dict[str, Any] = {
        "blocks": (
            paragraph(2),
            Block("b2", BlockType.HEADING, 1, "I.", "KẾT QUẢ"),
            Block("b3", BlockType.PARAGRAPH, 0, "1.", "Đã làm¹ việc **quan trọng** và *thường xuyên*.", ("1",)),
            TABLE,
        ),
        "footnotes": (Footnote("1", "Theo *Nghị quyết* số 43-NQ/TW."),),
        "addressees": ("Ban Thường vụ Đảng uỷ Sở", "Văn phòng Đảng uỷ Sở"),
        "annexes": (
            Annex("Phụ lục 1", "Biểu tổng hợp", (replace(TABLE, id="a1"),)),
            Annex("Phụ lục 2", "Biểu chi tiết", (replace(TABLE, id="a2"),), wide=True),
        ),
        "draft": 2,
        "urgency": Urgency.VERY_URGENT,
        "circulation": "TÀI LIỆU HỘI NGHỊ",
        "drafter_mark": "ToànKiên-12",
        "contact": "Địa chỉ: số 1 đường Sông Lam. Điện thoại: 0123 456 789",
        "proof": "https://trinhky.example/xac-thuc/7K3M-Q9TD-2XHV",
        "copy": CopyBlock(
            CopyKind.WHOLE,
            "VĂN PHÒNG ĐẢNG UỶ",
            "ĐẢNG UỶ SỞ",
            "24-BS/VPĐU",
            "Sông Lam",
            dt.date(2026, 6, 9),
            SignatureBlock("CHÁNH VĂN PHÒNG", None, "Trần Thị B"),
            ("Như trên", "Lưu VPĐU"),
        ),
    }
    return report(**values | changes)
