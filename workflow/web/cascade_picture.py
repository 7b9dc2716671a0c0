"""The map of a plan as boxes and lines in measures of an SVG; the template only draws what stands here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workflow.domain.tasks import LinkState
from workflow.queries.documents import Document
from workflow.queries.plan_links import PlanLink

WIDTH, BOX, HEIGHT, GAP = 960, 272, 64, 20
_LETTERS = 28
MOST_DRAWN = 12
WITHOUT_NUMBER = "Kế hoạch chưa có số"


@dataclass(frozen=True, slots=True)
class Box:
    """One box: where its upper left corner is, two lines of words, and how it looks (own, done, waits, none)."""

    x: int
    y: int
    first: str
    second: str
    look: str

    @property
    def middle(self) -> int:
        """The height of its middle."""
        return self.y + HEIGHT // 2


@dataclass(frozen=True, slots=True)
class Picture:
    """The boxes by column and the height of the whole; `sentence` says in words what is drawn."""

    above: tuple[Box, ...]
    own: Box
    below: tuple[Box, ...]
    height: int
    sentence: str
    width: int = WIDTH
    box: int = BOX
    box_height: int = HEIGHT


def picture_of(plan: Document, links: Sequence[PlanLink], below: Sequence[Mapping[str, Any]]) -> Picture:
    """The plans above at the left, the plan in the middle, the units below at the right, a bounded number of them."""
    rows = [one["row"] for one in below]
    upper = [(link.symbol or WITHOUT_NUMBER, _owner(link), _LOOKS[link.state]) for link in links[:MOST_DRAWN]]
    lower = [(row.organisation.short_name, *_standing(row)) for row in rows[:MOST_DRAWN]]
    if len(rows) > MOST_DRAWN:
        lower.append((f"và {len(rows) - MOST_DRAWN} đơn vị nữa", "xem trong bảng", "none"))
    height = max(len(upper), len(lower), 1) * (HEIGHT + GAP) - GAP + 4
    own = Box(
        (WIDTH - BOX) // 2,
        (height - HEIGHT) // 2,
        _cut(_called(plan)),
        _cut(plan.organisation.short_name),
        "own",
    )
    columns = _column(upper, 2, height), own, _column(lower, WIDTH - BOX - 2, height)
    return Picture(*columns, height, _sentence(len(upper), [row.plan is not None for row in rows]))


_LOOKS = {LinkState.CONFIRMED: "done", LinkState.PROPOSED: "waits"}


def _sentence(upper: int, has_plan: Sequence[bool]) -> str:
    above = f"Kế hoạch này thực hiện {upper} kế hoạch cấp trên" if upper else "Kế hoạch này không ghi kế hoạch cấp trên"
    if not has_plan:
        return f"{above}, chưa được gửi tới đơn vị nào trong hệ thống."
    without = has_plan.count(False)
    rest = f"trong đó {without} đơn vị chưa có kế hoạch" if without else "đơn vị nào cũng đã có kế hoạch"
    return f"{above} và được gửi tới {len(has_plan)} đơn vị, {rest}."


def _standing(row: Any) -> tuple[str, str]:
    if row.plan is None:
        return "chưa có kế hoạch", "none"
    words = _called(row.plan)
    return (words, "done") if row.is_confirmed else (f"{words}, chờ xác nhận", "waits")


def _called(plan: Document) -> str:
    return plan.symbol or WITHOUT_NUMBER if plan.number else WITHOUT_NUMBER


def _owner(link: PlanLink) -> str:
    return link.superior.organisation.short_name if link.superior else "ngoài hệ thống"


def _column(rows: Sequence[tuple[str, str, str]], x: int, height: int) -> tuple[Box, ...]:
    top = (height - (len(rows) * (HEIGHT + GAP) - GAP)) // 2
    return tuple(
        Box(x, top + place * (HEIGHT + GAP), _cut(first), _cut(second), look)
        for place, (first, second, look) in enumerate(rows)
    )


def _cut(words: str) -> str:
    return words if len(words) <= _LETTERS else f"{words[: _LETTERS - 1].rstrip()}…"
