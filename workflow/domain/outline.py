"""The outline of a campaign: the sections to write and the figures to give, in printed order."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from workflow.domain.sections import BODY, FIGURES, OPENING

_LONGEST_KEY = 36
_BARRED = frozenset({OPENING, FIGURES, BODY})


@dataclass(frozen=True, slots=True)
class Section:
    """One narrative section: a stable key, the printed title, what the superior wants to read in it."""

    key: str
    title: str
    guidance: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure: a stable key, what is counted, in which unit; figures of several units are added up."""

    key: str
    title: str
    unit: str


@dataclass(frozen=True, slots=True)
class Outline:
    """Sections and indicators; keys are unique within each."""

    sections: tuple[Section, ...]
    indicators: tuple[Indicator, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The shape kept with the campaign."""
        return {
            "sections": [{"key": s.key, "title": s.title, "guidance": s.guidance} for s in self.sections],
            "indicators": [{"key": i.key, "title": i.title, "unit": i.unit} for i in self.indicators],
        }

    @classmethod
    def from_json(cls, shape: Mapping[str, Any]) -> "Outline":
        """The inverse of `to_json`."""
        return cls(
            sections=tuple(Section(**section) for section in shape["sections"]),
            indicators=tuple(Indicator(**indicator) for indicator in shape["indicators"]),
        )


# The outline for a report on one resolution (reference: the headings that plans and real reports share).
RESOLUTION_REPORT = Outline(
    sections=(
        Section(
            "quan-triet",
            "Công tác quán triệt, tuyên truyền",
            "Nêu việc tổ chức học tập, quán triệt; văn bản đã ban hành để cụ thể hoá; hình thức tuyên truyền, kết quả.",
        ),
        Section(
            "ket-qua",
            "Kết quả theo nhóm nhiệm vụ",
            "Nêu việc đã làm, số liệu và kết quả so với kế hoạch theo từng nhóm nhiệm vụ. Không chép lại nhiệm vụ. "
            "Nhóm nào không có kết quả thì ghi “Không”.",
        ),
        Section(
            "han-che",
            "Hạn chế, nguyên nhân",
            "Nêu rõ việc chưa làm được, nguyên nhân khách quan và chủ quan.",
        ),
        Section(
            "kho-khan",
            "Khó khăn, vướng mắc",
            "Nêu từng khó khăn, vướng mắc cụ thể cần cấp trên biết. Không có thì ghi “Không”.",
        ),
        Section(
            "kien-nghi",
            "Kiến nghị, đề xuất",
            "Mỗi kiến nghị một đoạn, ghi rõ kiến nghị với cơ quan nào. Không có thì ghi “Không”.",
        ),
        Section(
            "phuong-huong",
            "Phương hướng, nhiệm vụ thời gian tới",
            "Nêu nhiệm vụ trọng tâm của kỳ tới.",
        ),
    ),
    indicators=(
        Indicator("buoi-hoc", "Số buổi học tập, quán triệt", "buổi"),
        Indicator("dang-vien", "Đảng viên tham gia học tập", "người"),
        Indicator("hoat-dong", "Hoạt động tuyên truyền, văn hoá phục vụ Nhân dân", "hoạt động"),
    ),
)

_KNOWN_KEYS = {section.title: section.key for section in RESOLUTION_REPORT.sections}
_KNOWN_KEYS |= {indicator.title: indicator.key for indicator in RESOLUTION_REPORT.indicators}


def outline_of(sections: Iterable[tuple[str, str]], indicators: Iterable[tuple[str, str]]) -> Outline:
    """The outline of (title, guidance) and (title, unit) as a person typed them, in order. A key comes from its title
    alone, so that the same words of two levels meet under the same key."""
    used: set[str] = set(_BARRED)
    told = tuple(Section(_key(title, used), title, guidance) for title, guidance in sections)
    used = set()
    return Outline(told, tuple(Indicator(_key(title, used), title, unit) for title, unit in indicators))


def _key(title: str, used: set[str]) -> str:
    """A key that is not used yet; the second of two equal titles ends in "-2"."""
    stem = _KNOWN_KEYS.get(title) or _plain_letters(title)[:_LONGEST_KEY].strip("-") or "muc"
    key, count = stem, 1
    while key in used:
        count += 1
        key = f"{stem}-{count}"
    used.add(key)
    return key


def _plain_letters(title: str) -> str:
    """ "Hạn chế, nguyên nhân" → "han-che-nguyen-nhan"."""
    bare = unicodedata.normalize("NFD", title.lower().replace("đ", "d")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")
