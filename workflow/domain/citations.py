"""Cited documents: what a paper must repeat exactly when it names another one."""

import datetime as dt
from dataclasses import dataclass

from workflow.domain import dates

KIND_NAMES = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "KL": "Kết luận",
    "QC": "Quy chế",
    "TT": "Thông tri",
    "HD": "Hướng dẫn",
    "TB": "Thông báo",
    "BC": "Báo cáo",
    "KH": "Kế hoạch",
    "CTr": "Chương trình",
    "ĐA": "Đề án",
    "PA": "Phương án",
    "TTr": "Tờ trình",
    "CV": "Công văn",
    "BB": "Biên bản",
}
REGULATION = "Quy định"  # shares the symbol QĐ with Quyết định (HD05)


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """One document as the citation register has it. The same symbol comes again each term of office: symbol and date
    together name a document. `title` is the abstract as printed: "về tiếp tục phát huy …"."""

    symbol: str
    date: dt.date
    issuer: str
    title: str
    kind_name: str = ""

    @property
    def name(self) -> str:
        """ "Nghị quyết"."""
        kind = self.symbol.partition("-")[2].partition("/")[0]
        return self.kind_name or KIND_NAMES.get(kind, "Văn bản")

    @property
    def in_words(self) -> str:
        """ "Nghị quyết số 43-NQ/TW, ngày 24/11/2023 của Ban Chấp hành Trung ương Đảng khoá XIII về …"."""
        return f"{self.name} số {self.symbol}, ngày {dates.short(self.date)} của {self.issuer} {self.title}"
