"""The citation register to begin with: documents of the Party whose number, day and title are public. An installation
keeps its own register, of which these are the first entries."""

import datetime as dt
from collections.abc import Iterable, Mapping

from workflow.domain.citations import CitedDocument

_COMMITTEE_XIII = "Ban Chấp hành Trung ương Đảng khoá XIII"

BUILT_IN = (
    CitedDocument(
        "43-NQ/TW",
        dt.date(2023, 11, 24),
        _COMMITTEE_XIII,
        "về tiếp tục phát huy truyền thống, sức mạnh đại đoàn kết toàn dân tộc, xây dựng đất nước ta ngày càng phồn"
        " vinh, hạnh phúc",
    ),
    CitedDocument(
        "45-NQ/TW",
        dt.date(2023, 11, 24),
        _COMMITTEE_XIII,
        "về tiếp tục xây dựng và phát huy vai trò của đội ngũ trí thức đáp ứng yêu cầu phát triển đất nước nhanh và bền"
        " vững trong giai đoạn mới",
    ),
    CitedDocument(
        "41-NQ/TW",
        dt.date(2023, 10, 10),
        "Bộ Chính trị",
        "về xây dựng và phát huy vai trò của đội ngũ doanh nhân Việt Nam trong thời kỳ mới",
    ),
    CitedDocument(
        "26-NQ/TW",
        dt.date(2018, 5, 19),
        "Ban Chấp hành Trung ương Đảng khoá XII",
        "về tập trung xây dựng đội ngũ cán bộ các cấp, nhất là cấp chiến lược, đủ phẩm chất, năng lực và uy tín, ngang"
        " tầm nhiệm vụ",
    ),
    CitedDocument(
        "05-CT/TW",
        dt.date(2016, 5, 15),
        "Bộ Chính trị",
        "về đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
    ),
    CitedDocument(
        "21-CT/TW",
        dt.date(2018, 1, 20),
        "Ban Bí thư Trung ương Đảng",
        "về tiếp tục đẩy mạnh công tác phụ nữ trong tình hình mới",
    ),
)


def by_symbol(documents: Iterable[CitedDocument]) -> Mapping[str, tuple[CitedDocument, ...]]:
    """The documents under their symbols; the same symbol may come from several terms of office."""
    found: dict[str, tuple[CitedDocument, ...]] = {}
    for document in documents:
        found[document.symbol] = (*found.get(document.symbol, ()), document)
    return found
