"""Small papers of fictional bodies for tests."""

import datetime as dt
from typing import Any

from workflow.domain.blocks import Block, BlockType
from workflow.domain.paper import Paper, ProfileName, SignatureBlock

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
