"""The order of the tree: which organisation may stand below which."""

from workflow.domain.labels import LEVELS
from workflow.domain.states import Level

_RANK = {
    Level.CELL: 0,
    Level.SUB_COMMITTEE: 1,
    Level.GRASSROOTS: 2,
    Level.UPPER: 3,
    Level.PROVINCE: 4,
}
# a committee of this level may stand below one of the same level, as the bloc's corporations do
_NESTED = {Level.UPPER}


def why_not_below(unit: Level, superior: Level) -> str | None:
    """None when an organisation of the one level may stand directly below one of the other, else the sentence that says
    why not. Levels may be left out (a chi bộ directly below a province), never turned round; an advisory body belongs
    to a committee and has nobody below it."""
    if superior is Level.ADVISORY:
        return "Cơ quan tham mưu không có tổ chức đảng trực thuộc. Hãy chọn cấp uỷ."
    if superior is Level.CELL:
        return "Chi bộ không có đơn vị trực thuộc. Hãy chọn cấp uỷ."
    if unit is Level.ADVISORY or _RANK[unit] < _RANK[superior] or (unit is superior and unit in _NESTED):
        return None
    return f"{LEVELS[unit].capitalize()} không trực thuộc {LEVELS[superior]} được. Hãy chọn cấp uỷ ở cấp cao hơn."
